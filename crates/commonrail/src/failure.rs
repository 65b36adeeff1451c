//! Describes why a connection could not be opened, without naming host, user or password.

use std::io;

use crate::error::Error;
use crate::transport::{TransportError, handshake_failure};

/// Why a connection could not be opened, as bb8 passes it on; converts into [`Error`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Trying again cannot help: a setting must be changed.
    Lasting(String),
    /// It may work later.
    Passing(String),
    /// The server does not know a start-up option.
    UnknownOption,
    /// An idle connection turned out to be closed; another is opened in its place.
    Stale,
}

impl Failure {
    pub(crate) fn lasting(reason: impl Into<String>) -> Self {
        Self::Lasting(reason.into())
    }

    pub(crate) fn passing(reason: impl Into<String>) -> Self {
        Self::Passing(reason.into())
    }

    pub(crate) const fn is_lasting(&self) -> bool {
        matches!(self, Self::Lasting(_) | Self::UnknownOption)
    }

    /// Describes a socket that could not be opened, or failed.
    pub(crate) fn socket(error: &io::Error) -> Self {
        Self::passing(match error.kind() {
            io::ErrorKind::ConnectionRefused => {
                "connection refused: is the server running on this host and port?"
            }
            io::ErrorKind::NotFound => "no server listens on this Unix socket",
            io::ErrorKind::TimedOut => "connecting timed out",
            io::ErrorKind::PermissionDenied => "the socket cannot be opened: permission denied",
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                "the host cannot be reached"
            }
            _ => "the connection was lost during setup",
        })
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::UnknownHost { .. } => Self::passing("the host name is unknown"),
            TransportError::Unreachable { source, .. } | TransportError::HungUp(source) => {
                Self::socket(&source)
            }
            TransportError::Tls(reason) => Self::lasting(reason),
            TransportError::NoUnixSockets => Self::lasting(error.to_string()),
            other => Self::passing(other.to_string()),
        }
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        if let Some(answer) = error.as_db_error() {
            return refused(answer.code().code(), answer.message());
        }
        if let Some(failure) = handshake_failure(&error) {
            return failure.into();
        }
        let source = std::error::Error::source(&error);
        if let Some(broken) = source.and_then(|source| source.downcast_ref::<io::Error>()) {
            return Self::socket(broken);
        }
        match error.to_string().as_str() {
            "invalid configuration" => Self::lasting("the server asks for a password: set one"),
            "authentication error" => {
                Self::lasting("the server requires an authentication method that is not supported")
            }
            text => Self::passing(text),
        }
    }
}

/// Describes the server's refusal.
fn refused(code: &str, message: &str) -> Failure {
    match code {
        "08P01" => said_by_pooler(message),
        "08006" | "08007" => Failure::passing("the connection was lost during setup"),
        "28P01" => Failure::lasting("the server refused the password (28P01)"),
        "28000" => Failure::lasting("the server refused this user (28000)"),
        "3D000" => Failure::lasting("the database does not exist (3D000)"),
        "42501" => Failure::lasting("the user may not connect to this database (42501)"),
        "42704" | "22023" => Failure::UnknownOption,
        "53300" => Failure::passing("the server has too many connections (53300)"),
        "57P03" => Failure::passing("the server is starting up or shutting down (57P03)"),
        _ => Failure::passing(format!("the server refused the connection ({code})")),
    }
}

/// Describes a pooler's error. PgBouncer and similar poolers have one code for all errors. Most are
/// temporary: the pooler is full, or cannot reach the server at the moment.
fn said_by_pooler(message: &str) -> Failure {
    let says = |part: &str| message.contains(part);
    if says("startup parameter") || says("startup packet") {
        Failure::UnknownOption
    } else if says("no such database") {
        Failure::lasting("the pooler does not know this database (08P01)")
    } else if says("no such user") || says("authentication failed") {
        Failure::lasting("the pooler refused this user (08P01)")
    } else if says("no more connections") {
        Failure::passing("the pooler has too many connections (08P01)")
    } else {
        Failure::passing("the pooler refused the connection (08P01)")
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Lasting(reason) => Self::Configuration(reason),
            Failure::Passing(reason) => Self::Unavailable { reason },
            Failure::Stale => Self::Unavailable {
                reason: "the connection is closed".into(),
            },
            Failure::UnknownOption => Self::Configuration(
                "the server refused a start-up option: behind a pooler in transaction mode, \
                 set `pooler` to `Transaction`"
                    .into(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pooler_says_passes_unless_a_setting_is_wrong() {
        for (message, lasts) in [
            ("no more connections allowed (max_client_conn)", false),
            ("query_wait_timeout", false),
            ("server login has been failing, try again later", false),
            ("unsupported startup parameter: options", true),
            (
                "unsupported startup parameter in options: lock_timeout",
                true,
            ),
            ("no such database: nowhere", true),
        ] {
            assert_eq!(refused("08P01", message).is_lasting(), lasts, "{message}");
        }
    }
}
