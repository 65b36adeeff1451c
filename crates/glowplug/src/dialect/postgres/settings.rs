//! Reads an address as libpq does, with the TLS settings that tokio-postgres does not know.
//! <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS>

use std::path::PathBuf;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use tokio_postgres::Config;

use crate::error::{Class, ServerError};
use crate::model::Address;

/// What an address says.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) config: Config,
    pub(super) ssl_mode: SslMode,
    pub(super) root_certificate: Option<PathBuf>,
    pub(super) connect_timeout: Duration,
}

/// How a TCP connection is encrypted, by libpq's names. Unix sockets never are.
/// <https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-SSLMODE-STATEMENTS>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SslMode {
    /// Never.
    Disable,
    /// If the server offers it; the certificate is not checked.
    Prefer,
    /// Always; the certificate is checked only where `sslrootcert` is set, as `VerifyCa`.
    Require,
    /// Always, and an authority that is trusted signed the certificate.
    VerifyCa,
    /// Always, an authority that is trusted signed the certificate, and it names the host.
    VerifyFull,
}

impl SslMode {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "disable" => Self::Disable,
            "allow" | "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }
}

impl Settings {
    /// Reads an address. No error repeats a part of it: it holds a password.
    pub(super) fn read(address: &Address) -> Result<Self, ServerError> {
        let (url, taken) = split(address.expose());
        let config = url.parse::<Config>();
        let mut config = config.map_err(|error| unreadable(&error))?;
        let mut ssl_mode = SslMode::Prefer;
        let mut root_certificate = None;
        for (name, value) in taken {
            match name {
                "sslmode" => ssl_mode = SslMode::named(&value).ok_or_else(unknown_mode)?,
                // What libpq calls the system's own authorities.
                _ if value == "system" => ssl_mode = SslMode::VerifyFull,
                _ => root_certificate = Some(PathBuf::from(value)),
            }
        }
        if config.get_application_name().is_none() {
            config.application_name(own_name());
        }
        let connect_timeout = config.get_connect_timeout().copied();
        Ok(Self {
            config,
            ssl_mode,
            root_certificate,
            connect_timeout: connect_timeout.unwrap_or(Duration::from_secs(10)),
        })
    }

    /// The same, under another name: for the connection that watches this one.
    pub(super) fn watching(&self) -> Self {
        let mut watching = self.clone();
        let name = self.config.get_application_name().unwrap_or_default();
        watching.config.application_name(format!("{name} watch"));
        watching
    }
}

/// `glowplug alice@workstation`.
fn own_name() -> String {
    let user = whoami::username().unwrap_or_else(|_| "?".to_owned());
    let host = whoami::hostname().unwrap_or_else(|_| "?".to_owned());
    format!("glowplug {user}@{host}")
}

fn unreadable(error: &tokio_postgres::Error) -> ServerError {
    // The cause names a parameter, never a value.
    let cause = std::error::Error::source(error).map(ToString::to_string);
    ServerError::new(
        Class::Other,
        format!(
            "the database URL cannot be read: {}; it looks like \
             `postgres://user:password@host:5432/database`, special characters percent-encoded",
            cause.unwrap_or_default()
        ),
    )
}

fn unknown_mode() -> ServerError {
    ServerError::new(
        Class::Tls,
        "`sslmode` must be disable, prefer, require, verify-ca or verify-full",
    )
}

type Taken = Vec<(&'static str, String)>;

/// Takes the parameters that are read here out of a URL.
fn split(url: &str) -> (String, Taken) {
    // A password may hold a question mark; what comes before the `@` is no query.
    let start = url.find('@').unwrap_or(0);
    let Some(mark) = url[start..].find('?').map(|place| start + place) else {
        return (url.to_owned(), Taken::new());
    };
    let (base, query) = (&url[..mark], &url[mark + 1..]);
    let mut taken = Taken::new();
    let mut kept = Vec::new();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match ["sslmode", "sslrootcert"].iter().find(|own| **own == name) {
            Some(name) => {
                let value = percent_decode_str(value).decode_utf8_lossy();
                taken.push((name, value.into_owned()));
            }
            None => kept.push(pair),
        }
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    (format!("{base}{mark}{}", kept.join("&")), taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<Settings, ServerError> {
        Settings::read(&Address::parse(url).unwrap())
    }

    #[test]
    fn a_url_may_ask_for_verify_full_and_a_root() {
        let settings =
            read("postgres://u:p@h/d?sslmode=verify-full&connect_timeout=3&sslrootcert=%2Fa%20b")
                .unwrap();
        assert_eq!(settings.ssl_mode, SslMode::VerifyFull);
        assert_eq!(settings.root_certificate, Some(PathBuf::from("/a b")));
        assert_eq!(settings.connect_timeout, Duration::from_secs(3));
    }

    #[test]
    fn a_question_mark_in_a_password_starts_no_query() {
        let settings = read("postgres://u:a?sslmode=b@h/d?sslmode=require").unwrap();
        assert_eq!(settings.ssl_mode, SslMode::Require);
        assert_eq!(settings.config.get_password(), Some(&b"a?sslmode=b"[..]));
    }

    #[test]
    fn the_session_is_named_unless_the_url_names_it() {
        let own = read("postgres://u@h/d").unwrap();
        let name = own.config.get_application_name().unwrap();
        assert!(
            name.starts_with("glowplug ") && name.contains('@'),
            "{name}"
        );
        let given = read("postgres://u@h/d?application_name=ours").unwrap();
        assert_eq!(given.config.get_application_name(), Some("ours"));
        let watching = given.watching();
        assert_eq!(watching.config.get_application_name(), Some("ours watch"));
    }

    #[test]
    fn an_unreadable_url_is_not_repeated() {
        for url in [
            "postgres://u:hush@h:port/d",
            "postgres://u:hush@h/d?sslmode=hush",
        ] {
            let error = read(url).map(|_| ()).unwrap_err();
            assert!(!error.message.contains("hush"), "{error:?}");
        }
    }
}
