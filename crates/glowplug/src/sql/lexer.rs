//! Tokens in the detail that splitting needs: quoted text, comments, and words.

mod mysql;
mod postgres;
mod sqlite;

use std::io::BufRead;

use super::window::{Set, Window};
use crate::model::Database;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Whitespace and line ends.
    Blank,
    /// A comment.
    Comment,
    /// A keyword or an unquoted name.
    Word,
    /// A quoted name.
    Name,
    /// A string of any kind.
    String,
    /// A number.
    Number,
    /// The separator of statements.
    Terminator,
    /// The start or end of an executed comment, as in MySQL's `/*!50003 … */`.
    Executed,
    /// Any other byte, or the first byte of a multi-byte character.
    Symbol(u8),
    /// The end of the script.
    End,
}

/// A token that is not terminated.
pub(super) struct Unterminated {
    /// What it is, with its article.
    pub(super) what: &'static str,
    /// The position of its start.
    pub(super) place: u64,
}

/// The lexer of one database.
pub(super) struct Lexer {
    database: Database,
    /// MySQL: the separator of statements, if it is not `;`.
    delimiter: Option<String>,
    /// MySQL: the start of the current executed comment.
    executed: Option<u64>,
}

pub(super) type Lexed = Result<Token, Unterminated>;

const LETTERS: &[(u8, u8)] = &[(b'a', b'z'), (b'A', b'Z'), (0x80, 0xff)];
const WORD: Set = Set::new(b"_$", &[LETTERS[0], LETTERS[1], LETTERS[2], (b'0', b'9')]);

impl Lexer {
    pub(super) const fn new(database: Database) -> Self {
        Self {
            database,
            delimiter: None,
            executed: None,
        }
    }

    pub(super) const fn database(&self) -> Database {
        self.database
    }

    /// Returns true if a terminator separates statements here.
    pub(super) const fn splits(&self) -> bool {
        self.executed.is_none()
    }

    /// Returns true if the separator is not `;`.
    pub(super) const fn has_delimiter(&self) -> bool {
        self.delimiter.is_some()
    }

    /// Sets the separator of statements.
    pub(super) fn set_delimiter(&mut self, delimiter: &str) {
        self.delimiter = (delimiter != ";").then(|| delimiter.to_owned());
    }

    /// Reads the next token.
    pub(super) fn token<R: BufRead>(&mut self, window: &mut Window<R>) -> Lexed {
        match self.database {
            Database::Postgres => postgres::token(window),
            Database::Sqlite => sqlite::token(window),
            Database::Mysql => mysql::token(self, window),
        }
    }
}

impl<R: BufRead> Window<R> {
    /// Reads quoted text up to the byte `end`; twice that byte stands for itself.
    fn quoted(&mut self, end: u8, what: &'static str, token: Token) -> Lexed {
        let place = self.place();
        self.advance(1);
        while self.skip_to(end, end) {
            self.advance(1);
            if end == b']' || self.peek(0) != end {
                return Ok(token);
            }
            self.advance(1);
        }
        Err(Unterminated { what, place })
    }

    /// Reads a quoted text as [`Window::quoted`] does, but a backslash escapes the byte after it.
    fn escaped(&mut self, end: u8, what: &'static str) -> Lexed {
        let place = self.place();
        self.advance(1);
        while self.skip_to(end, b'\\') {
            if self.peek(0) == end {
                self.advance(1);
                if self.peek(0) != end {
                    return Ok(Token::String);
                }
                self.advance(1);
            } else if self.peek(1) == 0 {
                break;
            } else {
                self.advance(2);
            }
        }
        Err(Unterminated { what, place })
    }

    /// Reads a comment until the end of the line, which is not part of it.
    fn line_comment(&mut self, end: u8) -> Token {
        self.skip_to(b'\n', end);
        Token::Comment
    }

    /// Reads `/* … */`, which may contain other comments if comments nest.
    fn block_comment(&mut self, nests: Nesting) -> Lexed {
        let place = self.place();
        let mut depth = 1_usize;
        self.advance(2);
        while self.skip_to(b'*', b'/') {
            match (self.peek(0), self.peek(1)) {
                (b'*', b'/') => {
                    depth -= 1;
                    self.advance(2);
                    if depth == 0 {
                        return Ok(Token::Comment);
                    }
                }
                (b'/', b'*') if nests == Nesting::Yes => {
                    depth += 1;
                    self.advance(2);
                }
                _ => self.advance(1),
            }
        }
        let what = "the comment";
        Err(Unterminated { what, place })
    }

    /// Reads `$tag$ … $tag$`, if one starts here.
    fn dollar_quoted(&mut self) -> Option<Lexed> {
        const START: Set = Set::new(b"_", LETTERS);
        let place = self.place();
        let mut length = 1;
        while self.peek(length) != b'$' {
            let byte = self.peek(length);
            let fits = START.holds(byte) || (length > 1 && byte.is_ascii_digit());
            if !fits {
                return None;
            }
            length += 1;
        }
        length += 1;
        self.advance(length);
        let tag = self.slice(place, self.place()).to_owned();
        while self.skip_to(b'$', b'$') {
            if self.starts_with(tag.as_bytes()) {
                self.advance(length);
                return Some(Ok(Token::String));
            }
            self.advance(1);
        }
        let what = "the dollar-quoted string";
        Some(Err(Unterminated { what, place }))
    }
}

/// Whether comments may contain comments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    Yes,
    No,
}
