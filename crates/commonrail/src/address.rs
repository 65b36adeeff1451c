//! Reads the address of a database by libpq's rules: its two forms, service files, and the `PG…`
//! variables for parameters that the address does not have.
//! <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING>

mod environment;
mod interpret;
mod key_value;
mod parameters;
mod passfile;
mod service;
mod url;

use std::path::PathBuf;

use tokio_postgres::Config;

use passfile::find_password;

use crate::role::Role;
use crate::ssl_mode::SslMode;
use crate::transport::{Encryption, Target, TlsVersion};

pub use environment::Environment;
pub use parameters::Parameters;
#[cfg(feature = "diesel")]
pub(crate) use parameters::unknown;

type Result<T, E = InvalidAddress> = std::result::Result<T, E>;

/// An address that cannot be read, or asks for what this crate cannot do. The message repeats no value:
/// it may be the password.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct InvalidAddress(pub(crate) String);

/// A parsed address.
#[derive(Clone)]
pub struct Address {
    /// Hosts, user, password, database and the like; of its TLS settings nothing is set.
    pub config: Config,
    /// How the connection is encrypted, if that is said.
    pub ssl_mode: Option<SslMode>,
    /// A PEM file of the authorities to trust instead of the system's.
    pub root_certificate: Option<PathBuf>,
    /// A PEM file of the certificate that the client presents.
    pub client_certificate: Option<PathBuf>,
    /// A PEM file of its private key.
    pub client_key: Option<PathBuf>,
    pub(crate) details: Details,
}

/// The parts of an address that are not fields of the settings.
#[derive(Clone, Default)]
pub(crate) struct Details {
    /// The kind of server to connect to.
    pub(crate) role: Role,
    /// Whether the hosts are tried in random order.
    pub(crate) is_random: bool,
    /// Whether TLS starts without a request to the server.
    pub(crate) tls_at_once: bool,
    /// The minimum and the maximum TLS version.
    pub(crate) tls_versions: (TlsVersion, TlsVersion),
    /// The file in which passwords are looked up if the address has none.
    pub(crate) passfile: Option<PathBuf>,
}

impl Address {
    /// Returns which encryption the address asks for; `prefer` where it does not say.
    #[must_use]
    pub fn encryption(&self) -> Encryption {
        let (oldest, newest) = self.details.tls_versions;
        Encryption {
            mode: self.ssl_mode.unwrap_or(SslMode::Prefer),
            root_certificate: self.root_certificate.clone(),
            client_certificate: self.client_certificate.clone(),
            client_key: self.client_key.clone(),
            oldest,
            newest,
            is_direct: self.details.tls_at_once,
        }
    }

    /// Returns the password for a host: that of the address, else that of the password file, which is
    /// read each time, so that a new password counts at once.
    #[must_use]
    pub fn password(&self, target: &Target) -> Option<Vec<u8>> {
        let given = self.config.get_password().map(<[u8]>::to_vec);
        given.or_else(|| self.details.look_up_password(&self.config, target))
    }

    /// Returns whether the hosts are tried in random order (`load_balance_hosts`).
    #[must_use]
    pub const fn is_random(&self) -> bool {
        self.details.is_random
    }

    /// Returns which kind of server is wanted (`target_session_attrs`).
    #[must_use]
    pub const fn role(&self) -> Role {
        self.details.role
    }
}

impl Details {
    /// Looks up the password for a host in the password file.
    pub(crate) fn look_up_password(&self, config: &Config, target: &Target) -> Option<Vec<u8>> {
        let file = self.passfile.as_deref().filter(|file| file.exists())?;
        let user = match config.get_user() {
            Some(user) => user.to_owned(),
            None => whoami::username().ok()?,
        };
        let database = config.get_dbname().unwrap_or(&user);
        let (hosts, port) = target.names();
        let mut hosts = hosts.iter();
        hosts.find_map(|host| find_password(file, [host, &port, database, &user]))
    }
}

/// Reads a URL or the `host=… user=…` form, with what a service file and the environment add.
///
/// # Errors
/// What cannot be read, or asks for what this crate cannot do.
pub fn parse(text: &str, environment: &Environment<'_>) -> Result<Address> {
    let mut given = read(text)?;
    given.complete(environment)?;
    given.address(environment)
}

/// Returns the parameters of an address, uninterpreted.
///
/// # Errors
/// What cannot be read.
pub fn read(text: &str) -> Result<Parameters> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let url = ["postgres://", "postgresql://"]
        .into_iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    match url {
        Some(rest) => url::read(rest),
        None if text
            .split(['=', ' '])
            .next()
            .is_some_and(|name| name.contains("://")) =>
        {
            Err(unreadable())
        }
        None => key_value::read(text),
    }
}

impl Parameters {
    /// Adds what a service file and the environment say, as far as nothing else is given.
    ///
    /// # Errors
    /// A service that is not found, or cannot be read.
    pub fn complete(&mut self, environment: &Environment<'_>) -> Result<()> {
        service::add(self, environment)?;
        self.add_variables(environment);
        Ok(())
    }

    /// Gives the parameters their meaning; files of the user are looked up in the environment's home.
    ///
    /// # Errors
    /// What asks for what this crate cannot do.
    pub fn address(&self, environment: &Environment<'_>) -> Result<Address> {
        interpret::address(self, environment)
    }
}

/// Creates an error for an invalid address.
fn wrong(problem: impl Into<String>) -> InvalidAddress {
    InvalidAddress(problem.into())
}

fn unreadable() -> InvalidAddress {
    wrong(
        "the database address cannot be read: it must look like \
         `postgres://user:password@host:5432/database`, with special characters \
         percent-encoded, or like `host=… user=… dbname=…`",
    )
}

#[cfg(test)]
mod tests;
