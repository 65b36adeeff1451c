//! SQLSTATEs, and the look-up of the SQLSTATE of an error that Diesel passes on without it.
//!
//! diesel-async maps eight codes to kinds and drops all others. The connections of this crate read
//! the code from the protocol and [`remember`] it under a fingerprint of the error's texts;
//! [`recall`] finds it again when the error is converted. The texts themselves are not stored.
//! Codes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use diesel::result::DatabaseErrorInformation;

/// How many fingerprints are kept: errors are converted shortly after they arrive.
const REMEMBERED: usize = 1_024;

static RECENT: LazyLock<Mutex<VecDeque<(u64, Known)>>> = LazyLock::new(Mutex::default);

/// The known facts about an error, apart from its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) state: SqlState,
    /// Whether the cause may be a stale prepared statement.
    pub(crate) is_stale: bool,
}

/// A five-character code of PostgreSQL, for example `40P01`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SqlState([u8; 5]);

impl SqlState {
    /// `40001`: the transaction conflicts with a concurrent one.
    pub const SERIALIZATION_FAILURE: Self = Self(*b"40001");
    /// `40P01`: two transactions waited for each other.
    pub const DEADLOCK_DETECTED: Self = Self(*b"40P01");
    /// `55P03`: `lock_timeout` passed, or `NOWAIT` found a lock.
    pub const LOCK_NOT_AVAILABLE: Self = Self(*b"55P03");
    /// `57014`: `statement_timeout` passed, or the statement was cancelled.
    pub const QUERY_CANCELED: Self = Self(*b"57014");
    /// `25P02`: the transaction had failed before this statement.
    pub const IN_FAILED_TRANSACTION: Self = Self(*b"25P02");
    /// `25006`: a write on a read-only server or in a read-only transaction.
    pub const READ_ONLY_TRANSACTION: Self = Self(*b"25006");

    /// `08006`: the connection was lost.
    pub(crate) const CONNECTION_FAILURE: Self = Self(*b"08006");
    /// `08007`: the connection was lost, and it is unknown whether the statement took effect.
    pub(crate) const OUTCOME_UNKNOWN: Self = Self(*b"08007");
    /// `40003`: the server itself does not know whether the statement took effect.
    pub(crate) const COMPLETION_UNKNOWN: Self = Self(*b"40003");
    /// `08P01`: a pooler's code for most of its errors.
    pub(crate) const PROTOCOL_VIOLATION: Self = Self(*b"08P01");
    /// `0A000`: among others, a cached plan whose result types would change.
    pub(crate) const NOT_SUPPORTED: Self = Self(*b"0A000");
    /// `26000`: no statement of this name was prepared.
    pub(crate) const UNKNOWN_STATEMENT: Self = Self(*b"26000");
    /// `42703`: among others, a column of a cached plan that was dropped.
    pub(crate) const UNDEFINED_COLUMN: Self = Self(*b"42703");
    /// `42804`: among others, a column of a cached plan whose type changed.
    pub(crate) const TYPE_MISMATCH: Self = Self(*b"42804");
    /// `XX000`: among others, a type that was dropped and recreated.
    pub(crate) const INTERNAL: Self = Self(*b"XX000");

    /// Returns the code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("?????")
    }

    /// Parses a code as the server sends it; `None` unless it has five ASCII bytes.
    pub(crate) fn parse(code: &[u8]) -> Option<Self> {
        let code: [u8; 5] = code.try_into().ok()?;
        code.is_ascii().then_some(Self(code))
    }

    /// Returns true for a lost connection (class 08), a server that is full (53), or is shutting
    /// down, crashed or starting (57P), or is read-only, or ended an idle or long session (25P03,
    /// 25P04).
    pub(crate) const fn is_unavailable(self) -> bool {
        matches!(
            self.0,
            [b'0', b'8', ..]
                | [b'5', b'3', ..]
                | [b'5', b'7', b'P', ..]
                | [b'2', b'5', b'0', b'0', b'6']
                | [b'2', b'5', b'P', b'0', b'3' | b'4']
        )
    }
}

impl fmt::Display for SqlState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for SqlState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A hash of the texts that identify an error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// Returns the fingerprint of primary message, detail and hint, as the server sent them.
    pub(crate) fn new(message: &str, detail: Option<&str>, hint: Option<&str>) -> Self {
        let mut hasher = DefaultHasher::new();
        (message, detail, hint).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// Stores the facts about an error that was just read from the protocol.
pub(crate) fn remember(fingerprint: Fingerprint, what: Known) {
    let mut seen = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    seen.retain(|(known, _)| *known != fingerprint.0);
    if seen.len() == REMEMBERED {
        seen.pop_front();
    }
    seen.push_back((fingerprint.0, what));
}

/// Returns the facts about an error that arrives through Diesel: those read from the protocol, or
/// else those that follow from its English message.
pub(crate) fn recall(information: &dyn DatabaseErrorInformation) -> Option<Known> {
    let Fingerprint(wanted) = Fingerprint::new(
        information.message(),
        information.details(),
        information.hint(),
    );
    let seen = RECENT.lock().unwrap_or_else(PoisonError::into_inner);
    let code = seen.iter().rev().find(|(known, _)| *known == wanted);
    code.map(|(_, what)| *what).or_else(|| {
        let state = by_message(information.message())?;
        let is_stale = false;
        Some(Known { state, is_stale })
    })
}

/// Returns the code that belongs to a message, for connections that this crate did not open, on a
/// server with English messages.
fn by_message(message: &str) -> Option<SqlState> {
    match message {
        "deadlock detected" => Some(SqlState::DEADLOCK_DETECTED),
        "canceling statement due to lock timeout" => Some(SqlState::LOCK_NOT_AVAILABLE),
        "canceling statement due to statement timeout" => Some(SqlState::QUERY_CANCELED),
        _ if message.starts_with("current transaction is aborted") => {
            Some(SqlState::IN_FAILED_TRANSACTION)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remembered_code_is_found_by_its_texts() {
        let information: Box<dyn DatabaseErrorInformation> = Box::new(String::from("verklemmt"));
        assert_eq!(recall(&*information), None);
        let state = SqlState::parse(b"40P01").unwrap();
        let what = Known {
            state,
            is_stale: false,
        };
        remember(Fingerprint::new("verklemmt", None, None), what);
        let found = recall(&*information).unwrap();
        assert_eq!(found.state, SqlState::DEADLOCK_DETECTED);
    }

    #[test]
    fn only_five_ascii_bytes_are_a_code() {
        assert!(SqlState::parse(b"40P0").is_none());
        assert!(SqlState::parse("40P0\u{e9}".as_bytes()).is_none());
    }
}
