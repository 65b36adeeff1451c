//! What every handler shares.

use tomori_db::pool::{Pool, PooledConnection};

use crate::error::ApiError;

/// The state of the service; a clone is the same one.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) pool: Pool,
}

impl App {
    /// A connection for one request.
    pub(crate) async fn connection(&self) -> Result<PooledConnection, ApiError> {
        Ok(self.pool.get().await?)
    }
}
