//! Connections to this database: a single one or a pool; its migrations, and information about it.
//!
//! The connections are [`commonrail`]'s: a checkout takes no round trip, and what a caller leaves
//! behind (a dropped query, an open transaction, session state) is cleaned up after the connection
//! was returned.
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
//! Every statement is logged at trace level under the target `commonrail::sql`, without its values.
//! tokio-postgres itself logs values at *debug* level through the `log` crate: keep its target
//! `tokio_postgres` at `info`.

mod info;
mod migrate;
mod settings;

use std::fmt;

use diesel_async::AsyncPgConnection;

pub use commonrail::{
    Attempts, Isolation, PooledConnection, Pooler, Reset, SettingsBuilder, SslMode, State, Work,
};
pub use info::{DatabaseInfo, TableInfo, info, ping};
pub use migrate::{migrate, migrate_with, pending_migrations, revert_with};
pub use settings::Settings;

use crate::error::Result;

/// Opens one connection outside any pool; see [`commonrail::connect`].
///
/// # Errors
/// `Configuration` for a refused password, an unknown database or settings that cannot work;
/// `Unavailable` when the server cannot be reached now.
pub async fn connect(settings: &Settings) -> Result<AsyncPgConnection> {
    Ok(commonrail::connect(settings).await?)
}

/// Runs `work` in a transaction; see [`commonrail::transaction`].
///
/// # Errors
/// The error of `work`; `TransactionAborted` when an error was ignored inside; `Retry` when a
/// conflict is detected at the commit; `Unavailable` when the connection is lost before the commit,
/// so that nothing took effect; `OutcomeUnknown` when the response to `COMMIT` was lost.
pub async fn transaction<T, F>(conn: &mut AsyncPgConnection, work: F) -> Result<T>
where
    T: Send,
    F: for<'r> Work<&'r mut AsyncPgConnection, Result<T>> + Send,
{
    commonrail::transaction(conn, work).await
}

/// Runs `work` in a transaction, and repeats it after a conflict with another transaction; see
/// [`commonrail::retry`].
///
/// # Errors
/// As [`transaction`]; `Retry` when the last attempt had a conflict too. `Database` when called
/// inside a transaction, because only a whole one can be repeated.
pub async fn retry<T, F>(conn: &mut AsyncPgConnection, attempts: Attempts, work: F) -> Result<T>
where
    T: Send,
    F: for<'r> Work<&'r mut AsyncPgConnection, Result<T>> + Clone + Send,
{
    commonrail::retry(conn, attempts, work).await
}

/// A pool of connections. Cloning is cheap; all clones share one pool.
#[derive(Clone)]
pub struct Pool {
    pool: commonrail::Pool,
    settings: Settings,
}

impl Pool {
    /// Opens a pool and its first connection, to fail early. While the server is starting or
    /// refuses connections, tries again until `checkout_timeout` has passed.
    ///
    /// # Errors
    /// As [`Pool::get`].
    pub async fn new(settings: impl Into<Settings>) -> Result<Self> {
        let pool = Self::lazy(settings)?;
        pool.get().await?;
        Ok(pool)
    }

    /// Creates a pool that connects when it is first used. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// `Configuration` when the settings are invalid.
    pub fn lazy(settings: impl Into<Settings>) -> Result<Self> {
        let settings = settings.into();
        settings.check()?;
        Ok(Self {
            pool: commonrail::Pool::lazy(settings.builder_of_pool(), (*settings).clone())?,
            settings,
        })
    }

    /// Takes a connection, in the order of the calls; without a round trip if one is idle.
    ///
    /// # Errors
    /// `Timeout` when all connections stay in use for `checkout_timeout`; `Configuration` for a
    /// refused password or an unknown database, immediately; `Unavailable` when the server could
    /// not be reached within `checkout_timeout`, or when the pool is closed.
    pub fn get(&self) -> impl Future<Output = Result<PooledConnection>> + Send {
        self.pool.get_or()
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
        self.pool.transaction(work).await
    }

    /// Runs `work` in a transaction, and repeats it after conflicts; see [`retry`].
    ///
    /// # Errors
    /// As [`Pool::get`] and [`retry`].
    pub async fn retry<T, F>(&self, attempts: Attempts, work: F) -> Result<T>
    where
        T: Send,
        F: for<'r> Work<&'r mut AsyncPgConnection, Result<T>> + Clone + Send,
    {
        self.pool.retry(attempts, work).await
    }

    /// Runs this crate's migrations that are pending in the database; see [`migrate`].
    ///
    /// # Errors
    /// As [`migrate`].
    pub async fn migrate(&self) -> Result<Vec<String>> {
        migrate(&self.settings).await
    }

    /// Returns the settings this pool was created with.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the number of connections in each state at this moment.
    #[must_use]
    pub fn state(&self) -> State {
        self.pool.state()
    }

    /// Closes the pool: hands out no more connections, waits for those in use (at most
    /// `checkout_timeout`), and closes the idle ones. Later calls of `get` fail.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pool.fmt(f)
    }
}
