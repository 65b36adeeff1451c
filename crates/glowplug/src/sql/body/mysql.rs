//! MySQL and MariaDB: tracks the bodies of triggers, routines and events by the grammar of compound
//! statements, so that scripts need no `DELIMITER`.

mod block;
mod header;

use block::Blocks;
use header::{Header, Next};

use super::{is, is_one};
use crate::sql::lexer::Token;

#[derive(Default)]
pub(in crate::sql) struct Body {
    state: State,
    previous: Previous,
}

#[derive(Default)]
enum State {
    #[default]
    Unknown,
    /// After a `BEGIN` that may start MariaDB's `BEGIN NOT ATOMIC`.
    Begin,
    /// Before the body.
    Header(Header),
    /// In the body.
    Blocks(Blocks),
    /// The statement has no body.
    Other,
}

/// The kind of the previous token.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Previous {
    /// `END`, which may be followed by what it ends.
    End,
    /// `.`, `@` or `=`: a name or a value follows, even if it reads `END`.
    Naming,
    #[default]
    Other,
}

impl Body {
    #[inline]
    pub(super) fn token(&mut self, token: Token, text: &str) {
        if !matches!(self.state, State::Other) && token != Token::Executed {
            self.follow(token, text);
        }
    }

    pub(super) fn terminator(&mut self) -> bool {
        match &mut self.state {
            State::Blocks(blocks) => blocks.terminator(),
            _ => true,
        }
    }

    fn follow(&mut self, token: Token, text: &str) {
        let named = self.previous == Previous::Naming;
        let token = if named && token == Token::Word {
            Token::Name
        } else {
            token
        };
        let word = if token == Token::Word { text } else { "" };
        let next = match &mut self.state {
            State::Unknown => start(word),
            State::Begin if is(word, "NOT") => None,
            State::Begin if is(word, "ATOMIC") => Some(State::Blocks(Blocks::begun())),
            State::Begin => Some(State::Other),
            State::Header(header) => match header.token(token, word) {
                Next::Header => None,
                Next::Body => Some(State::Blocks(Blocks::default())),
                Next::BodyHere => Some(State::Blocks(Blocks::starting_with(token, word))),
                Next::Nothing => Some(State::Other),
            },
            State::Blocks(blocks) => {
                blocks.token(token, word, self.previous == Previous::End);
                None
            }
            State::Other => None,
        };
        if let Some(next) = next {
            self.state = next;
        }
        self.previous = match token {
            Token::Symbol(b'.' | b'@' | b'=') => Previous::Naming,
            Token::Word if is(word, "END") => Previous::End,
            _ => Previous::Other,
        };
    }
}

/// Returns the state after the first word of a statement.
fn start(word: &str) -> Option<State> {
    // MariaDB accepts these outside of routines too; no other statement starts with them.
    const COMPOUND: &[&str] = &["IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR"];
    Some(match word {
        word if is(word, "BEGIN") => State::Begin,
        word if is_one(word, &["CREATE", "ALTER"]) => State::Header(Header::default()),
        word if is_one(word, COMPOUND) => State::Blocks(Blocks::starting_with(Token::Word, word)),
        _ => State::Other,
    })
}
