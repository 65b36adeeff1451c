//! Why a connection could not be made, in words that name no host, user or password.

use std::io;

use crate::error::Error;

/// Why a connection could not be made. Cloned to everybody who waits for it.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// Trying again cannot help: somebody must change a setting.
    Lasting(String),
    /// It may work later.
    Passing(String),
    /// The server does not know a start-up option.
    UnknownOption,
    /// An idle connection turned out to be closed; another is opened in its place.
    Stale,
}

impl Failure {
    pub(super) fn lasting(reason: impl Into<String>) -> Self {
        Self::Lasting(reason.into())
    }

    pub(super) fn passing(reason: impl Into<String>) -> Self {
        Self::Passing(reason.into())
    }

    pub(super) const fn is_lasting(&self) -> bool {
        matches!(self, Self::Lasting(_) | Self::UnknownOption)
    }

    /// The socket could not be opened, or broke.
    pub(super) fn socket(error: &io::Error) -> Self {
        Self::passing(match error.kind() {
            io::ErrorKind::ConnectionRefused => {
                "connection refused: is the server running on this host and port?"
            }
            io::ErrorKind::NotFound => "no server listens on this Unix socket",
            io::ErrorKind::TimedOut => "connecting timed out",
            io::ErrorKind::PermissionDenied => "the socket may not be opened: permission denied",
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                "the host cannot be reached"
            }
            _ => "the connection broke while it was set up",
        })
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        if let Some(code) = error.code() {
            return refused(code.code());
        }
        let source = std::error::Error::source(&error);
        if let Some(broken) = source.and_then(|source| source.downcast_ref::<io::Error>()) {
            return Self::socket(broken);
        }
        match error.to_string().as_str() {
            "invalid configuration" => Self::lasting("the server asks for a password: set one"),
            "authentication error" => {
                Self::lasting("the server and this client share no way to authenticate")
            }
            text => Self::passing(text),
        }
    }
}

/// The server answered with this SQLSTATE.
fn refused(code: &str) -> Failure {
    match code {
        "28P01" => Failure::lasting("the server refused the password (28P01)"),
        "28000" => Failure::lasting("the server does not let this user in (28000)"),
        "3D000" => Failure::lasting("the database does not exist (3D000)"),
        "42501" => Failure::lasting("the user may not connect to this database (42501)"),
        "42704" | "22023" | "08P01" => Failure::UnknownOption,
        "53300" => Failure::passing("the server has too many connections (53300)"),
        "57P03" => Failure::passing("the server is starting up or shutting down (57P03)"),
        _ => Failure::passing(format!("the server refused the connection ({code})")),
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
