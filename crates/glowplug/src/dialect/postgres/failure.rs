//! Errors: from what the tap heard, and from what Diesel says where there is no tap.
//! <https://www.postgresql.org/docs/current/errcodes-appendix.html>

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::tls;
use super::wire::{Fields, Tap};
use crate::error::{Class, ServerError};

/// What kind of error a SQLSTATE is.
fn class(code: &str) -> Class {
    match code {
        "55P03" => Class::LockTimeout,
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

/// What the server said about a text that was sent to it.
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

/// The byte of a character that is counted from 1.
fn offset(sql: &str, position: usize) -> Option<usize> {
    let index = position.checked_sub(1)?;
    let mut places = sql.char_indices().map(|(place, _)| place);
    places.nth(index).or(Some(sql.len()))
}

/// What Diesel says, where nothing is known of the SQLSTATE. Errors that Diesel has no kind for
/// are told apart by the words of the server, which are English unless `lc_messages` is set.
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

/// Why no connection was made.
pub(super) fn of_connecting(error: &tokio_postgres::Error, tap: &Tap) -> ServerError {
    if let Some(fields) = tap.lock().error.take() {
        let mut failure = of_fields(fields, "");
        if matches!(failure.class, Class::ConnectionLost | Class::Other) {
            failure.class = Class::Unavailable;
        }
        // The user may not connect to this database, or the parameter is not for users.
        if failure.class == Class::Privilege {
            failure.class = Class::Authentication;
        }
        return failure;
    }
    if let Some(failure) = tls::explain(error) {
        return failure;
    }
    let source = std::error::Error::source(error);
    if source.is_some_and(|source| source.is::<std::io::Error>()) {
        return ServerError::new(Class::Unavailable, "the server hung up");
    }
    match error.to_string().as_str() {
        "invalid configuration" => ServerError::new(
            Class::Authentication,
            "the server asks for a password, and the URL has none",
        ),
        "authentication error" => ServerError::new(
            Class::Authentication,
            "the server and this program share no way to authenticate",
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
