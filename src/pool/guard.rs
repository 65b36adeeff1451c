//! A connection on loan from a pool.

use std::fmt;
use std::ops::{Deref, DerefMut};

use diesel_async::AsyncPgConnection;

use super::held::Held;
use super::release;

/// A connection on loan from a pool; dropping it returns it.
///
/// It dereferences to `AsyncPgConnection`, so every function of this crate and of Diesel takes
/// `&conn` or `&mut conn`. Leave its instrumentation alone: it is how the pool learns of queries
/// that were given up.
pub struct PooledConnection(Option<Held>);

impl PooledConnection {
    pub(super) const fn new(held: Held) -> Self {
        Self(Some(held))
    }
}

impl Deref for PooledConnection {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &AsyncPgConnection {
        let held = self.0.as_ref();
        &held.expect("it is taken in drop only").link().conn
    }
}

impl DerefMut for PooledConnection {
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        let held = self.0.as_mut();
        &mut held.expect("it is taken in drop only").link_mut().conn
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        if let Some(held) = self.0.take() {
            release::release(held);
        }
    }
}

impl fmt::Debug for PooledConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PooledConnection").finish_non_exhaustive()
    }
}
