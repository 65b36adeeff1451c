//! The one error of this crate, by what the caller can do next, and the only place that reads
//! Diesel's errors.
//!
//! Messages name objects and limits, never values: bound values hold keys and memories.

mod sqlstate;

use std::borrow::Cow;

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

use crate::secret::SecretError;

pub use sqlstate::SqlState;
pub(crate) use sqlstate::{Fingerprint, remember};

/// What every fallible function of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, by what the caller can do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No row has this key, or it belongs to somebody else: show "not found".
    #[error("{what} not found")]
    NotFound {
        /// The kind of row: `server`, `personal memory`…
        what: &'static str,
    },
    /// A constraint refused the row: another row holds the key, or a limit is broken.
    #[error("refused by constraint `{constraint}`")]
    Conflict {
        /// The constraint's name in the schema, for example `servers_discord_server_id_key`.
        constraint: String,
    },
    /// The input is outside its limits; nothing was sent. Show it to whoever typed it.
    #[error("`{field}` {problem}")]
    InvalidInput {
        /// The field or setting, for example `llm_temperature`.
        field: Cow<'static, str>,
        /// What is wrong and what is allowed, without the value.
        problem: Cow<'static, str>,
    },
    /// A stored value does not have the form this crate writes: somebody changed it by hand.
    #[error("{what} holds a broken `{field}`: {problem}")]
    Corrupt {
        /// The row, for example `server 42`.
        what: String,
        /// The column or setting.
        field: String,
        /// What is wrong, without the value.
        problem: String,
    },
    /// A stored API key could not be encrypted or opened; the source says why.
    #[error("{what} cannot be encrypted or opened")]
    Secret {
        /// Which one, for example ``the api key of server 42 for `google` ``.
        what: String,
        /// Why: wrong secret, truncated, altered, moved…
        #[source]
        source: SecretError,
    },
    /// A setting of the environment or of the pool is missing or unusable.
    #[error("{0}")]
    Configuration(String),
    /// Two transactions got in each other's way: run the whole transaction again.
    #[error("the transaction must be run again ({state})")]
    Retry {
        /// `40001` (serialization failure) or `40P01` (deadlock).
        state: SqlState,
    },
    /// The server took too long: statement, lock or checkout. Try later.
    #[error("{what} timed out")]
    Timeout {
        /// `statement`, `lock`, `pool checkout` or `waiting for another migration`.
        what: &'static str,
        /// The server's code, where the server was the one that gave up.
        state: Option<SqlState>,
    },
    /// The server cannot be reached, is starting, stopping or full. Try later.
    #[error("the database is unavailable: {reason}")]
    Unavailable {
        /// Why, without host, user or password.
        reason: String,
    },
    /// An error inside the transaction was ignored; the server had already given the work up.
    #[error("nothing was committed: an error inside the transaction was ignored")]
    TransactionAborted,
    /// Anything else the database said: a fault in the program or the schema.
    #[error("the database refused the statement{}", state.map(|s| format!(" ({s})")).unwrap_or_default())]
    Database {
        /// The server's code, where one came through.
        state: Option<SqlState>,
        /// What the server said, unless that may quote a value.
        #[source]
        source: DatabaseMessage,
    },
}

/// The server's own words: the primary message alone, because DETAIL may quote rows; and not even
/// that for errors about data, which quote the value (`invalid input syntax for type integer: "…"`).
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DatabaseMessage(String);

impl Error {
    /// No row of this kind, or not yours.
    pub(crate) const fn not_found(what: &'static str) -> Self {
        Self::NotFound { what }
    }

    /// Bad input, refused before anything was sent.
    pub(crate) fn invalid(
        field: impl Into<Cow<'static, str>>,
        problem: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::InvalidInput {
            field: field.into(),
            problem: problem.into(),
        }
    }

    /// A column whose value is not what its type says; quotes no value.
    pub(crate) fn undecodable(column: &str) -> Self {
        Self::Corrupt {
            what: "a row".into(),
            field: column.to_owned(),
            problem: "cannot be decoded".into(),
        }
    }

    /// An error in words that quote no value.
    pub(crate) fn in_words(words: &str) -> Self {
        Self::Database {
            state: None,
            source: DatabaseMessage(words.into()),
        }
    }

    /// The server's SQLSTATE, where it sent one.
    #[must_use]
    pub const fn sqlstate(&self) -> Option<SqlState> {
        match self {
            Self::Retry { state } => Some(*state),
            Self::Timeout { state, .. } | Self::Database { state, .. } => *state,
            _ => None,
        }
    }

    /// Whether running the whole transaction again can help.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::Retry { .. })
    }
}

/// Says what was not found.
pub(crate) trait OrNotFound<T> {
    /// The row, or `NotFound` for this kind of row.
    fn or_not_found(self, what: &'static str) -> Result<T>;
}

impl<T> OrNotFound<T> for Result<T, DieselError> {
    fn or_not_found(self, what: &'static str) -> Result<T> {
        self.map_err(|error| match error {
            DieselError::NotFound => Error::not_found(what),
            other => other.into(),
        })
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::not_found("row"),
            DieselError::DatabaseError(kind, information) => from_database(kind, &*information),
            DieselError::BrokenTransactionManager | DieselError::NotInTransaction => {
                Self::TransactionAborted
            }
            DieselError::RollbackTransaction => Self::TransactionAborted,
            DieselError::RollbackErrorOnCommit { commit_error, .. } => (*commit_error).into(),
            DieselError::DeserializationError(source) => match source.downcast::<Self>() {
                Ok(ours) => *ours,
                Err(other) => corrupt(&other.to_string()),
            },
            DieselError::SerializationError(_) => Self::in_words("a value cannot be sent"),
            DieselError::QueryBuilderError(_) => Self::in_words("the statement cannot be built"),
            _ => Self::in_words("the statement cannot be sent"),
        }
    }
}

impl From<SecretError> for Error {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::Environment { .. } | SecretError::TooShort | SecretError::Unusable => {
                Self::Configuration(error.to_string())
            }
            SecretError::ApiKey { problem } => Self::invalid("api_key", problem),
            source => Self::Secret {
                what: "the api key".into(),
                source,
            },
        }
    }
}

/// A row that cannot be decoded. Diesel names the field; what it says beyond may quote the value.
fn corrupt(words: &str) -> Error {
    let field = words
        .strip_prefix("Error deserializing field '")
        .and_then(|rest| rest.split_once('\''))
        .map_or("value", |(field, _)| field);
    Error::undecodable(field)
}

/// What the server said, if an error of this class never quotes a value: not data exceptions (22),
/// not what a function raised (P0, 39, 38), not what came without a code.
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

fn from_database(kind: DatabaseErrorKind, information: &dyn DatabaseErrorInformation) -> Error {
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
        Kind::UnableToSendCommand | Kind::ClosedConnection => Error::Unavailable {
            reason: "the connection is closed".into(),
        },
        _ => from_state(sqlstate::recall(information), information),
    }
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
        Some(code) if code.is_unavailable() => Error::Unavailable {
            reason: format!("{} ({code})", information.message()),
        },
        _ => Error::Database {
            state,
            source: quotable(state, information.message()),
        },
    }
}
