//! A connection with its place in the queue.

use tokio::sync::OwnedSemaphorePermit;

use super::link::{Dialer, Link};

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
