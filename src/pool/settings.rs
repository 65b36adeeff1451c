//! The address of the database and the behaviour of a pool: commonrail's and bb8's settings, with
//! the defaults of this crate.

use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

use commonrail::{Connector, Error as ConnectionError, SettingsBuilder, check_times};

use crate::error::{Error, Result};

/// The address of the database, and the behaviour of connections and the pool.
///
/// Created by [`Settings::from_env`], [`Settings::from_url`] or [`Settings::builder`]; every field
/// can be changed afterwards, here and in [`commonrail::Settings`], to which it dereferences.
/// `Debug` shows neither the host nor the user nor the password.
///
/// ```
/// use std::time::Duration;
/// use tomori_db::pool::Settings;
///
/// let mut settings = Settings::from_url("postgres://tomori:secret@localhost/tomori")?;
/// settings.max_size = 20;
/// settings.statement_timeout = Some(Duration::from_secs(2));
/// assert!(!format!("{settings:?}").contains("secret"));
/// # Ok::<(), tomori_db::Error>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The maximum number of connections that the pool opens. Default: 10.
    pub max_size: u32,
    /// How many idle connections the pool keeps ready. Default: none, they are opened on demand.
    pub min_idle: Option<u32>,
    /// How long a connection may be idle before it is closed. Default: 10 minutes.
    pub idle_timeout: Option<Duration>,
    /// The age at which a connection is replaced. Default: 30 minutes.
    pub max_lifetime: Option<Duration>,
    /// How long `Pool::get` waits for a connection. Default: 5 seconds.
    pub checkout_timeout: Duration,
    /// How long `migrate` waits for another migrating process. Default: 60 seconds.
    pub migration_wait: Duration,
    connection: commonrail::Settings,
}

impl Settings {
    /// Reads `DATABASE_URL`, else `DB_HOST` and related variables, else libpq's variables; see
    /// [`commonrail::Settings::from_env`].
    ///
    /// # Errors
    /// `Configuration`, naming what to set, when none of them is set or one cannot be read.
    pub fn from_env() -> Result<Self> {
        Ok(commonrail::Settings::from_env()?.into())
    }

    /// Reads a URL or the `host=… user=…` form, by the rules of libpq; see
    /// [`commonrail::Settings::from_url`].
    ///
    /// # Errors
    /// `Configuration` when it cannot be read; the text is not repeated, because it contains a
    /// password.
    pub fn from_url(url: &str) -> Result<Self> {
        Ok(commonrail::Settings::from_url(url)?.into())
    }

    /// Starts a builder that sets the parts one by one. What it builds converts into `Settings`.
    ///
    /// ```
    /// use tomori_db::pool::{Settings, SslMode};
    ///
    /// let builder = Settings::builder().host("db.example.com").database("bot").user("bot");
    /// let settings: Settings = builder.ssl_mode(SslMode::VerifyFull).build()?.into();
    /// assert_eq!(settings.application_name, "tomori-db");
    /// # Ok::<(), tomori_db::Error>(())
    /// ```
    #[must_use]
    pub fn builder() -> SettingsBuilder {
        commonrail::Settings::builder()
    }

    /// Sets a function that fetches the password whenever a connection is opened; see
    /// [`commonrail::Settings::fetch_password`].
    ///
    /// ```
    /// use tomori_db::pool::Settings;
    ///
    /// # async fn token() -> tomori_db::Result<String> { Ok("a token".into()) }
    /// let mut settings = Settings::from_url("postgres://bot@db.example.com/bot")?;
    /// settings.fetch_password(|| async { token().await });
    /// # Ok::<(), tomori_db::Error>(())
    /// ```
    pub fn fetch_password<F>(&mut self, fetch: impl Fn() -> F + Send + Sync + 'static)
    where
        F: Future<Output = Result<String>> + Send + 'static,
    {
        self.connection.fetch_password(move || {
            let fetched = fetch();
            async move { fetched.await.map_err(not_fetched) }
        });
    }

    /// Returns bb8's builder with these settings.
    pub(super) fn builder_of_pool(&self) -> bb8::Builder<Connector> {
        bb8::Pool::builder()
            .max_size(self.max_size)
            .min_idle(self.min_idle)
            .idle_timeout(self.idle_timeout)
            .max_lifetime(self.max_lifetime)
            .connection_timeout(self.checkout_timeout)
    }

    /// Refuses sizes and times with which no pool can work.
    pub(super) fn check(&self) -> Result<()> {
        let refuse = |problem: &str| Err(Error::Configuration(problem.into()));
        if self.max_size == 0 {
            return refuse("`max_size` must be at least 1");
        }
        if self.min_idle > Some(self.max_size) {
            return refuse("`min_idle` must be at most `max_size`");
        }
        check_times(&[
            ("checkout_timeout", Some(self.checkout_timeout)),
            ("idle_timeout", self.idle_timeout),
            ("max_lifetime", self.max_lifetime),
            (
                "migration_wait",
                Some(self.migration_wait.max(Duration::from_millis(1))),
            ),
        ])?;
        Ok(())
    }
}

/// Converts an error of fetching the password into commonrail's.
fn not_fetched(error: Error) -> ConnectionError {
    match error {
        Error::Configuration(problem) => ConnectionError::Configuration(problem),
        Error::Unavailable { reason } => ConnectionError::Unavailable { reason },
        other => ConnectionError::Unavailable {
            reason: format!("no password could be fetched: {other}"),
        },
    }
}

impl From<commonrail::Settings> for Settings {
    fn from(connection: commonrail::Settings) -> Self {
        let seconds = Duration::from_secs;
        Self {
            max_size: 10,
            min_idle: None,
            idle_timeout: Some(seconds(600)),
            max_lifetime: Some(seconds(1_800)),
            checkout_timeout: seconds(5),
            migration_wait: seconds(60),
            connection: connection.with_default_name("tomori-db"),
        }
    }
}

impl Deref for Settings {
    type Target = commonrail::Settings;

    fn deref(&self) -> &commonrail::Settings {
        &self.connection
    }
}

impl DerefMut for Settings {
    fn deref_mut(&mut self) -> &mut commonrail::Settings {
        &mut self.connection
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("max_size", &self.max_size)
            .field("min_idle", &self.min_idle)
            .field("idle_timeout", &self.idle_timeout)
            .field("max_lifetime", &self.max_lifetime)
            .field("checkout_timeout", &self.checkout_timeout)
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_of_zero_are_refused() {
        let mut settings = Settings::from_url("postgres://u@h/n").unwrap();
        assert!(settings.check().is_ok());
        settings.min_idle = Some(11);
        assert!(settings.check().is_err());
        settings.min_idle = None;
        settings.max_size = 0;
        assert!(settings.check().is_err());
        settings.max_size = 10;
        settings.checkout_timeout = Duration::from_micros(500);
        assert!(settings.check().is_err());
    }
}
