//! The state that all handlers share.

use tomori_db::pool::{Pool, PooledConnection};

use crate::error::ApiError;

/// The state of the service; clones share it.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) pool: Pool,
}

impl App {
    /// Returns a connection for one request.
    pub(crate) async fn connection(&self) -> Result<PooledConnection, ApiError> {
        Ok(self.pool.get().await?)
    }
}
