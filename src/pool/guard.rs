//! A connection on loan from a pool.

use std::fmt;
use std::ops::{Deref, DerefMut};

use diesel_async::AsyncPgConnection;
use tokio::sync::OwnedSemaphorePermit;

use super::link::{Dialer, Link};
use super::release;

/// A connection on loan from a pool; dropping it returns it.
///
/// It dereferences to `AsyncPgConnection`, so every function of this crate and of Diesel takes
/// `&conn` or `&mut conn`. Leave its instrumentation alone: it is how the pool learns of queries
/// that were given up.
pub struct PooledConnection(Option<Held>);

/// A connection with its place in the queue. The connection goes back first.
pub(super) struct Held {
    connection: bb8::PooledConnection<'static, Dialer>,
    _permit: OwnedSemaphorePermit,
}

impl Held {
    pub(super) const fn new(
        connection: bb8::PooledConnection<'static, Dialer>,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        Self {
            connection,
            _permit: permit,
        }
    }

    pub(super) fn link(&self) -> &Link {
        &self.connection
    }

    pub(super) fn link_mut(&mut self) -> &mut Link {
        &mut self.connection
    }
}

impl PooledConnection {
    pub(super) const fn new(held: Held) -> Self {
        Self(Some(held))
    }
}

impl Deref for PooledConnection {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &AsyncPgConnection {
        let held = self.0.as_ref();
        &held.expect("it is taken in drop only").connection.conn
    }
}

impl DerefMut for PooledConnection {
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        let held = self.0.as_mut();
        &mut held.expect("it is taken in drop only").connection.conn
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
