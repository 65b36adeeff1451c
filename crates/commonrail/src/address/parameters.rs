//! The parameters of an address, by name.

use std::collections::BTreeMap;

use super::environment::Environment;
use super::{InvalidAddress, Result, wrong};

/// How a parameter is handled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// It is interpreted.
    Taken,
    /// It is ignored, because it is about something that this crate never does.
    Idle,
    /// It is refused, because it asks for a protection or an authentication that this crate does
    /// not have.
    Refused,
}

use Use::{Idle, Refused, Taken};

/// libpq's parameters, each with its environment variable.
#[rustfmt::skip]
const KNOWN: &[(&str, &str, Use)] = &[
    ("host", "PGHOST", Taken),
    ("hostaddr", "PGHOSTADDR", Taken),
    ("port", "PGPORT", Taken),
    ("dbname", "PGDATABASE", Taken),
    ("user", "PGUSER", Taken),
    ("password", "PGPASSWORD", Taken),
    ("passfile", "PGPASSFILE", Taken),
    ("service", "PGSERVICE", Taken),
    ("servicefile", "PGSERVICEFILE", Taken),
    ("options", "PGOPTIONS", Taken),
    ("application_name", "PGAPPNAME", Taken),
    ("fallback_application_name", "", Taken),
    ("connect_timeout", "PGCONNECT_TIMEOUT", Taken),
    ("client_encoding", "", Taken),
    ("keepalives", "", Taken),
    ("keepalives_idle", "", Taken),
    ("keepalives_interval", "", Taken),
    ("keepalives_count", "", Taken),
    ("tcp_user_timeout", "", Taken),
    ("sslmode", "PGSSLMODE", Taken),
    ("sslnegotiation", "PGSSLNEGOTIATION", Taken),
    ("sslrootcert", "PGSSLROOTCERT", Taken),
    ("sslcert", "PGSSLCERT", Taken),
    ("sslkey", "PGSSLKEY", Taken),
    ("sslcertmode", "PGSSLCERTMODE", Taken),
    ("sslsni", "PGSSLSNI", Taken),
    ("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", Taken),
    ("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", Taken),
    ("min_protocol_version", "PGMINPROTOCOLVERSION", Taken),
    ("max_protocol_version", "PGMAXPROTOCOLVERSION", Taken),
    ("channel_binding", "PGCHANNELBINDING", Taken),
    ("target_session_attrs", "PGTARGETSESSIONATTRS", Taken),
    ("load_balance_hosts", "PGLOADBALANCEHOSTS", Taken),
    ("gssencmode", "PGGSSENCMODE", Taken),
    ("replication", "", Taken),
    ("sslcompression", "", Idle),
    ("krbsrvname", "", Idle),
    ("gsslib", "", Idle),
    ("gssdelegation", "", Idle),
    ("sslpassword", "", Refused),
    ("sslcrl", "PGSSLCRL", Refused),
    ("sslcrldir", "PGSSLCRLDIR", Refused),
    ("requirepeer", "PGREQUIREPEER", Refused),
    ("require_auth", "PGREQUIREAUTH", Refused),
    ("scram_client_key", "", Refused),
    ("scram_server_key", "", Refused),
    ("sslkeylogfile", "", Refused),
    ("oauth_issuer", "", Refused),
    ("oauth_client_id", "", Refused),
    ("oauth_client_secret", "", Refused),
    ("oauth_scope", "", Refused),
];

/// The values, by the name of the parameter. If one is given twice, the last value is used.
#[derive(Clone, Default)]
pub struct Parameters(BTreeMap<&'static str, Vec<u8>>);

impl Parameters {
    /// Sets a parameter; `None` for an unknown name.
    pub fn set(&mut self, name: &str, value: impl Into<Vec<u8>>) -> Option<()> {
        let value = value.into();
        let (name, value) = match (name, value.as_slice()) {
            // Spellings of old versions of libpq, of JDBC and of tokio-postgres.
            ("requiressl", b"1") | ("ssl", b"true") => ("sslmode", b"require".to_vec()),
            ("requiressl", b"0") => ("sslmode", b"prefer".to_vec()),
            ("keepalives_retries", _) => ("keepalives_count", value),
            _ => (name, value),
        };
        let known = KNOWN.iter().find(|(known, ..)| *known == name)?;
        self.0.insert(known.0, value);
        Some(())
    }

    /// Returns every parameter that is given, by its name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        self.0.iter().map(|(name, value)| (*name, value.as_slice()))
    }

    /// Returns whether a parameter is given.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(super) fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Returns the value as text.
    ///
    /// # Errors
    /// If it is not UTF-8, or contains a zero byte.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>> {
        let Some(bytes) = self.bytes(name) else {
            return Ok(None);
        };
        let text = std::str::from_utf8(bytes).ok();
        text.filter(|text| !text.contains('\0'))
            .map(Some)
            .ok_or_else(|| {
                wrong(format!(
                    "`{name}` in the database address is not UTF-8 text"
                ))
            })
    }

    /// Returns the value as text, unless it is empty.
    pub(super) fn filled(&self, name: &str) -> Result<Option<&str>> {
        Ok(self.text(name)?.filter(|text| !text.is_empty()))
    }

    /// Adds the variables of parameters that were not given.
    pub(super) fn add_variables(&mut self, environment: &Environment<'_>) {
        for (name, variable, _) in KNOWN {
            if !variable.is_empty()
                && !self.has(name)
                && let Some(value) = environment.get(variable)
            {
                self.0.insert(name, value.into());
            }
        }
        if !self.has("sslmode") && environment.get("PGREQUIRESSL").as_deref() == Some("1") {
            self.0.insert("sslmode", b"require".to_vec());
        }
    }

    /// Sets a parameter unless it was given already; `None` for an unknown name.
    pub fn set_missing(&mut self, name: &str, value: &str) -> Option<()> {
        let mut other = Self::default();
        other.set(name, value)?;
        for (name, value) in other.0 {
            self.0.entry(name).or_insert(value);
        }
        Some(())
    }

    /// Refuses parameters that ask for something that this crate does not do. Ignoring them might
    /// make the connection less safe than was asked for.
    pub(super) fn check(&self) -> Result<()> {
        let refused = KNOWN
            .iter()
            .find(|(name, _, becomes)| *becomes == Refused && self.has(name));
        match refused {
            Some((name, ..)) => Err(wrong(format!(
                "`{name}` in the database address is not supported by this crate"
            ))),
            None => Ok(()),
        }
    }
}

/// Creates the error for an unknown name. It shows the name, unless that may be part of an unquoted
/// password.
pub(crate) fn unknown(name: &str, may_be_secret: bool) -> InvalidAddress {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if may_be_secret || name.is_empty() || name.len() > 40 || !name.chars().all(is_name) {
        return wrong(
            "the database address has a parameter that this crate does not know: \
             percent-encode special characters in a URL, quote values that hold spaces elsewhere",
        );
    }
    wrong(format!(
        "`{name}` in the database address is not a parameter that this crate knows: remove it"
    ))
}
