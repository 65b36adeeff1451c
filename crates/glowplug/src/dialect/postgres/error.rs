//! Converts errors, from the fields that the tap recorded or, without a tap, from what Diesel
//! reports. <https://www.postgresql.org/docs/current/errcodes-appendix.html>

use std::io;

use commonrail::transport::{TransportError, handshake_failure};
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::wire::{Fields, Observer};
use crate::error::{Class, ServerError};

/// Returns the class of an error by its SQLSTATE.
fn class(code: &str) -> Class {
    match code {
        "55P03" => Class::LockTimeout,
        // Use of an enum value that was added in the same transaction.
        "55P04" => Class::Uncommitted,
        "57014" => Class::StatementTimeout,
        "40001" | "40P01" => Class::Conflict,
        "42501" => Class::Privilege,
        "25006" => Class::ReadOnly,
        "53100" => Class::DiskFull,
        "53200" | "53400" | "54000" => Class::Resources,
        "25001" | "2D000" => Class::RefusesTransaction,
        "42601" => Class::Syntax,
        "42P07" | "42710" | "42701" | "42P06" | "42723" | "42P04" | "42P03" | "42P05" => {
            Class::Exists
        }
        "42P01" | "42703" | "42704" | "3F000" | "42883" => Class::Missing,
        "28P01" | "28000" => Class::Authentication,
        "3D000" => Class::MissingDatabase,
        "53300" => Class::TooManyConnections,
        "57P03" => Class::Unavailable,
        "57P01" | "57P02" | "57P05" | "25P03" => Class::ConnectionLost,
        _ if code.starts_with("23") => Class::Constraint,
        _ if code.starts_with("08") => Class::ConnectionLost,
        _ => Class::Other,
    }
}

/// Converts the server's error about a text that was sent to it.
pub(super) fn of_fields(fields: Fields, sql: &str) -> ServerError {
    let query = fields.internal_query;
    let query = query.map(|query| format!("internal statement: {query}"));
    let context = [fields.context, query];
    let context: Vec<String> = context.into_iter().flatten().collect();
    let mut error = ServerError {
        class: class(&fields.code),
        code: Some(fields.code),
        message: fields.message,
        detail: fields.detail,
        hint: fields.hint,
        context: (!context.is_empty()).then(|| context.join("\n")),
        offset: fields.position.and_then(|position| offset(sql, position)),
        ..ServerError::default()
    };
    if fields.fatal && error.class == Class::Other {
        error.class = Class::ConnectionLost;
    }
    let replaceable = |hint: &String| hint.contains("max_locks_per_transaction");
    if error.class == Class::Resources && error.hint.as_ref().is_none_or(replaceable) {
        error.hint = Some(
            "raise `max_locks_per_transaction`, or apply fewer migrations at once with `--steps`"
                .to_owned(),
        );
    }
    error
}

/// Converts a character position, starting at 1, into a byte offset.
fn offset(sql: &str, position: usize) -> Option<usize> {
    let index = position.checked_sub(1)?;
    let mut places = sql.char_indices().map(|(place, _)| place);
    places.nth(index).or(Some(sql.len()))
}

/// Converts Diesel's error, which has no SQLSTATE. Classes that Diesel does not distinguish are
/// recognized by the server's messages, which are in English unless `lc_messages` is set.
pub(super) fn of_diesel(error: &DieselError, sql: &str) -> ServerError {
    let DieselError::DatabaseError(kind, information) = error else {
        return ServerError::new(Class::Other, error.to_string());
    };
    let class = match kind {
        DatabaseErrorKind::UniqueViolation
        | DatabaseErrorKind::ForeignKeyViolation
        | DatabaseErrorKind::NotNullViolation
        | DatabaseErrorKind::CheckViolation
        | DatabaseErrorKind::RestrictViolation
        | DatabaseErrorKind::ExclusionViolation => Class::Constraint,
        DatabaseErrorKind::SerializationFailure => Class::Conflict,
        DatabaseErrorKind::ReadOnlyTransaction => Class::ReadOnly,
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            Class::ConnectionLost
        }
        _ => worded(information.message()),
    };
    let position = information.statement_position();
    let position = position.and_then(|position| usize::try_from(position).ok());
    ServerError {
        class,
        message: information.message().to_owned(),
        detail: information.details().map(str::to_owned),
        hint: information.hint().map(str::to_owned),
        offset: position.and_then(|position| offset(sql, position)),
        ..ServerError::default()
    }
}

fn worded(message: &str) -> Class {
    const WORDS: [(&str, Class); 13] = [
        ("due to lock timeout", Class::LockTimeout),
        ("could not obtain lock", Class::LockTimeout),
        ("due to statement timeout", Class::StatementTimeout),
        ("deadlock detected", Class::Conflict),
        ("inside a transaction block", Class::RefusesTransaction),
        ("cannot be executed from a", Class::RefusesTransaction),
        ("permission denied", Class::Privilege),
        ("must be owner of", Class::Privilege),
        ("syntax error", Class::Syntax),
        ("already exists", Class::Exists),
        ("does not exist", Class::Missing),
        ("terminating connection", Class::ConnectionLost),
        ("out of shared memory", Class::Resources),
    ];
    let known = WORDS.iter().find(|(words, _)| message.contains(words));
    known.map_or(Class::Other, |(_, class)| *class)
}

/// Converts the error of a stream that could not be opened.
pub(super) fn of_transport(error: TransportError) -> ServerError {
    let class = match &error {
        TransportError::UnknownHost { .. } | TransportError::NoUnixSockets => Class::UnknownHost,
        TransportError::Unreachable { .. } | TransportError::TimedOut => Class::Refused,
        TransportError::HungUp(_) => Class::Unavailable,
        TransportError::Tls(_) | TransportError::NotUnderstood => Class::Tls,
        _ => Class::Other,
    };
    let message = match error {
        TransportError::Unreachable { place, source } => unreachable(&place, &source),
        TransportError::HungUp(source) => format!("the server closed the connection: {source}"),
        other => other.to_string(),
    };
    ServerError::new(class, message)
}

fn unreachable(place: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::NotFound => {
            format!("no server listens on {place}")
        }
        _ => format!("{place} cannot be reached: {error}"),
    }
}

/// Converts the error of a connection attempt.
pub(super) fn of_connecting(error: &tokio_postgres::Error, tap: &Observer) -> ServerError {
    if let Some(fields) = tap.lock().error.take() {
        let mut failure = of_fields(fields, "");
        if matches!(failure.class, Class::ConnectionLost | Class::Other) {
            failure.class = Class::Unavailable;
        }
        // The user may not connect to this database, or may not set a parameter.
        if failure.class == Class::Privilege {
            failure.class = Class::Authentication;
        }
        return failure;
    }
    if let Some(failure) = handshake_failure(error) {
        return of_transport(failure);
    }
    let source = std::error::Error::source(error);
    if source.is_some_and(|source| source.is::<std::io::Error>()) {
        return ServerError::new(Class::Unavailable, "the server closed the connection");
    }
    match error.to_string().as_str() {
        "invalid configuration" => ServerError::new(
            Class::Authentication,
            "the server asks for a password, and the URL has none",
        ),
        "authentication error" => ServerError::new(
            Class::Authentication,
            "the server requires an authentication method that is not supported",
        ),
        text => ServerError::new(Class::Unavailable, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(code: &str) -> Fields {
        Fields {
            code: code.to_owned(),
            ..Fields::default()
        }
    }

    #[test]
    fn positions_count_characters_and_offsets_bytes() {
        assert_eq!(offset("ä b", 1), Some(0));
        assert_eq!(offset("ä b", 3), Some(3));
        assert_eq!(offset("ä b", 4), Some(4), "the end");
        assert_eq!(offset("ä b", 0), None);
    }

    #[test]
    fn a_full_lock_table_says_what_to_do() {
        let error = of_fields(fields("53200"), "");
        assert_eq!(error.class, Class::Resources);
        assert!(error.hint.unwrap().contains("--steps"));
    }

    #[test]
    fn what_ends_the_session_means_that_the_connection_is_lost() {
        assert_eq!(of_fields(fields("57P01"), "").class, Class::ConnectionLost);
        let unknown = Fields {
            fatal: true,
            ..fields("XX000")
        };
        assert_eq!(of_fields(unknown, "").class, Class::ConnectionLost);
    }
}
