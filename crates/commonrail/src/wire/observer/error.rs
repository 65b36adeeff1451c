//! Reads an error of the server, and what it means for the session.

use super::split_text;
use crate::sqlstate::{Fingerprint, Known, SqlState, remember};

/// The fields of an `ErrorResponse` that are used.
#[derive(Default)]
pub(super) struct ServerError<'a> {
    severity: &'a [u8],
    pub(super) state: Option<SqlState>,
    message: Option<&'a str>,
    detail: Option<&'a str>,
    hint: Option<&'a str>,
}

impl<'a> ServerError<'a> {
    pub(super) fn read(mut body: &'a [u8]) -> Self {
        let mut read = Self::default();
        while let [field @ 1..=u8::MAX, rest @ ..] = body {
            let (text, rest) = split_text(rest);
            let words = || std::str::from_utf8(text).ok();
            match field {
                // The untranslated severity comes second.
                b'S' | b'V' => read.severity = text,
                b'C' => read.state = SqlState::parse(text),
                b'M' => read.message = words(),
                b'D' => read.detail = words(),
                b'H' => read.hint = words(),
                _ => {}
            }
            body = rest;
        }
        read
    }

    fn has(&self, part: &str) -> bool {
        self.message.is_some_and(|message| message.contains(part))
    }

    /// Returns true if the error ended the session.
    pub(super) fn is_fatal(&self) -> bool {
        matches!(self.severity, b"FATAL" | b"PANIC")
    }

    /// Returns true if a new session would accept the statement: the session does not know it any
    /// more, its plan no longer fits, or it refers to something that was dropped. A newly prepared
    /// statement can fail with these codes too; repeating it then is unnecessary, but cheap.
    pub(super) fn is_stale(&self) -> bool {
        match self.state {
            Some(
                SqlState::UNKNOWN_STATEMENT
                | SqlState::NOT_SUPPORTED
                | SqlState::TYPE_MISMATCH
                | SqlState::UNDEFINED_COLUMN,
            ) => true,
            Some(SqlState::INTERNAL) => self.has("cache lookup failed"),
            _ => false,
        }
    }

    /// Returns true if a write was sent to a read-only server.
    pub(super) fn is_read_only(&self) -> bool {
        self.state == Some(SqlState::READ_ONLY_TRANSACTION)
    }

    /// Stores the code for when the error arrives through Diesel. `may_last` says whether the
    /// statement may have taken effect, if a pooler lost the server meanwhile.
    pub(super) fn remember(&self, may_last: bool, is_stale: bool) {
        let (Some(state), Some(message)) = (self.state, self.message) else {
            return;
        };
        let lost = may_last
            && self.is_fatal()
            && state == SqlState::PROTOCOL_VIOLATION
            && self.was_under_way();
        let state = if lost {
            SqlState::OUTCOME_UNKNOWN
        } else {
            state
        };
        let fingerprint = Fingerprint::new(message, self.detail, self.hint);
        remember(fingerprint, Known { state, is_stale });
    }

    /// Returns true if the statement may have reached the server before the pooler sent this error.
    fn was_under_way(&self) -> bool {
        let before = [
            "query_wait_timeout",
            "no more connections",
            "startup",
            "login",
        ];
        !before.iter().any(|part| self.has(part))
    }
}
