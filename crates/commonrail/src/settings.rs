//! The address of the database, and the behaviour of its connections.

mod builder;
mod password;

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::time::Duration;

use tokio_postgres::Config;

use crate::address::{self, Address, Details, Environment, Parameters};
use crate::error::{Error, Result};
use crate::ssl_mode::SslMode;
use crate::transport::Encryption;
use password::PasswordSource;

pub use builder::SettingsBuilder;

/// The address of the database, and the behaviour of its connections. The number of connections and
/// their lifetime are set on bb8's builder.
///
/// Created by [`Settings::from_env`], [`Settings::from_url`] or [`Settings::builder`]; every field
/// can be changed afterwards. `Debug` shows neither the host nor the user nor the password.
///
/// ```
/// use std::time::Duration;
/// use commonrail::Settings;
///
/// let mut settings = Settings::from_url("postgres://app:secret@localhost/app")?;
/// settings.statement_timeout = Some(Duration::from_secs(5));
/// assert!(!format!("{settings:?}").contains("secret"));
/// # Ok::<(), commonrail::Error>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// How long one address may take to connect, including TLS and authentication. In a pool all
    /// addresses together take at most nine tenths of the time for a checkout, divided among them,
    /// so that a silent one leaves time for the others. Default: 10 seconds, or `connect_timeout`
    /// of the URL.
    pub connect_timeout: Duration,
    /// The time after which the server cancels a statement; `None`: never. Default: 30 seconds.
    pub statement_timeout: Option<Duration>,
    /// How long this process waits for the response to a statement, by its own clock, before it
    /// closes the connection and the call fails: a server that has gone silent does not enforce its
    /// statement timeout. Statements after a `SET` of `statement_timeout` have no limit while that
    /// setting lasts. Default (`None`): 5 seconds longer than `statement_timeout`; no limit without
    /// one.
    pub response_timeout: Option<Duration>,
    /// The time after which the server gives up waiting for a lock. Default: none (the statement
    /// timeout applies).
    pub lock_timeout: Option<Duration>,
    /// The time after which the server ends a session that is idle inside a transaction. Default:
    /// 60 seconds.
    pub idle_in_transaction_timeout: Option<Duration>,
    /// How often the server checks, while it runs a statement, whether this process is still
    /// connected (PostgreSQL 14 and later; not sent to older ones). Default: 500 milliseconds.
    pub client_check_interval: Option<Duration>,
    /// The name in `pg_stat_activity`. Default: [`Settings::DEFAULT_NAME`], or
    /// `application_name` of the URL.
    pub application_name: String,
    /// How the connection is encrypted. Default: `Prefer`, or `sslmode` of the URL.
    pub ssl_mode: SslMode,
    /// A PEM file of the certificate authorities to trust instead of the system's. Default: the
    /// system's, or `sslrootcert` of the URL.
    pub root_certificate: Option<PathBuf>,
    /// A PEM file of the certificate that this client presents. Default: none, or `sslcert` of the
    /// URL.
    pub client_certificate: Option<PathBuf>,
    /// A PEM file of its private key. Default: none, or `sslkey` of the URL.
    pub client_key: Option<PathBuf>,
    /// The pooler between this process and the server. Default: `Direct`.
    pub pooler: Pooler,
    /// When the session state of a returned connection is reset. Default: `WhenTouched`.
    pub reset: Reset,
    /// How many prepared statements a connection may keep when it is returned; if there are more,
    /// all are dropped. Default: 256.
    pub statement_cache: usize,
    pub(crate) config: Config,
    pub(crate) details: Details,
    pub(crate) password_source: Option<PasswordSource>,
}

/// The pooler between this process and the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooler {
    /// None, or a pooler that keeps one server connection for each client (session mode).
    Direct,
    /// A pooler such as PgBouncer that assigns a server connection for each *transaction*.
    ///
    /// Statements are then sent unnamed, each with its text, and no start-up `options` are sent,
    /// because such poolers refuse them: `statement_timeout`, `lock_timeout` and similar settings
    /// must be set on the role (`ALTER ROLE … SET statement_timeout = '30s'`). Session state is not
    /// reset, because there is no session: use `SET LOCAL`. Migrations need a direct URL.
    Transaction,
}

/// When the session state of a returned connection is reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// After statements that may have changed it: anything but plain reads and writes, and calls of
    /// `set_config` or of advisory locks. A function of your own that changes the session
    /// internally (`SELECT f()` with a `SET` inside) needs `Always`.
    WhenTouched,
    /// After every use: one more round trip, after the connection was returned.
    Always,
}

/// The maximum of a time in milliseconds: as many as PostgreSQL's settings can hold.
const LONGEST: u128 = 24 * 24 * 60 * 60 * 1_000;

impl Settings {
    /// The default name in `pg_stat_activity`.
    pub const DEFAULT_NAME: &'static str = "commonrail";

    /// Reads `DATABASE_URL`, else `DB_HOST`, `DB_PORT` (5432), `DB_NAME`, `DB_USER` and
    /// `DB_PASSWORD`, else libpq's variables such as `PGHOST`. `DB_SSLMODE` and `DB_SSLROOTCERT`
    /// apply unless the URL sets them. The password may contain any character; in the URL it must
    /// be percent-encoded.
    ///
    /// # Errors
    /// `Configuration`, naming what to set, when none of them is set or one cannot be read.
    pub fn from_env() -> Result<Self> {
        Self::from_variables(&Environment::of_process())
    }

    /// Reads a URL (`postgres://user:password@host:5432/database?sslmode=verify-full`) or the
    /// `host=… user=…` form, by libpq's rules. Missing parameters are looked up in its service
    /// file, in libpq's variables (such as `PGSSLMODE`) and, for the password, in `~/.pgpass`. A
    /// parameter that this crate does not support is refused by name.
    ///
    /// # Errors
    /// `Configuration` when it cannot be read; the text is not repeated, because it contains a
    /// password.
    pub fn from_url(url: &str) -> Result<Self> {
        let address = address::parse(url, &Environment::of_process())?;
        Ok(Self::at(address))
    }

    /// Sets a function that fetches the password whenever a connection is opened, for short-lived
    /// passwords such as a cloud provider's tokens. It takes precedence over a password of the
    /// address, and its time is part of the time for connecting.
    ///
    /// ```
    /// use commonrail::Settings;
    ///
    /// # async fn token() -> commonrail::Result<String> { Ok("a token".into()) }
    /// let mut settings = Settings::from_url("postgres://app@db.example.com/app")?;
    /// settings.fetch_password(|| async { token().await });
    /// # Ok::<(), commonrail::Error>(())
    /// ```
    pub fn fetch_password<F>(&mut self, fetch: impl Fn() -> F + Send + Sync + 'static)
    where
        F: Future<Output = Result<String>> + Send + 'static,
    {
        self.password_source = Some(PasswordSource::new(fetch));
    }

    /// Returns the settings with this name in `pg_stat_activity`, unless another was set.
    #[must_use]
    pub fn with_default_name(mut self, name: &str) -> Self {
        if self.application_name == Self::DEFAULT_NAME {
            name.clone_into(&mut self.application_name);
        }
        self
    }

    /// Returns the settings without limits on the server's side, for migrations and similar work.
    /// The limits of this process apply until
    /// [`lift_response_timeout`](crate::lift_response_timeout).
    #[must_use]
    pub fn without_statement_limits(&self) -> Self {
        Self {
            response_timeout: self.effective_response_timeout(),
            statement_timeout: None,
            idle_in_transaction_timeout: None,
            ..self.clone()
        }
    }

    fn from_variables(environment: &Environment<'_>) -> Result<Self> {
        let mut given = match environment.get("DATABASE_URL") {
            Some(url) => address::read(&url)?,
            None => parts(environment)?,
        };
        for (name, variable) in [("sslmode", "DB_SSLMODE"), ("sslrootcert", "DB_SSLROOTCERT")] {
            if let Some(value) = environment.get(variable) {
                given.set_missing(name, &value);
            }
        }
        given.complete(environment)?;
        Ok(Self::at(given.address(environment)?))
    }

    /// Creates the settings for an address.
    fn at(address: Address) -> Self {
        let mut settings = Self::with_config(address.config);
        settings.ssl_mode = address.ssl_mode.unwrap_or(settings.ssl_mode);
        settings.root_certificate = address.root_certificate;
        settings.client_certificate = address.client_certificate;
        settings.client_key = address.client_key;
        settings.details = address.details;
        settings
    }

    fn with_config(config: Config) -> Self {
        let seconds = Duration::from_secs;
        Self {
            connect_timeout: config.get_connect_timeout().copied().unwrap_or(seconds(10)),
            statement_timeout: Some(seconds(30)),
            response_timeout: None,
            lock_timeout: None,
            idle_in_transaction_timeout: Some(seconds(60)),
            client_check_interval: Some(Duration::from_millis(500)),
            application_name: config
                .get_application_name()
                .unwrap_or(Self::DEFAULT_NAME)
                .into(),
            ssl_mode: SslMode::Prefer,
            root_certificate: None,
            client_certificate: None,
            client_key: None,
            pooler: Pooler::Direct,
            reset: Reset::WhenTouched,
            statement_cache: 256,
            config,
            details: Details::default(),
            password_source: None,
        }
    }

    /// Returns the limit of a response.
    pub(crate) fn effective_response_timeout(&self) -> Option<Duration> {
        const MARGIN: Duration = Duration::from_secs(5);
        let derived = self.statement_timeout.map(|limit| limit + MARGIN);
        self.response_timeout.or(derived)
    }

    /// Returns the encryption that the settings ask for.
    pub(crate) fn encryption(&self) -> Encryption {
        let (oldest, newest) = self.details.tls_versions;
        Encryption {
            mode: self.ssl_mode,
            root_certificate: self.root_certificate.clone(),
            client_certificate: self.client_certificate.clone(),
            client_key: self.client_key.clone(),
            oldest,
            newest,
            is_direct: self.details.tls_at_once,
        }
    }

    /// Refuses times with which no connection can work.
    pub(crate) fn check(&self) -> Result<()> {
        if self.response_timeout.is_some() && self.response_timeout <= self.statement_timeout {
            return Err(Error::Configuration(
                "`response_timeout` must be longer than `statement_timeout`".into(),
            ));
        }
        check_times(&[
            ("connect_timeout", Some(self.connect_timeout)),
            ("statement_timeout", self.statement_timeout),
            ("response_timeout", self.response_timeout),
            ("lock_timeout", self.lock_timeout),
            (
                "idle_in_transaction_timeout",
                self.idle_in_transaction_timeout,
            ),
            ("client_check_interval", self.client_check_interval),
        ])
    }
}

/// Refuses times that the server or bb8 would treat as none, or cannot store.
///
/// # Errors
/// `Configuration`, naming the first one.
pub fn check_times(times: &[(&str, Option<Duration>)]) -> Result<()> {
    let is_unusable = |time: &Duration| time.as_millis() == 0 || time.as_millis() > LONGEST;
    match times
        .iter()
        .find(|(_, time)| time.as_ref().is_some_and(is_unusable))
    {
        None => Ok(()),
        Some((name, _)) => Err(Error::Configuration(format!(
            "`{name}` must be 1 millisecond to 24 days, or none"
        ))),
    }
}

/// Returns the parts of an address from the `DB_…` variables, or from libpq's if they are not set.
fn parts(environment: &Environment<'_>) -> Result<Parameters> {
    let mut given = Parameters::default();
    let is_set = |name: &&str| environment.get(name).is_some();
    let ours = ["DB_HOST", "DB_NAME", "DB_USER"];
    if !ours.iter().any(is_set) && ["PGHOST", "PGHOSTADDR", "PGSERVICE"].iter().any(is_set) {
        return Ok(given);
    }
    for (name, variable) in [("host", ours[0]), ("dbname", ours[1]), ("user", ours[2])] {
        let value = environment.get(variable).ok_or_else(|| {
            Error::Configuration(format!("set `DATABASE_URL`, or `{variable}` and its like"))
        })?;
        given.set(name, value);
    }
    let port = environment.get("DB_PORT").unwrap_or_else(|| "5432".into());
    if !port.parse::<u16>().is_ok_and(|port| port > 0) {
        let problem = "`DB_PORT` must be a number from 1 to 65535";
        return Err(Error::Configuration(problem.into()));
    }
    given.set("port", port);
    if let Some(password) = environment.get("DB_PASSWORD") {
        given.set("password", password);
    }
    Ok(given)
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("connect_timeout", &self.connect_timeout)
            .field("statement_timeout", &self.statement_timeout)
            .field("response_timeout", &self.response_timeout)
            .field("lock_timeout", &self.lock_timeout)
            .field("ssl_mode", &self.ssl_mode)
            .field("pooler", &self.pooler)
            .field("reset", &self.reset)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
