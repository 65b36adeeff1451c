//! The guard of a connection that was checked out of a pool.

use std::fmt;
use std::ops::{Deref, DerefMut};

use diesel_async::AsyncPgConnection;

use super::lease::Lease;
use super::release;

/// A connection that was checked out of a pool; dropping it returns it.
///
/// It dereferences to `AsyncPgConnection`, so everything that takes one takes `&conn` or `&mut
/// conn`. Do not replace its instrumentation: the pool uses it to detect queries whose futures were
/// dropped.
pub struct PooledConnection(Option<Lease>);

impl PooledConnection {
    pub(super) const fn new(lease: Lease) -> Self {
        Self(Some(lease))
    }
}

impl Deref for PooledConnection {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &AsyncPgConnection {
        let lease = self.0.as_ref();
        &lease.expect("it is taken in drop only").connection().conn
    }
}

impl DerefMut for PooledConnection {
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        let lease = self.0.as_mut();
        &mut lease
            .expect("it is taken in drop only")
            .connection_mut()
            .conn
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        if let Some(lease) = self.0.take() {
            release::release(lease);
        }
    }
}

impl fmt::Debug for PooledConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PooledConnection").finish_non_exhaustive()
    }
}
