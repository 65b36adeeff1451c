//! A connection that was checked out, with its permit of the queue.

use tokio::sync::OwnedSemaphorePermit;

use crate::connector::{Connection, Connector};

/// A connection that was checked out, with its permit. The connection is returned first.
pub(super) struct Lease {
    connection: bb8::PooledConnection<'static, Connector>,
    _permit: OwnedSemaphorePermit,
}

impl Lease {
    pub(super) const fn new(
        connection: bb8::PooledConnection<'static, Connector>,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        Self {
            connection,
            _permit: permit,
        }
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) fn connection_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
