//! A connection on loan from a pool.

use std::fmt;
use std::ops::{Deref, DerefMut};

use diesel_async::AsyncPgConnection;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;

use super::link::{Dialer, Link};
use super::release;

/// A connection on loan from a pool; dropping it returns it.
///
/// It dereferences to `AsyncPgConnection`, so every function of this crate and of Diesel takes
/// `&conn` or `&mut conn`. Leave its instrumentation alone: it is how the pool learns of queries
/// that were given up.
pub struct PooledConnection {
    held: Option<Held>,
    runtime: Handle,
}

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

    /// The settings of the pool it belongs to.
    pub(super) fn dialer(&self) -> Dialer {
        self.connection.canceller.dialer()
    }

    pub(super) fn link(&mut self) -> &mut Link {
        &mut self.connection
    }
}

impl PooledConnection {
    pub(super) const fn new(held: Held, runtime: Handle) -> Self {
        Self {
            held: Some(held),
            runtime,
        }
    }
}

impl Deref for PooledConnection {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &AsyncPgConnection {
        let held = self.held.as_ref();
        &held.expect("it is taken in drop only").connection.conn
    }
}

impl DerefMut for PooledConnection {
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        let held = self.held.as_mut();
        &mut held.expect("it is taken in drop only").connection.conn
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        if let Some(held) = self.held.take() {
            release::release(held, &self.runtime);
        }
    }
}

impl fmt::Debug for PooledConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PooledConnection").finish_non_exhaustive()
    }
}
