//! Cancel requests, each over a connection of its own.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::CancelToken;

use super::stream::Layer;
use super::{Route, Transport, TransportError};

/// Asks the server to cancel the running statement of one connection.
#[derive(Clone)]
pub struct Canceller {
    transport: Arc<Transport>,
    route: Route,
    token: CancelToken,
}

impl Canceller {
    /// Creates a canceller for the client of `token`, with the address and the encryption of its
    /// stream.
    #[must_use]
    pub const fn new(transport: Arc<Transport>, route: Route, token: CancelToken) -> Self {
        Self {
            transport,
            route,
            token,
        }
    }

    /// Sends a cancel request. Returns when the server has delivered its signal, so that it cannot
    /// hit a later statement.
    ///
    /// # Errors
    /// If the request was not delivered within the limit.
    pub async fn cancel(&self, limit: Duration) -> Result<(), TransportError> {
        let sent = timeout(limit, self.send()).await;
        sent.unwrap_or(Err(TransportError::TimedOut))
    }

    async fn send(&self) -> Result<(), TransportError> {
        let stream = self.transport.reopen(&self.route).await?;
        let sent = self.token.cancel_query_raw(stream, Layer(|stream| stream));
        sent.await.map_err(TransportError::Cancel)
    }
}
