//! A fair pool on bb8: checkouts take no round trip, and returned connections are cleaned.

mod guard;
mod lease;
mod queue;
mod release;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use diesel_async::AsyncPgConnection;
use tokio::time::{Instant, sleep};

use crate::connector::Connector;
use crate::error::{Error, Result};
use crate::settings::Settings;
use crate::transaction::{Attempts, Retryable, Work, retry, transaction};
use queue::Shared;

pub use guard::PooledConnection;

/// A pool of connections. Cloning is cheap; all clones share one pool.
///
/// A checkout takes no round trip. What a caller leaves behind is cleaned up after the connection
/// was returned: a query whose future was dropped is cancelled on the server, an open transaction
/// is rolled back, and session state (`SET`, roles, locks, temporary tables) is reset before
/// another caller gets the connection.
#[derive(Clone)]
pub struct Pool(Arc<Shared>);

/// The number of connections and callers in each state at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// Open connections.
    pub connections: u32,
    /// Connections that are idle.
    pub idle: u32,
    /// Connections that a caller holds, or that are being cleaned.
    pub in_use: u32,
    /// Callers that are waiting for a connection.
    pub waiting: u32,
}

impl Pool {
    /// Opens a pool and its first connection, to fail early. While the server is starting or
    /// refuses connections, tries again until the time for a checkout has passed.
    ///
    /// bb8's builder sets the number of connections, their lifetime, and (`connection_timeout`) how
    /// long a checkout waits. `retry_connection`, `test_on_check_out`, `queue_strategy` and
    /// `error_sink` are set by the pool itself.
    ///
    /// # Errors
    /// As [`Pool::get`].
    pub async fn new(builder: bb8::Builder<Connector>, settings: Settings) -> Result<Self> {
        let pool = Self::lazy(builder, settings)?;
        pool.get().await?;
        Ok(pool)
    }

    /// Creates a pool that connects when it is first used. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// `Configuration` when the settings are invalid.
    pub fn lazy(builder: bb8::Builder<Connector>, settings: Settings) -> Result<Self> {
        Ok(Self(Arc::new(Shared::new(builder, settings)?)))
    }

    /// Takes a connection, in the order of the calls; without a round trip if one is idle.
    ///
    /// # Errors
    /// `Timeout` when all connections stay in use for the time of a checkout; `Configuration` for a
    /// refused password or an unknown database, immediately; `Unavailable` when the server could
    /// not be reached in that time, or when the pool is closed.
    pub async fn get(&self) -> Result<PooledConnection> {
        self.0.get().await
    }

    /// Takes a connection as [`Pool::get`] does, but fails with the caller's error type. For a pool
    /// that wraps this one.
    ///
    /// # Errors
    /// As [`Pool::get`].
    pub fn get_or<E: From<Error>>(
        &self,
    ) -> impl Future<Output = Result<PooledConnection, E>> + Send {
        self.0.get()
    }

    /// Runs `work` in a transaction on a connection of this pool; see [`transaction()`].
    ///
    /// # Errors
    /// As [`Pool::get`] and [`transaction()`].
    pub async fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send,
        E: From<Error> + Send,
        F: for<'r> Work<&'r mut AsyncPgConnection, Result<T, E>> + Send,
    {
        let mut conn = self.get().await?;
        transaction(&mut conn, work).await
    }

    /// Runs `work` in a transaction, and repeats it after conflicts; see [`retry()`].
    ///
    /// # Errors
    /// As [`Pool::get`] and [`retry()`].
    pub async fn retry<T, E, F>(&self, attempts: Attempts, work: F) -> Result<T, E>
    where
        T: Send,
        E: From<Error> + Retryable + Send,
        F: for<'r> Work<&'r mut AsyncPgConnection, Result<T, E>> + Clone + Send,
    {
        let mut conn = self.get().await?;
        retry(&mut conn, attempts, work).await
    }

    /// Returns the settings this pool was created with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        self.0.settings()
    }

    /// Returns the number of connections and callers in each state at this moment.
    #[must_use]
    pub fn state(&self) -> State {
        self.0.state()
    }

    /// Closes the pool: hands out no more connections, waits for those in use (at most as long as a
    /// checkout), and closes the idle ones. Later calls of `get` fail.
    pub async fn close(&self) {
        self.0.close();
        let deadline = Instant::now() + self.0.checkout_timeout();
        while self.state().in_use > 0 && Instant::now() < deadline {
            sleep(Duration::from_millis(2)).await;
        }
        self.0.drop_idle().await;
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pool").field(&self.state()).finish()
    }
}
