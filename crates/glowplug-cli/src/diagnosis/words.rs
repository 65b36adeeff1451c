//! Names and messages for classes of errors.

use glowplug::error::Class;

/// Returns a stable name for programs.
pub(super) const fn kind(class: Class) -> &'static str {
    match class {
        Class::Refused => "refused",
        Class::UnknownHost => "unknown-host",
        Class::Authentication => "authentication",
        Class::MissingDatabase => "missing-database",
        Class::Tls => "tls",
        Class::TooManyConnections => "too-many-connections",
        Class::Unavailable => "unavailable",
        Class::ConnectionLost => "connection-lost",
        Class::LockTimeout => "lock-timeout",
        Class::StatementTimeout => "statement-timeout",
        Class::Conflict => "conflict",
        Class::Privilege => "privilege",
        Class::ReadOnly => "read-only",
        Class::DiskFull => "disk-full",
        Class::Resources => "resources",
        Class::RefusesTransaction => "refuses-transaction",
        Class::Syntax => "syntax",
        Class::Exists => "exists",
        Class::Missing => "missing",
        Class::Constraint => "constraint",
        _ => "database",
    }
}

/// Formats why a connection failed, with its address.
pub(super) fn connecting(class: Class, address: &str) -> String {
    match class {
        Class::Refused => format!("no database is listening at {address}"),
        Class::UnknownHost => format!("the host of {address} is unknown"),
        Class::Authentication => format!("{address} rejects the user or the password"),
        Class::MissingDatabase => format!("there is no database at {address}"),
        Class::Tls => format!("cannot establish a TLS connection to {address}"),
        Class::TooManyConnections => format!("{address} accepts no more connections"),
        Class::Unavailable => format!("{address} is starting or shutting down"),
        Class::ConnectionLost => format!("the connection to {address} was lost"),
        Class::Privilege => format!("{address} does not allow this user to connect"),
        _ => format!("cannot connect to {address}"),
    }
}

/// Returns the meaning of a class of errors, where the server's message does not give it.
pub(super) const fn running(class: Class) -> Option<&'static str> {
    match class {
        Class::LockTimeout => Some("a lock was not available in time"),
        Class::StatementTimeout => Some("the statement timed out"),
        Class::Privilege => Some("a privilege is missing"),
        Class::ReadOnly => Some("the database is read-only"),
        Class::DiskFull => Some("the disk is full"),
        Class::Resources => Some("a limit of the server was reached"),
        Class::ConnectionLost => Some("the connection was lost"),
        Class::Conflict => Some("there was a conflict with other sessions"),
        Class::RefusesTransaction => Some("the statement cannot run inside a transaction"),
        _ => None,
    }
}
