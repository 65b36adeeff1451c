//! Where the database is, and how a pool treats it.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use tokio_postgres::Config;

use super::address;
use super::ssl_mode::SslMode;
use crate::error::{Error, Result};

/// Where the database is, and how connections and the pool behave.
///
/// Built by [`Settings::from_env`] or [`Settings::from_url`]; every field may be changed after.
/// `Debug` shows neither the host nor the user nor the password.
///
/// ```
/// use std::time::Duration;
/// use tomori_db::pool::Settings;
///
/// let mut settings = Settings::from_url("postgres://tomori:secret@localhost/tomori")?;
/// settings.max_size = 20;
/// settings.checkout_timeout = Duration::from_secs(2);
/// assert!(!format!("{settings:?}").contains("secret"));
/// # Ok::<(), tomori_db::Error>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// How many connections the pool opens at most. Default: 10.
    pub max_size: u32,
    /// How many idle connections the pool keeps ready. Default: none, they are opened on demand.
    pub min_idle: Option<u32>,
    /// After how long without use a connection is closed. Default: 10 minutes.
    pub idle_timeout: Option<Duration>,
    /// After how long a connection is replaced. Default: 30 minutes.
    pub max_lifetime: Option<Duration>,
    /// How long `Pool::get` waits for a connection. Default: 5 seconds.
    pub checkout_timeout: Duration,
    /// How long one address may take to connect, authentication included. Default: 10 seconds,
    /// or `connect_timeout` of the URL.
    pub connect_timeout: Duration,
    /// After how long the server gives up a statement; `None`: never. Default: 30 seconds.
    pub statement_timeout: Option<Duration>,
    /// After how long the server gives up waiting for a lock. Default: none (the statement
    /// timeout ends it).
    pub lock_timeout: Option<Duration>,
    /// After how long the server ends a session that idles inside a transaction.
    /// Default: 60 seconds.
    pub idle_in_transaction_timeout: Option<Duration>,
    /// How often a busy server looks whether this process is still there (PostgreSQL 14 and
    /// later; left out for older ones). Default: 500 milliseconds.
    pub client_check_interval: Option<Duration>,
    /// The name in `pg_stat_activity`. Default: `tomori-db`, or `application_name` of the URL.
    pub application_name: String,
    /// How the connection is encrypted. Default: `Prefer`, or `sslmode` of the URL.
    pub ssl_mode: SslMode,
    /// A PEM file of the certificate authorities to trust instead of the system's. Default: the
    /// system's, or `sslrootcert` of the URL.
    pub root_certificate: Option<PathBuf>,
    /// What stands between this process and the server. Default: `Direct`.
    pub pooler: Pooler,
    /// When a returned connection's session state is reset. Default: `WhenTouched`.
    pub reset: Reset,
    /// How many prepared statements a connection may keep when it is returned; above, all are
    /// dropped. Default: 256.
    pub statement_cache: usize,
    /// How long `migrate` waits for another process that migrates. Default: 60 seconds.
    pub migration_wait: Duration,
    pub(super) config: Config,
}

/// What stands between this process and the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooler {
    /// Nothing, or a pooler that keeps one server connection for each client (session mode).
    Direct,
    /// A pooler such as PgBouncer that gives each *transaction* its own server connection.
    ///
    /// Statements are then sent unnamed, each with its text, and no start-up `options` are sent,
    /// because such poolers refuse them: `statement_timeout`, `lock_timeout` and the like must
    /// be set on the role (`ALTER ROLE … SET statement_timeout = '30s'`). Session state is not
    /// reset, since there is no session: use `SET LOCAL`. Migrations need a direct URL.
    Transaction,
}

/// When a returned connection's session state is reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// After statements that look as if they changed it: anything but plain reads and writes,
    /// and calls of `set_config` or of advisory locks. A function of your own that changes the
    /// session invisibly (`SELECT f()` with a `SET` inside) needs `Always`.
    WhenTouched,
    /// After every use: one more round trip, made after the connection was returned.
    Always,
}

/// The most milliseconds of a time: as many as PostgreSQL's settings hold.
const LONGEST: u128 = 24 * 24 * 60 * 60 * 1_000;

impl Settings {
    /// Reads `DATABASE_URL`, else `DB_HOST`, `DB_PORT` (5432), `DB_NAME`, `DB_USER` and
    /// `DB_PASSWORD`. The password may hold any character; in the URL it must be
    /// percent-encoded.
    ///
    /// # Errors
    /// `Configuration`, naming what to set, when neither is there or one cannot be read.
    pub fn from_env() -> Result<Self> {
        Self::from_variables(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// Reads a URL (`postgres://user:password@host:5432/database?sslmode=verify-full`) or the
    /// `host=… user=…` form. Beside what tokio-postgres knows, `sslmode` may be `verify-ca` or
    /// `verify-full`, and `sslrootcert` names a PEM file.
    ///
    /// # Errors
    /// `Configuration` when it cannot be read; the text is not repeated, it holds a password.
    pub fn from_url(url: &str) -> Result<Self> {
        let address = address::parse(url)?;
        let mut settings = Self::with_config(address.config);
        settings.ssl_mode = address.ssl_mode.unwrap_or(settings.ssl_mode);
        settings.root_certificate = address.root_certificate;
        Ok(settings)
    }

    fn from_variables(read: impl Fn(&str) -> Option<String>) -> Result<Self> {
        if let Some(url) = read("DATABASE_URL") {
            return Self::from_url(&url);
        }
        let need = |name: &str| {
            read(name).ok_or_else(|| {
                Error::Configuration(format!("set `DATABASE_URL`, or `{name}` and its like"))
            })
        };
        let mut config = Config::new();
        config
            .host(need("DB_HOST")?)
            .dbname(need("DB_NAME")?)
            .user(need("DB_USER")?);
        let port = read("DB_PORT").unwrap_or_else(|| "5432".into());
        let port = port.parse().map_err(|_| {
            Error::Configuration("`DB_PORT` must be a number from 1 to 65535".into())
        })?;
        config.port(port);
        if let Some(password) = read("DB_PASSWORD") {
            config.password(password);
        }
        Ok(Self::with_config(config))
    }

    fn with_config(config: Config) -> Self {
        let seconds = Duration::from_secs;
        Self {
            max_size: 10,
            min_idle: None,
            idle_timeout: Some(seconds(600)),
            max_lifetime: Some(seconds(1_800)),
            checkout_timeout: seconds(5),
            connect_timeout: config.get_connect_timeout().copied().unwrap_or(seconds(10)),
            statement_timeout: Some(seconds(30)),
            lock_timeout: None,
            idle_in_transaction_timeout: Some(seconds(60)),
            client_check_interval: Some(Duration::from_millis(500)),
            application_name: config.get_application_name().unwrap_or("tomori-db").into(),
            ssl_mode: SslMode::Prefer,
            root_certificate: None,
            pooler: Pooler::Direct,
            reset: Reset::WhenTouched,
            statement_cache: 256,
            migration_wait: seconds(60),
            config,
        }
    }

    /// Refuses sizes and times that no pool can work with.
    pub(super) fn check(&self) -> Result<()> {
        let refuse = |problem: &str| Err(Error::Configuration(problem.into()));
        match self {
            _ if self.max_size == 0 => refuse("`max_size` must be at least 1"),
            _ if self.min_idle > Some(self.max_size) => {
                refuse("`min_idle` must be at most `max_size`")
            }
            _ => self.times().iter().try_for_each(|(name, time)| match time {
                Some(time) if time.as_millis() == 0 || time.as_millis() > LONGEST => refuse(
                    &format!("`{name}` must be 1 millisecond to 24 days, or none"),
                ),
                _ => Ok(()),
            }),
        }
    }

    /// Every time there is, by name.
    fn times(&self) -> [(&'static str, Option<Duration>); 9] {
        [
            ("checkout_timeout", Some(self.checkout_timeout)),
            ("connect_timeout", Some(self.connect_timeout)),
            (
                "migration_wait",
                Some(self.migration_wait.max(Duration::from_millis(1))),
            ),
            ("idle_timeout", self.idle_timeout),
            ("max_lifetime", self.max_lifetime),
            ("statement_timeout", self.statement_timeout),
            ("lock_timeout", self.lock_timeout),
            (
                "idle_in_transaction_timeout",
                self.idle_in_transaction_timeout,
            ),
            ("client_check_interval", self.client_check_interval),
        ]
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
            .field("connect_timeout", &self.connect_timeout)
            .field("statement_timeout", &self.statement_timeout)
            .field("lock_timeout", &self.lock_timeout)
            .field("ssl_mode", &self.ssl_mode)
            .field("pooler", &self.pooler)
            .field("reset", &self.reset)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&str, &str)]) -> Result<Settings> {
        Settings::from_variables(|name| {
            let pair = pairs.iter().find(|(known, _)| *known == name);
            pair.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_missing_variable_is_named() {
        let problem = from(&[("DB_HOST", "h"), ("DB_NAME", "n")]).unwrap_err();
        assert_eq!(
            problem.to_string(),
            "set `DATABASE_URL`, or `DB_USER` and its like"
        );
    }

    #[test]
    fn a_password_variable_may_hold_any_character() {
        let word = "p@ss:w/ord?%20 '\\";
        let settings = from(&[
            ("DB_HOST", "h"),
            ("DB_NAME", "n"),
            ("DB_USER", "u"),
            ("DB_PASSWORD", word),
        ])
        .unwrap();
        assert_eq!(settings.config.get_password(), Some(word.as_bytes()));
        assert_eq!(settings.config.get_ports(), [5432]);
        assert!(!format!("{settings:?}").contains(word));
    }

    #[test]
    fn sizes_and_times_of_zero_are_refused() {
        let mut settings = Settings::from_url("postgres://u@h/n").unwrap();
        assert!(settings.check().is_ok());
        settings.min_idle = Some(11);
        assert!(settings.check().is_err());
        settings.min_idle = None;
        settings.max_size = 0;
        assert!(settings.check().is_err());
    }

    #[test]
    fn times_that_the_server_would_take_for_none_are_refused() {
        let sound = Settings::from_url("postgres://u@h/n").unwrap();
        for time in [Duration::ZERO, Duration::from_micros(500), Duration::MAX] {
            let mut settings = sound.clone();
            settings.statement_timeout = Some(time);
            let problem = settings.check().unwrap_err().to_string();
            assert_eq!(
                problem,
                "`statement_timeout` must be 1 millisecond to 24 days, or none"
            );
            let mut settings = sound.clone();
            settings.checkout_timeout = time;
            assert!(settings.check().is_err());
        }
    }
}
