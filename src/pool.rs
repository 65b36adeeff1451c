//! Connections: one, or a pool of them, with time limits, TLS, and a clean session each time.
//!
//! A checkout costs no round trip. What a caller leaves behind is tidied up after the connection
//! was returned: a query whose future was dropped is cancelled on the server, an open
//! transaction is rolled back, and session state (`SET`, roles, locks, temporary tables) is
//! reset before somebody else gets the connection.
//!
//! ```no_run
//! use tomori_db::pool::{Pool, Settings};
//!
//! # async fn example() -> tomori_db::Result<()> {
//! let pool = Pool::new(Settings::from_env()?).await?;
//! let conn = pool.get().await?;
//! tomori_db::pool::ping(&conn).await?;
//! drop(conn);
//! pool.transaction(async |conn| tomori_db::pool::ping(conn).await).await?;
//! # Ok(())
//! # }
//! ```
//!
//! Every statement shows at trace level under the target `tomori_db::sql`, without its values.
//! tokio-postgres itself logs values at *debug* level through the `log` crate: keep its target
//! `tokio_postgres` at `info`.

mod address;
mod checkout;
mod dial;
mod failure;
mod guard;
mod info;
mod link;
mod migrate;
mod release;
mod session;
mod settings;
mod socket;
#[cfg(feature = "tls")]
mod tls;
mod transaction;
mod watch;
mod wire;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use diesel_async::AsyncPgConnection;
use tokio::time::{Instant, sleep};

pub use guard::PooledConnection;
pub use info::{DatabaseInfo, TableInfo, info, ping};
pub use migrate::{migrate, pending_migrations};
pub use settings::{Pooler, Reset, Settings, SslMode};
pub use transaction::{Attempts, Isolation, Work, retry, transaction};

use crate::error::Result;
use checkout::Shared;
use link::Dialer;

/// Opens one connection outside any pool. Close it by dropping it; a statement that runs then is
/// not cancelled, it ends at its `statement_timeout`.
///
/// # Errors
/// `Configuration` for a refused password, an unknown database or settings that cannot work;
/// `Unavailable` when the server cannot be reached now.
pub async fn connect(settings: &Settings) -> Result<AsyncPgConnection> {
    settings.check()?;
    let dialer = Dialer::new(settings.clone())?;
    Ok(dialer.connect().await?.conn)
}

/// A pool of connections. Cheap to clone; all clones are one pool.
#[derive(Clone)]
pub struct Pool(Arc<Shared>);

/// How the connections of a pool are used at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// Connections that are open.
    pub connections: u32,
    /// Of these, connections that wait for a caller.
    pub idle: u32,
    /// Connections that a caller holds, or that are tidied up after one.
    pub in_use: u32,
    /// Callers that wait for a connection.
    pub waiting: u32,
}

impl Pool {
    /// Opens a pool and its first connection, to fail early. While the server is starting or
    /// refuses connections, tries again until `checkout_timeout` has passed.
    ///
    /// # Errors
    /// As [`Pool::get`].
    pub async fn new(settings: Settings) -> Result<Self> {
        let pool = Self::lazy(settings)?;
        pool.get().await?;
        Ok(pool)
    }

    /// Makes a pool that connects when it is first used. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// `Configuration` when the settings cannot work.
    pub fn lazy(settings: Settings) -> Result<Self> {
        settings.check()?;
        Ok(Self(Arc::new(Shared::new(Dialer::new(settings)?))))
    }

    /// Takes a connection, in the order of the calls. Without a round trip when one is idle.
    ///
    /// # Errors
    /// `Timeout` when all connections stay in use for `checkout_timeout`; `Configuration` for a
    /// refused password or an unknown database, at once; `Unavailable` when the server could not
    /// be reached within `checkout_timeout`, or when the pool is closed.
    pub async fn get(&self) -> Result<PooledConnection> {
        self.0.get().await
    }

    /// Runs `work` in a transaction on a connection of this pool; see [`transaction`].
    ///
    /// # Errors
    /// As [`Pool::get`] and [`transaction`].
    pub async fn transaction<T, F>(&self, work: F) -> Result<T>
    where
        T: Send,
        F: for<'r> Work<&'r mut AsyncPgConnection, Result<T>> + Send,
    {
        let mut conn = self.get().await?;
        transaction(&mut conn, work).await
    }

    /// Runs `work` in a transaction, again and again while others get in its way; see [`retry`].
    ///
    /// # Errors
    /// As [`Pool::get`] and [`retry`].
    pub async fn retry<T, F>(&self, attempts: Attempts, work: F) -> Result<T>
    where
        T: Send,
        F: for<'r> Work<&'r mut AsyncPgConnection, Result<T>> + Clone + Send,
    {
        let mut conn = self.get().await?;
        retry(&mut conn, attempts, work).await
    }

    /// Runs the migrations of this crate that the database lacks; see [`migrate`].
    ///
    /// # Errors
    /// As [`migrate`].
    pub async fn migrate(&self) -> Result<Vec<String>> {
        migrate(self.settings()).await
    }

    /// The settings this pool was made with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        self.0.settings()
    }

    /// How the connections are used at this moment.
    #[must_use]
    pub fn state(&self) -> State {
        self.0.state()
    }

    /// Hands out no more connections, waits until those in use are back (at most
    /// `checkout_timeout`), and closes the idle ones. Later calls of `get` fail.
    pub async fn close(&self) {
        self.0.close();
        let deadline = Instant::now() + self.settings().checkout_timeout;
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
