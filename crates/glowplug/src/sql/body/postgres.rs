//! PostgreSQL: tracks parentheses, as in `CREATE RULE … DO (a; b)`, and `BEGIN ATOMIC … END` in
//! routines.

use super::{is, is_one};
use crate::sql::lexer::Token;

#[derive(Default)]
pub(in crate::sql) struct Body {
    kind: Kind,
    parentheses: usize,
    /// The number of open `BEGIN ATOMIC` and `CASE`.
    depth: usize,
    previous: Previous,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Unknown,
    Create,
    Routine,
    Other,
}

#[derive(Default, PartialEq, Eq)]
enum Previous {
    Begin,
    /// `AS` or a dot: a name follows, even if it reads `END`.
    Naming,
    #[default]
    Other,
}

impl Body {
    #[inline]
    pub(super) fn token(&mut self, token: Token, text: &str) {
        match token {
            Token::Symbol(b'(') => self.parentheses += 1,
            Token::Symbol(b')') => self.parentheses = self.parentheses.saturating_sub(1),
            _ => {}
        }
        if self.kind != Kind::Other {
            self.follow(token, text);
        }
    }

    pub(super) const fn terminator(&self) -> bool {
        self.parentheses == 0 && self.depth == 0
    }

    fn follow(&mut self, token: Token, word: &str) {
        if self.kind == Kind::Routine {
            self.previous = self.routine(token, word);
            return;
        }
        let word = if token == Token::Word { word } else { "" };
        self.kind = match self.kind {
            Kind::Unknown if is(word, "CREATE") => Kind::Create,
            Kind::Create if is_one(word, &["OR", "REPLACE"]) => Kind::Create,
            Kind::Create if is_one(word, &["FUNCTION", "PROCEDURE"]) => Kind::Routine,
            _ => Kind::Other,
        };
    }

    fn routine(&mut self, token: Token, word: &str) -> Previous {
        match token {
            Token::Symbol(b'.') => return Previous::Naming,
            Token::Word if self.previous != Previous::Naming => {}
            _ => return Previous::Other,
        }
        if is(word, "BEGIN") {
            return Previous::Begin;
        }
        if is(word, "AS") {
            return Previous::Naming;
        }
        let opens = match self.previous {
            Previous::Begin => is(word, "ATOMIC"),
            _ => self.depth > 0 && is(word, "CASE"),
        };
        if opens {
            self.depth += 1;
        } else if is(word, "END") {
            self.depth = self.depth.saturating_sub(1);
        }
        Previous::Other
    }
}
