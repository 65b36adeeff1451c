//! The SQLSTATE of an error that Diesel passes on without one.
//!
//! diesel-async maps eight codes to kinds and drops all others. The connections of this crate
//! read the code off the wire and [`remember`] it under a fingerprint of the error's texts;
//! [`recall`] finds it again when the error arrives here. The texts themselves are not kept.
//! Codes: <https://www.postgresql.org/docs/current/errcodes-appendix.html>.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError};

use diesel::result::DatabaseErrorInformation;

/// How many fingerprints are kept: errors are converted within moments of their arrival.
const REMEMBERED: usize = 1_024;

static SEEN: LazyLock<Mutex<VecDeque<(u64, SqlState)>>> = LazyLock::new(Mutex::default);

/// A five-character code of PostgreSQL, for example `40P01`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SqlState([u8; 5]);

impl SqlState {
    /// `40001`: the transaction saw data that another one changed.
    pub const SERIALIZATION_FAILURE: Self = Self(*b"40001");
    /// `40P01`: two transactions waited for each other.
    pub const DEADLOCK_DETECTED: Self = Self(*b"40P01");
    /// `55P03`: `lock_timeout` passed, or `NOWAIT` found a lock.
    pub const LOCK_NOT_AVAILABLE: Self = Self(*b"55P03");
    /// `57014`: `statement_timeout` passed, or somebody cancelled the statement.
    pub const QUERY_CANCELED: Self = Self(*b"57014");
    /// `25P02`: the transaction had failed before this statement.
    pub const IN_FAILED_TRANSACTION: Self = Self(*b"25P02");
    /// `25006`: a write on a read-only server or in a read-only transaction.
    pub const READ_ONLY_TRANSACTION: Self = Self(*b"25006");

    /// The code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("?????")
    }

    /// Reads a code as the server sends it; `None` unless it has five bytes of ASCII.
    pub(crate) fn parse(code: &[u8]) -> Option<Self> {
        let code: [u8; 5] = code.try_into().ok()?;
        code.is_ascii().then_some(Self(code))
    }

    /// Connection lost (class 08), server full (53), shutting down, crashed or starting (57P).
    pub(crate) const fn is_unavailable(self) -> bool {
        matches!(
            self.0,
            [b'0', b'8', ..] | [b'5', b'3', ..] | [b'5', b'7', b'P', ..]
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

/// A hash over the texts by which an error is known again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of primary message, detail and hint, as the server sent them.
    pub(crate) fn new(message: &str, detail: Option<&str>, hint: Option<&str>) -> Self {
        let mut hasher = DefaultHasher::new();
        (message, detail, hint).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// Keeps the code of an error that was just read off the wire.
pub(crate) fn remember(fingerprint: Fingerprint, state: SqlState) {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    seen.retain(|(known, _)| *known != fingerprint.0);
    if seen.len() == REMEMBERED {
        seen.pop_front();
    }
    seen.push_back((fingerprint.0, state));
}

/// The code of an error that arrives through Diesel: off the wire, else by its English words.
pub(super) fn recall(information: &dyn DatabaseErrorInformation) -> Option<SqlState> {
    let Fingerprint(wanted) = Fingerprint::new(
        information.message(),
        information.details(),
        information.hint(),
    );
    let seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let code = seen.iter().rev().find(|(known, _)| *known == wanted);
    code.map(|(_, state)| *state)
        .or_else(|| by_message(information.message()))
}

/// For connections that were not opened by this crate, on a server that speaks English.
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
        remember(Fingerprint::new("verklemmt", None, None), state);
        assert_eq!(recall(&*information), Some(SqlState::DEADLOCK_DETECTED));
    }

    #[test]
    fn only_five_ascii_bytes_are_a_code() {
        assert!(SqlState::parse(b"40P0").is_none());
        assert!(SqlState::parse("40P0\u{e9}".as_bytes()).is_none());
    }
}
