//! SQLite: a trigger ends with `; END`, as in its `sqlite3_complete`.

use super::{is, is_one};
use crate::sql::lexer::Token;

#[derive(Default)]
pub(in crate::sql) struct Body(State);

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Unknown,
    Explain,
    Create,
    /// Inside a trigger.
    Trigger,
    /// After a `;` inside a trigger.
    Terminated,
    /// After the `END` that follows it.
    Ended,
    Other,
}

impl Body {
    #[inline]
    pub(super) fn token(&mut self, token: Token, text: &str) {
        if self.0 != State::Other {
            self.follow(token, text);
        }
    }

    pub(super) fn terminator(&mut self) -> bool {
        if matches!(self.0, State::Trigger | State::Terminated) {
            self.0 = State::Terminated;
            return false;
        }
        true
    }

    fn follow(&mut self, token: Token, word: &str) {
        let word = if token == Token::Word { word } else { "" };
        self.0 = match self.0 {
            State::Unknown if is(word, "EXPLAIN") => State::Explain,
            State::Explain if is_one(word, &["QUERY", "PLAN"]) => State::Explain,
            State::Unknown | State::Explain if is(word, "CREATE") => State::Create,
            State::Create if is_one(word, &["TEMP", "TEMPORARY"]) => State::Create,
            State::Create if is(word, "TRIGGER") => State::Trigger,
            State::Terminated if is(word, "END") => State::Ended,
            State::Trigger | State::Terminated | State::Ended => State::Trigger,
            _ => State::Other,
        };
    }
}
