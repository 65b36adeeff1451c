//! Reads an address as libpq does, with commonrail.
//! <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS>

use std::path::Path;
use std::time::Duration;

use commonrail::address::{self as libpq, Environment};

use crate::error::{Class, ServerError};
use crate::model::Address;

/// Connection settings from an address.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) address: libpq::Address,
    pub(super) connect_timeout: Duration,
}

/// The variables that are read for every address. The others could lead elsewhere than the address
/// says; [`Address::completed`] writes them into it first.
const VARIABLES: [&str; 3] = ["PGSSLMODE", "PGSSLROOTCERT", "HOME"];

impl Settings {
    /// Reads an address by libpq's rules. Errors never quote it, because it contains a password.
    pub(super) fn read(address: &Address) -> Result<Self, ServerError> {
        let variable = |name: &str| {
            let is_known = VARIABLES.contains(&name);
            is_known.then(|| std::env::var(name).ok()).flatten()
        };
        let environment = Environment::new(&variable);
        let mut address = understood(&address.for_libpq(), &environment).map_err(unreadable)?;
        let config = &mut address.config;
        if config.get_application_name().is_none() {
            config.application_name(own_name());
        }
        let connect_timeout = config.get_connect_timeout().copied();
        Ok(Self {
            address,
            connect_timeout: connect_timeout.unwrap_or(Duration::from_secs(10)),
        })
    }

    /// Returns the same settings with another application name, for the connection that monitors
    /// this one.
    pub(super) fn watching(&self) -> Self {
        let mut watching = self.clone();
        let name = self.address.config.get_application_name();
        let name = format!("{} watch", name.unwrap_or_default());
        watching.address.config.application_name(name);
        watching
    }
}

/// Parses a URL. Without a host it means this machine.
fn understood(
    url: &str,
    environment: &Environment<'_>,
) -> Result<libpq::Address, libpq::InvalidAddress> {
    let mut given = libpq::read(url)?;
    given.complete(environment)?;
    if !given.has("host") && !given.has("hostaddr") {
        let ports = given.iter().find(|(name, _)| *name == "port");
        let port = ports.and_then(|(_, port)| std::str::from_utf8(port).ok());
        given.set("host", local_host(port.unwrap_or("5432")));
    }
    given.address(environment)
}

/// Returns libpq's default host: a Unix socket in one of the usual directories, else `localhost`.
fn local_host(port: &str) -> &'static str {
    let holds_socket = |folder: &&str| Path::new(folder).join(format!(".s.PGSQL.{port}")).exists();
    let folders = match cfg!(unix) {
        true => &["/var/run/postgresql", "/tmp"][..],
        false => &[],
    };
    let folder = folders.iter().copied().find(holds_socket);
    folder.unwrap_or("localhost")
}

/// Returns the default application name: `glowplug alice@workstation`.
fn own_name() -> String {
    let user = whoami::username().unwrap_or_else(|_| "?".to_owned());
    let host = whoami::hostname().unwrap_or_else(|_| "?".to_owned());
    format!("glowplug {user}@{host}")
}

fn unreadable(cause: libpq::InvalidAddress) -> ServerError {
    let message = cause.to_string();
    let class = match message.starts_with("`ssl") {
        true => Class::Tls,
        false => Class::Other,
    };
    ServerError::new(class, message)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use commonrail::SslMode;

    use super::*;

    fn read(url: &str) -> Result<Settings, ServerError> {
        Settings::read(&Address::parse(url).unwrap())
    }

    #[test]
    fn a_url_may_ask_for_verify_full_and_a_root() {
        let settings =
            read("postgres://u:p@h/d?sslmode=verify-full&connect_timeout=3&sslrootcert=%2Fa%20b")
                .unwrap();
        assert_eq!(settings.address.encryption().mode, SslMode::VerifyFull);
        assert_eq!(
            settings.address.root_certificate,
            Some(PathBuf::from("/a b"))
        );
        assert_eq!(settings.connect_timeout, Duration::from_secs(3));
    }

    #[test]
    fn a_question_mark_in_a_password_starts_no_query() {
        let settings = read("postgres://u:a?sslmode=b@h/d?sslmode=require").unwrap();
        assert_eq!(settings.address.encryption().mode, SslMode::Require);
        assert_eq!(
            settings.address.config.get_password(),
            Some(&b"a?sslmode=b"[..])
        );
    }

    #[test]
    fn a_password_ends_where_the_address_says() {
        for (url, password) in [
            ("postgres://u:p/w@h/d", Some("p/w")),
            ("postgres://h/d?user=a@b", None),
            ("postgres://h:5432/d?user=a@b", None),
            ("postgres://h:5432/w@i/d", Some("5432/w")),
        ] {
            let settings = read(url).unwrap();
            let expected = password.map(str::as_bytes);
            assert_eq!(settings.address.config.get_password(), expected, "{url}");
            let shown = Address::parse(url).unwrap();
            assert_eq!(shown.database_name(), "d", "{url}");
        }
    }

    #[test]
    fn no_spelling_weakens_the_mode() {
        for url in [
            "postgres://u:p@h/d?ssl%6dode=require",
            "postgres://u:p@h/d?sslmode=%72equire",
            "postgres://h/d?user=a@b&sslmode=require",
            "postgres://h/d?sslmode=require&application_name=a@b?c",
            "postgres://u:p@h?sslmode=require",
        ] {
            assert_eq!(
                read(url).unwrap().address.encryption().mode,
                SslMode::Require,
                "{url}"
            );
        }
        for url in [
            "postgres://u:p@h/d?sslrootcert=system&sslmode=require",
            "postgres://u:p@h/d?sslmode=disable&sslrootcert=system",
            "postgres://u:p@h/d?sslmode=REQUIRE",
            "postgres://u:p@h/d?SSLMODE=require",
        ] {
            assert!(read(url).is_err(), "{url}");
        }
    }

    #[test]
    fn the_session_is_named_unless_the_url_names_it() {
        let own = read("postgres://u@h/d").unwrap();
        let name = own.address.config.get_application_name().unwrap();
        assert!(
            name.starts_with("glowplug ") && name.contains('@'),
            "{name}"
        );
        let given = read("postgres://u@h/d?application_name=ours").unwrap();
        assert_eq!(given.address.config.get_application_name(), Some("ours"));
        let watching = given.watching();
        assert_eq!(
            watching.address.config.get_application_name(),
            Some("ours watch")
        );
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
