//! Classifies the server's errors, by kind and SQLSTATE.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind};

use super::{DatabaseMessage, Error};
use crate::sqlstate::{self, Known, SqlState};

/// Returns the server's message, if errors of this class never quote a value: not for data
/// exceptions (22), not for errors raised by a function (P0, 39, 38), not for errors without a
/// code.
fn quotable(state: Option<SqlState>, message: &str) -> DatabaseMessage {
    const QUOTING: [&str; 6] = ["22", "38", "39", "P0", "HV", "XX"];
    let quotes =
        state.is_none_or(|state| QUOTING.iter().any(|class| state.code().starts_with(class)));
    DatabaseMessage(if quotes {
        "the server's words are held back, for they may quote a value".into()
    } else {
        message.into()
    })
}

/// Converts an error of the server.
pub(super) fn error(kind: DatabaseErrorKind, information: &dyn DatabaseErrorInformation) -> Error {
    use DatabaseErrorKind as Kind;
    match kind {
        Kind::UniqueViolation
        | Kind::ForeignKeyViolation
        | Kind::RestrictViolation
        | Kind::ExclusionViolation
        | Kind::CheckViolation => conflict(information),
        Kind::NotNullViolation => Error::Conflict {
            constraint: format!("{}_not_null", information.column_name().unwrap_or("column")),
        },
        Kind::SerializationFailure => Error::Retry {
            state: SqlState::SERIALIZATION_FAILURE,
        },
        Kind::ReadOnlyTransaction => from_state(Some(SqlState::READ_ONLY_TRANSACTION), information),
        Kind::UnableToSendCommand | Kind::ClosedConnection => Error::Unavailable {
            reason: "the connection is closed".into(),
        },
        _ => match sqlstate::recall(information) {
            Some(what) if is_out_of_date(what, information.message()) => {
                Error::Retry { state: what.state }
            }
            what => from_state(what.map(|what| what.state), information),
        },
    }
}

/// Returns true if the cause is certainly a statement that was prepared for another schema. A
/// missing column or one of another type may just as well be a bug in the program.
fn is_out_of_date(what: Known, message: &str) -> bool {
    let by_words = [
        "cached plan",
        "has wrong type",
        "has been dropped",
        "cache lookup failed",
    ];
    what.is_stale
        && (what.state == SqlState::UNKNOWN_STATEMENT
            || by_words.iter().any(|words| message.contains(words)))
}

fn conflict(information: &dyn DatabaseErrorInformation) -> Error {
    Error::Conflict {
        constraint: information.constraint_name().unwrap_or("unknown").into(),
    }
}

fn from_state(state: Option<SqlState>, information: &dyn DatabaseErrorInformation) -> Error {
    match state {
        Some(state @ (SqlState::DEADLOCK_DETECTED | SqlState::SERIALIZATION_FAILURE)) => {
            Error::Retry { state }
        }
        Some(SqlState::LOCK_NOT_AVAILABLE) => Error::Timeout {
            what: "lock",
            state,
        },
        Some(SqlState::QUERY_CANCELED) => Error::Timeout {
            what: "statement",
            state,
        },
        Some(SqlState::IN_FAILED_TRANSACTION) => Error::TransactionAborted,
        Some(SqlState::OUTCOME_UNKNOWN | SqlState::COMPLETION_UNKNOWN) => Error::OutcomeUnknown {
            reason: information.message().into(),
        },
        Some(SqlState::CONNECTION_FAILURE) => Error::Unavailable {
            reason: information.message().into(),
        },
        Some(SqlState::READ_ONLY_TRANSACTION) => Error::Unavailable {
            reason: "the server, or this transaction, is read-only (25006)".into(),
        },
        Some(code) if code.is_unavailable() => Error::Unavailable {
            reason: format!("{} ({code})", information.message()),
        },
        _ => Error::Database {
            state,
            source: quotable(state, information.message()),
        },
    }
}
