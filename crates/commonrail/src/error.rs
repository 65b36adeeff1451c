//! The error type of this crate, by what the caller can do next, with the server's SQLSTATE.
//!
//! Diesel's errors convert into it. Messages name objects and limits, never values: bound values
//! may be secret.

mod database;

use diesel::result::Error as DieselError;

use crate::address::InvalidAddress;
use crate::sqlstate::SqlState;

/// The result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The errors of this crate, by what the caller can do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No row was found.
    #[error("no row was found")]
    NotFound,
    /// A constraint refused the row: another row has the same key, or a limit is violated.
    #[error("refused by constraint `{constraint}`")]
    Conflict {
        /// The constraint's name in the schema, for example `users_email_key`.
        constraint: String,
    },
    /// A column's value does not match its type.
    #[error("the value of `{column}` cannot be decoded")]
    Undecodable {
        /// The column's name.
        column: String,
    },
    /// A setting is missing or unusable.
    #[error("{0}")]
    Configuration(String),
    /// Two transactions conflicted, or the schema changed during one: run the whole transaction
    /// again.
    #[error("the transaction must be retried ({state})")]
    Retry {
        /// `40001` (serialization failure), `40P01` (deadlock), or the code of a stale prepared
        /// statement: `0A000`, `26000`, `42703`, `42804`, `XX000`.
        state: SqlState,
    },
    /// A time limit was reached: of a statement, a lock or a checkout. Try later.
    #[error("{what} timed out")]
    Timeout {
        /// `statement`, `lock` or `pool checkout`.
        what: &'static str,
        /// The server's SQLSTATE, if it was the server that gave up.
        state: Option<SqlState>,
    },
    /// The server cannot be reached, is starting, stopping, full or read-only, or ended the
    /// session. Nothing took effect. Try later.
    #[error("the database is unavailable: {reason}")]
    Unavailable {
        /// The reason, without host, user or password.
        reason: String,
    },
    /// A statement was sent, and the connection was lost before the response arrived: check whether
    /// it took effect before you repeat it.
    #[error("{reason}, so it is unknown whether it took effect")]
    OutcomeUnknown {
        /// What happened to the connection.
        reason: String,
    },
    /// An earlier error inside the transaction was ignored; the server had already aborted it.
    #[error("nothing was committed: an error inside the transaction was ignored")]
    TransactionAborted,
    /// Any other error of the database: a bug in the program or the schema.
    #[error("the database refused the statement{}", state.map(|s| format!(" ({s})")).unwrap_or_default())]
    Database {
        /// The server's SQLSTATE, if known.
        state: Option<SqlState>,
        /// The server's message, unless it may quote a value.
        #[source]
        source: DatabaseMessage,
    },
}

/// The server's primary message. DETAIL is left out, because it may quote rows; and so is the
/// message itself for errors about data, which quote the value (`invalid input syntax for type
/// integer: "…"`).
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DatabaseMessage(String);

/// Takes a text as it is: the caller guarantees that it quotes no value.
impl From<String> for DatabaseMessage {
    fn from(words: String) -> Self {
        Self(words)
    }
}

impl From<InvalidAddress> for Error {
    fn from(InvalidAddress(problem): InvalidAddress) -> Self {
        Self::Configuration(problem)
    }
}

impl Error {
    fn in_words(words: &str) -> Self {
        Self::Database {
            state: None,
            source: DatabaseMessage(words.into()),
        }
    }

    /// Converts the error for a read: if no response arrived, nothing can have taken effect, so the
    /// call may be repeated.
    #[must_use]
    pub fn for_read(self) -> Self {
        match self {
            Self::OutcomeUnknown { reason } => Self::Unavailable { reason },
            other => other,
        }
    }

    /// Returns the server's SQLSTATE, if it sent one.
    #[must_use]
    pub const fn sqlstate(&self) -> Option<SqlState> {
        match self {
            Self::Retry { state } => Some(*state),
            Self::Timeout { state, .. } | Self::Database { state, .. } => *state,
            _ => None,
        }
    }

    /// Returns true if running the whole transaction again, immediately, can help.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::Retry { .. })
    }

    /// Returns true if the same call may succeed later and repeating it is safe: nothing took
    /// effect, and neither the call nor the schema is wrong. True for `Retry`, `Timeout` and
    /// `Unavailable`; not for `OutcomeUnknown`, where repeating a write may do it twice.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Retry { .. } | Self::Timeout { .. } | Self::Unavailable { .. }
        )
    }

    /// Returns true if it is unknown whether the statement took effect.
    #[must_use]
    pub const fn is_outcome_unknown(&self) -> bool {
        matches!(self, Self::OutcomeUnknown { .. })
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(kind, information) => database::error(kind, &*information),
            DieselError::BrokenTransactionManager
            | DieselError::NotInTransaction
            | DieselError::RollbackTransaction => Self::TransactionAborted,
            DieselError::RollbackErrorOnCommit { commit_error, .. } => (*commit_error).into(),
            DieselError::DeserializationError(source) => match source.downcast::<Self>() {
                Ok(ours) => *ours,
                Err(other) => undecodable(&other.to_string()),
            },
            DieselError::SerializationError(_) => Self::in_words("a value cannot be sent"),
            DieselError::QueryBuilderError(_) => Self::in_words("the statement cannot be built"),
            _ => Self::in_words("the statement cannot be sent"),
        }
    }
}

/// Extracts the column from Diesel's message; the rest of the message may quote the value.
fn undecodable(words: &str) -> Error {
    let column = words
        .strip_prefix("Error deserializing field '")
        .and_then(|rest| rest.split_once('\''))
        .map_or("value", |(field, _)| field);
    Error::Undecodable {
        column: column.to_owned(),
    }
}
