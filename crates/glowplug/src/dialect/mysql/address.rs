//! Converts an address to the driver's connection options.

use std::path::Path;

use mysql_async::{Opts, OptsBuilder};
use percent_encoding::percent_decode_str;
use url::Host;

use crate::error::{Class, ServerError};
use crate::model::Address;

/// The usual paths of the socket: Debian, Red Hat, the upstream default.
const SOCKETS: [&str; 4] = [
    "/run/mysqld/mysqld.sock",
    "/var/run/mysqld/mysqld.sock",
    "/var/lib/mysql/mysql.sock",
    "/tmp/mysql.sock",
];

/// Converts an address to connection options. Other parameters are ignored, as `diesel` does.
pub(super) fn options(address: &Address) -> Result<Opts, ServerError> {
    read(address, |path| Path::new(path).exists())
}

fn read(address: &Address, exists: impl Fn(&str) -> bool) -> Result<Opts, ServerError> {
    let url = address.url().ok_or_else(unreadable)?;
    let parameter = |names: &[&str]| {
        url.query_pairs()
            .find(|(key, _)| names.contains(&key.as_ref()))
            .map(|(_, value)| value.into_owned())
    };
    check_tls(parameter(&["ssl_mode", "ssl-mode", "sslmode"]))?;

    let mut socket = parameter(&["unix_socket", "socket"]);
    let host = match url.host() {
        Some(Host::Domain(name)) => decoded(name),
        Some(Host::Ipv4(ip)) => ip.to_string(),
        Some(Host::Ipv6(ip)) => ip.to_string(),
        None => String::new(),
    };
    if host.starts_with('/') {
        socket = socket.or_else(|| Some(host.clone()));
    }
    if socket.is_none() && url.port().is_none() && matches!(host.as_str(), "" | "localhost") {
        let found = SOCKETS.into_iter().find(|path| exists(path));
        socket = found.map(str::to_owned);
    }
    let host = Some(host).filter(|host| !host.is_empty() && !host.starts_with('/'));
    let database = address.database_name();
    let builder = OptsBuilder::default()
        .ip_or_hostname(host.unwrap_or_else(|| "localhost".to_owned()))
        .tcp_port(url.port().unwrap_or(3306))
        .socket(socket)
        // By default the driver asks the server for its socket and reconnects through it, which is
        // the wrong one if the server runs in a container.
        .prefer_socket(false)
        .user(Some(decoded(url.username())).filter(|user| !user.is_empty()))
        .pass(url.password().map(decoded))
        .db_name(Some(database).filter(|name| !name.is_empty()))
        // As diesel-async does: it has its own statement cache, and counts matched rows as
        // PostgreSQL does.
        .stmt_cache_size(0)
        .client_found_rows(true);
    Ok(builder.into())
}

fn unreadable() -> ServerError {
    ServerError::new(
        Class::Other,
        "the database URL cannot be read; it looks like `mysql://user:password@host:3306/database`, \
         special characters percent-encoded",
    )
}

fn check_tls(mode: Option<String>) -> Result<(), ServerError> {
    let mode = mode.map(|mode| mode.to_lowercase().replace('-', "_"));
    match mode.as_deref() {
        None | Some("disabled" | "disable" | "preferred" | "prefer") => Ok(()),
        Some("required" | "require" | "verify_ca" | "verify_identity" | "verify_full") => {
            let mut error = ServerError::new(
                Class::Tls,
                "the address requires TLS, which this build does not support for MySQL",
            );
            error.hint =
                Some("connect through a tunnel or a socket with `ssl_mode=disabled`".to_owned());
            Err(error)
        }
        Some(other) => Err(ServerError::new(
            Class::Other,
            format!("`{other}` is not a valid `ssl_mode`"),
        )),
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, sockets: &[&str]) -> Result<Opts, ServerError> {
        let address = Address::parse(text).unwrap();
        read(&address, |path| sockets.contains(&path))
    }

    #[test]
    fn every_part_of_an_address_is_read() {
        let options = parsed("mariadb://us%40er:p%2Fw@db.example:3307/sh%20op", &[]).unwrap();
        assert_eq!(options.ip_or_hostname(), "db.example");
        assert_eq!(options.tcp_port(), 3307);
        assert_eq!(options.user(), Some("us@er"));
        assert_eq!(options.pass(), Some("p/w"));
        assert_eq!(options.db_name(), Some("sh op"));
        assert_eq!(options.socket(), None);
    }

    #[test]
    fn localhost_without_a_port_prefers_a_socket_that_is_there() {
        let sockets = ["/tmp/mysql.sock"];
        let local = parsed("mysql://root@localhost/db", &sockets).unwrap();
        assert_eq!(local.socket(), Some("/tmp/mysql.sock"));
        let without = parsed("mysql://root@localhost/db", &[]).unwrap();
        assert_eq!(without.socket(), None);
        let port = parsed("mysql://root@localhost:3306/db", &sockets).unwrap();
        assert_eq!(port.socket(), None);
        let ip = parsed("mysql://root@127.0.0.1/db", &sockets).unwrap();
        assert_eq!(ip.socket(), None);
    }

    #[test]
    fn a_socket_can_be_named_in_three_ways() {
        for text in [
            "mysql://root@localhost/db?unix_socket=/x/y.sock",
            "mysql://root@localhost/db?socket=/x/y.sock",
            "mysql://root@%2Fx%2Fy.sock/db",
        ] {
            let options = parsed(text, &[]).unwrap();
            assert_eq!(options.socket(), Some("/x/y.sock"), "{text}");
        }
    }

    #[test]
    fn demanded_tls_is_refused_and_preferred_tls_is_not() {
        for mode in ["required", "VERIFY_CA", "verify-identity"] {
            let error = parsed(&format!("mysql://h/db?ssl_mode={mode}"), &[]).unwrap_err();
            assert_eq!(error.class, Class::Tls, "{mode}");
        }
        assert!(parsed("mysql://h/db?ssl_mode=preferred", &[]).is_ok());
        assert!(parsed("mysql://h/db?ssl_mode=maybe", &[]).is_err());
    }
}
