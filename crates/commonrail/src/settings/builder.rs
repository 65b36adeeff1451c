//! Builds settings part by part.

use std::future::Future;

use super::Settings;
use super::password::PasswordSource;
use crate::address::{Environment, Parameters, unknown};
use crate::error::{Error, Result};
use crate::ssl_mode::SslMode;

/// A builder that sets the parts of the settings; see [`Settings::builder`].
#[derive(Default)]
pub struct SettingsBuilder {
    given: Parameters,
    hosts: Vec<String>,
    ssl_mode: Option<SslMode>,
    password_source: Option<PasswordSource>,
    problem: Option<Error>,
}

impl Settings {
    /// Starts a builder that sets the parts one by one, each unencoded. Parts that are not set are
    /// looked up in libpq's variables.
    ///
    /// ```
    /// use commonrail::{Settings, SslMode};
    ///
    /// # async fn token() -> commonrail::Result<String> { Ok("a token".into()) }
    /// let settings = Settings::builder()
    ///     .host("db.example.com")
    ///     .database("app")
    ///     .user("app")
    ///     .fetch_password(|| async { token().await })
    ///     .ssl_mode(SslMode::VerifyFull)
    ///     .build()?;
    /// # Ok::<(), commonrail::Error>(())
    /// ```
    #[must_use]
    pub fn builder() -> SettingsBuilder {
        SettingsBuilder::default()
    }
}

impl SettingsBuilder {
    /// Adds a host: a name, an IP address, or the folder of a Unix socket. Hosts are tried in
    /// order.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.hosts.push(host.into());
        self
    }

    /// Sets the port of all hosts. Default: 5432.
    #[must_use]
    pub fn port(self, port: u16) -> Self {
        self.parameter("port", &port.to_string())
    }

    /// Sets the name of the database. Default: the name of the user.
    #[must_use]
    pub fn database(self, name: &str) -> Self {
        self.parameter("dbname", name)
    }

    /// Sets the user. Default: the user that runs this process.
    #[must_use]
    pub fn user(self, name: &str) -> Self {
        self.parameter("user", name)
    }

    /// Sets the password, which may contain any character.
    #[must_use]
    pub fn password(self, password: &str) -> Self {
        self.parameter("password", password)
    }

    /// Sets a function that fetches the password for each connection; see
    /// [`Settings::fetch_password`].
    #[must_use]
    pub fn fetch_password<F>(mut self, fetch: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<String>> + Send + 'static,
    {
        self.password_source = Some(PasswordSource::new(fetch));
        self
    }

    /// Sets how the connection is encrypted. Default: `Prefer`.
    #[must_use]
    pub const fn ssl_mode(mut self, mode: SslMode) -> Self {
        self.ssl_mode = Some(mode);
        self
    }

    /// Sets any other parameter of libpq, for example `target_session_attrs`.
    #[must_use]
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        if self.given.set(name, value).is_none() {
            self.problem
                .get_or_insert_with(|| unknown(name, false).into());
        }
        self
    }

    /// Returns the settings.
    ///
    /// # Errors
    /// `Configuration` when a part is missing, unknown or unusable.
    pub fn build(mut self) -> Result<Settings> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        if self.hosts.iter().any(|host| host.contains(',')) {
            let problem = "a host of the database address must not hold a comma";
            return Err(Error::Configuration(problem.into()));
        }
        if !self.hosts.is_empty() {
            self.given.set("host", self.hosts.join(","));
        }
        if let Some(mode) = self.ssl_mode {
            self.given.set("sslmode", mode.name());
        }
        let environment = Environment::of_process();
        self.given.complete(&environment)?;
        let address = self.given.address(&environment)?;
        let mut settings = Settings::at(address);
        settings.password_source = self.password_source;
        Ok(settings)
    }
}
