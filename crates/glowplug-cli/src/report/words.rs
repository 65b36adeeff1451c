use glowplug::error::Class;

/// A stable word for programs.
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

/// Why a connection cannot be had, in a sentence about the address.
pub(super) fn connecting(class: Class, address: &str) -> String {
    match class {
        Class::Refused => format!("no database answers at {address}"),
        Class::UnknownHost => format!("the host of {address} is not known"),
        Class::Authentication => format!("{address} does not accept the user or the password"),
        Class::MissingDatabase => format!("there is no database at {address}"),
        Class::Tls => format!("no TLS connection to {address} is possible"),
        Class::TooManyConnections => format!("{address} takes no more connections"),
        Class::Unavailable => format!("{address} is starting or shutting down"),
        Class::ConnectionLost => format!("the connection to {address} broke"),
        Class::Privilege => format!("{address} does not let this user in"),
        _ => format!("cannot connect to {address}"),
    }
}

/// What a class of errors means, where the server's message leaves it open.
pub(super) const fn running(class: Class) -> Option<&'static str> {
    match class {
        Class::LockTimeout => Some("a lock was not to be had in time"),
        Class::StatementTimeout => Some("the statement took longer than it may"),
        Class::Privilege => Some("a privilege is missing"),
        Class::ReadOnly => Some("the database is read-only"),
        Class::DiskFull => Some("the disk is full"),
        Class::Resources => Some("a limit of the server was reached"),
        Class::ConnectionLost => Some("the connection broke"),
        Class::Conflict => Some("other sessions were in the way"),
        Class::RefusesTransaction => Some("the statement cannot run inside a transaction"),
        _ => None,
    }
}
