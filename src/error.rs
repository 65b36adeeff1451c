//! The error type of this crate, with variants by what the caller can do next. Only this module
//! reads the errors of Diesel and of connections.
//!
//! Messages name objects and limits, never values: bound values contain keys and memories.

use std::borrow::Cow;

use commonrail::{Error as ConnectionError, Retryable};
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::secret::SecretError;

pub use commonrail::{DatabaseMessage, SqlState};

/// The result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The errors of this crate, by what the caller can do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No row has this key, or it belongs to another owner: show "not found".
    #[error("{what} not found")]
    NotFound {
        /// The kind of row: `server`, `personal memory`…
        what: &'static str,
    },
    /// A constraint refused the row: another row has the same key, or a limit is violated.
    #[error("refused by constraint `{constraint}`")]
    Conflict {
        /// The constraint's name in the schema, for example `servers_discord_server_id_key`.
        constraint: String,
    },
    /// The input is outside its limits; nothing was sent. Show it to the user who typed it.
    #[error("`{field}` {problem}")]
    InvalidInput {
        /// The field or setting, for example `llm_temperature`.
        field: Cow<'static, str>,
        /// What is wrong and what is allowed, without the value.
        problem: Cow<'static, str>,
    },
    /// A stored value does not have the form that this crate writes: it was changed by hand.
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
        /// The key, for example ``the api key of server 42 for `google` ``.
        what: String,
        /// The reason: wrong secret, truncated, altered, moved…
        #[source]
        source: SecretError,
    },
    /// A setting of the environment or of the pool is missing or unusable.
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
        /// `statement`, `lock`, `pool checkout` or `waiting for another migration`.
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

impl Error {
    /// Creates the error for a row that does not exist or belongs to another owner.
    pub(crate) const fn not_found(what: &'static str) -> Self {
        Self::NotFound { what }
    }

    /// Creates the error for input that is refused before anything is sent.
    pub(crate) fn invalid(
        field: impl Into<Cow<'static, str>>,
        problem: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::InvalidInput {
            field: field.into(),
            problem: problem.into(),
        }
    }

    /// Returns the error for a column whose value does not match its type; quotes no value.
    fn undecodable(column: String) -> Self {
        Self::Corrupt {
            what: "a row".into(),
            field: column,
            problem: "cannot be decoded".into(),
        }
    }

    /// Returns an error with a message that quotes no value.
    pub(crate) fn in_words(words: String) -> Self {
        Self::Database {
            state: None,
            source: words.into(),
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

/// Returns true if a write was refused because the server, or the transaction, is read-only.
pub(crate) fn is_read_only(error: &DieselError) -> bool {
    matches!(
        error,
        DieselError::DatabaseError(DatabaseErrorKind::ReadOnlyTransaction, _)
    )
}

/// Names the kind of row that was not found.
pub(crate) trait OrNotFound<T> {
    /// Returns the row, or `NotFound` for this kind of row.
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

/// Marks the result of a statement that only reads.
pub(crate) trait ForRead<T> {
    /// Returns the result of a read. If its answer was lost, nothing can have taken effect, so it may
    /// be repeated.
    fn for_read(self) -> Result<T>;
}

impl<T, E: Into<Error>> ForRead<T> for Result<T, E> {
    fn for_read(self) -> Result<T> {
        self.map_err(|error| match error.into() {
            Error::OutcomeUnknown { reason } => Error::Unavailable { reason },
            other => other,
        })
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        let error = match error {
            DieselError::DeserializationError(source) => match source.downcast::<Self>() {
                Ok(ours) => return *ours,
                Err(other) => DieselError::DeserializationError(other),
            },
            other => other,
        };
        ConnectionError::from(error).into()
    }
}

impl From<ConnectionError> for Error {
    fn from(error: ConnectionError) -> Self {
        match error {
            ConnectionError::NotFound => Self::not_found("row"),
            ConnectionError::Conflict { constraint } => Self::Conflict { constraint },
            ConnectionError::Undecodable { column } => Self::undecodable(column),
            ConnectionError::Configuration(problem) => Self::Configuration(problem),
            ConnectionError::Retry { state } => Self::Retry { state },
            ConnectionError::Timeout { what, state } => Self::Timeout { what, state },
            ConnectionError::Unavailable { reason } => Self::Unavailable { reason },
            ConnectionError::OutcomeUnknown { reason } => Self::OutcomeUnknown { reason },
            ConnectionError::TransactionAborted => Self::TransactionAborted,
            ConnectionError::Database { state, source } => Self::Database { state, source },
            other => Self::in_words(other.to_string()),
        }
    }
}

impl Retryable for Error {
    fn is_retryable(&self) -> bool {
        self.is_retryable()
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
