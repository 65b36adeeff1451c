//! Interprets the parameters of an address.

use std::path::PathBuf;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::ChannelBinding;

use super::environment::Environment;
use super::parameters::Parameters;
use super::{Address, Details, InvalidAddress, Result, wrong};
use crate::role::Role;
use crate::ssl_mode::SslMode;
use crate::transport::TlsVersion;

/// Builds the address that the parameters describe.
pub(super) fn address(given: &Parameters, environment: &Environment<'_>) -> Result<Address> {
    given.check()?;
    refuse_what_cannot_be(given)?;
    let mut config = Config::new();
    add_places(given, &mut config)?;
    add_login(given, &mut config)?;
    add_network(given, &mut config)?;
    let (ssl_mode, root_certificate) = encryption(given, environment)?;
    let (client_certificate, client_key) = client_certificate(given, environment)?;
    Ok(Address {
        config,
        ssl_mode,
        root_certificate,
        client_certificate,
        client_key,
        details: details(given, environment, ssl_mode)?,
    })
}

/// Reads a parameter that must be one of these values.
fn choice<'a>(given: &'a Parameters, name: &str, values: &[&str]) -> Result<Option<&'a str>> {
    match given.filled(name)? {
        Some(value) if !values.contains(&value) => Err(wrong(format!(
            "`{name}` in the database address must be one of: {}",
            values.join(", ")
        ))),
        value => Ok(value),
    }
}

/// Reads an integer.
fn number(given: &Parameters, name: &str) -> Result<Option<i64>> {
    let Some(text) = given.filled(name)? else {
        return Ok(None);
    };
    let number = text.trim().parse().map_err(|_| {
        wrong(format!(
            "`{name}` in the database address must be an integer"
        ))
    })?;
    Ok(Some(number))
}

/// Reads a duration in units of `unit` milliseconds; returns `None` for zero and less, as libpq
/// does.
fn time(given: &Parameters, name: &str, unit: u64) -> Result<Option<Duration>> {
    let count = number(given, name)?.and_then(|count| u64::try_from(count).ok());
    Ok(count
        .filter(|count| *count > 0)
        .map(|count| Duration::from_millis(count.saturating_mul(unit))))
}

fn list<'a>(given: &'a Parameters, name: &str) -> Result<Vec<&'a str>> {
    let text = given.filled(name)?;
    Ok(text.map_or_else(Vec::new, |text| text.split(',').collect()))
}

/// Adds hosts, addresses and ports, paired one by one.
fn add_places(given: &Parameters, config: &mut Config) -> Result<()> {
    let (hosts, addresses) = (list(given, "host")?, list(given, "hostaddr")?);
    let count = hosts.len().max(addresses.len());
    if count == 0 {
        return Err(wrong(
            "the database address names no host: name one, or set `PGHOST`",
        ));
    }
    if !hosts.is_empty() && !addresses.is_empty() && hosts.len() != addresses.len() {
        return Err(wrong(
            "`host` and `hostaddr` in the database address must list as many hosts",
        ));
    }
    for host in hosts {
        if host.is_empty() || host.starts_with('@') {
            return Err(wrong(
                "each host in the database address must be a name, an address or the folder of a \
                 Unix socket",
            ));
        }
        config.host(host);
    }
    for address in addresses {
        let address = address
            .parse()
            .map_err(|_| wrong("`hostaddr` in the database address must be IP addresses"))?;
        config.hostaddr(address);
    }
    add_ports(&list(given, "port")?, count, config)
}

fn add_ports(ports: &[&str], hosts: usize, config: &mut Config) -> Result<()> {
    if ports.len() > 1 && ports.len() != hosts {
        return Err(wrong(
            "the database address must have one port, or one for each host",
        ));
    }
    for port in ports {
        let port = match port.trim() {
            "" => Some(5432),
            text => text.parse().ok().filter(|port| *port > 0),
        };
        config.port(port.ok_or_else(|| {
            wrong("the port in the database address must be a number from 1 to 65535")
        })?);
    }
    Ok(())
}

fn add_login(given: &Parameters, config: &mut Config) -> Result<()> {
    if let Some(user) = given.filled("user")? {
        config.user(user);
    }
    if let Some(password) = given.bytes("password").filter(|bytes| !bytes.is_empty()) {
        config.password(password);
    }
    if let Some(name) = given.filled("dbname")? {
        config.dbname(name);
    }
    if let Some(options) = given.filled("options")? {
        config.options(options);
    }
    let name = given.filled("application_name")?;
    if let Some(name) = name.or(given.filled("fallback_application_name")?) {
        config.application_name(name);
    }
    Ok(())
}

fn add_network(given: &Parameters, config: &mut Config) -> Result<()> {
    const SECOND: u64 = 1_000;
    if let Some(time) = time(given, "connect_timeout", SECOND)? {
        config.connect_timeout(time);
    }
    if let Some(time) = time(given, "tcp_user_timeout", 1)? {
        config.tcp_user_timeout(time);
    }
    if let Some(wanted) = number(given, "keepalives")? {
        config.keepalives(wanted != 0);
    }
    if let Some(time) = time(given, "keepalives_idle", SECOND)? {
        config.keepalives_idle(time);
    }
    if let Some(time) = time(given, "keepalives_interval", SECOND)? {
        config.keepalives_interval(time);
    }
    let count = number(given, "keepalives_count")?.and_then(|count| u32::try_from(count).ok());
    if let Some(count) = count.filter(|count| *count > 0) {
        config.keepalives_retries(count);
    }
    match choice(given, "channel_binding", &["disable", "prefer", "require"])? {
        Some("disable") => config.channel_binding(ChannelBinding::Disable),
        Some("require") => config.channel_binding(ChannelBinding::Require),
        _ => config,
    };
    Ok(())
}

/// Reads the TLS mode, and the file of the authorities to trust.
fn encryption(
    given: &Parameters,
    environment: &Environment<'_>,
) -> Result<(Option<SslMode>, Option<PathBuf>)> {
    let mode = given.text("sslmode")?.map(ssl_mode).transpose()?;
    match given.filled("sslrootcert")? {
        Some("system") => match mode {
            None | Some(SslMode::VerifyFull) => Ok((Some(SslMode::VerifyFull), None)),
            Some(_) => Err(wrong(
                "`sslrootcert=system` in the database address needs `sslmode=verify-full`",
            )),
        },
        Some(file) => Ok((mode, Some(file.into()))),
        None => {
            // As in libpq, the user's own authorities make `require` check the certificate.
            let checks = !matches!(mode, None | Some(SslMode::Disable | SslMode::Prefer));
            let own = environment.in_home(".postgresql/root.crt");
            Ok((mode, own.filter(|file| checks && file.exists())))
        }
    }
}

fn ssl_mode(name: &str) -> Result<SslMode> {
    SslMode::named(name).ok_or_else(|| {
        wrong("`sslmode` must be disable, prefer, require, verify-ca or verify-full")
    })
}

fn client_certificate(
    given: &Parameters,
    environment: &Environment<'_>,
) -> Result<(Option<PathBuf>, Option<PathBuf>)> {
    if choice(given, "sslcertmode", &["disable", "allow"])? == Some("disable") {
        return Ok((None, None));
    }
    let file = |name: &str, usual: &str| -> Result<Option<PathBuf>> {
        let usual = environment.in_home(usual).filter(|file| file.exists());
        Ok(given.filled(name)?.map(PathBuf::from).or(usual))
    };
    if !given.has("sslcert") && !given.has("sslkey") {
        return Ok((None, None));
    }
    let certificate = file("sslcert", ".postgresql/postgresql.crt")?;
    let key = file("sslkey", ".postgresql/postgresql.key")?;
    if certificate.is_none() || key.is_none() {
        return Err(wrong(
            "`sslcert` and `sslkey` in the database address must both be set",
        ));
    }
    Ok((certificate, key))
}

fn details(
    given: &Parameters,
    environment: &Environment<'_>,
    ssl_mode: Option<SslMode>,
) -> Result<Details> {
    let negotiation = choice(given, "sslnegotiation", &["postgres", "direct"])?;
    let tls_at_once = negotiation == Some("direct");
    if tls_at_once && matches!(ssl_mode, None | Some(SslMode::Disable | SslMode::Prefer)) {
        return Err(wrong(
            "`sslnegotiation=direct` in the database address needs `sslmode=require` or a \
             stricter one",
        ));
    }
    let passfile = given.filled("passfile")?.map(PathBuf::from);
    let role = choice(given, "target_session_attrs", &Role::NAMES)?;
    let balance = choice(given, "load_balance_hosts", &["disable", "random"])?;
    Ok(Details {
        role: role.map(Role::named).unwrap_or_default(),
        is_random: balance == Some("random"),
        tls_at_once,
        tls_versions: (
            tls_version(given, "ssl_min_protocol_version")?,
            tls_version(given, "ssl_max_protocol_version")?,
        ),
        passfile: passfile.or_else(|| environment.in_home(".pgpass")),
    })
}

fn tls_version(given: &Parameters, name: &str) -> Result<TlsVersion> {
    let value = choice(given, name, &["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"])?;
    match value {
        Some("TLSv1.3") => Ok(TlsVersion::V13),
        Some("TLSv1.2") => Ok(TlsVersion::V12),
        Some(_) if name.contains("max") => Err(wrong(format!(
            "`{name}` in the database address must be TLSv1.2 or TLSv1.3: older ones are not safe"
        ))),
        _ => Ok(TlsVersion::Any),
    }
}

/// Refuses values that ask for a feature that this crate does not have.
fn refuse_what_cannot_be(given: &Parameters) -> Result<()> {
    choice(given, "gssencmode", &["disable", "prefer"])?;
    choice(given, "sslsni", &["1"])?;
    choice(given, "min_protocol_version", &["3.0"])?;
    choice(given, "max_protocol_version", &["3.0", "3.2", "latest"])?;
    choice(given, "replication", &["false", "off", "no", "0"])?;
    let encoding = given
        .filled("client_encoding")?
        .map(str::to_ascii_uppercase);
    match encoding.as_deref() {
        None | Some("AUTO" | "UTF8" | "UTF-8" | "UNICODE") => Ok(()),
        Some(_) => Err(utf8_only()),
    }
}

fn utf8_only() -> InvalidAddress {
    wrong("`client_encoding` in the database address must be UTF8: this crate speaks no other")
}
