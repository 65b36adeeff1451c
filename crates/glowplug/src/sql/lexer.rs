//! Tokens, as far as splitting needs them: what is quoted, what is a comment, what is a word.

mod mysql;
mod postgres;
mod sqlite;

use std::io::BufRead;

use super::window::{Set, Window};
use crate::model::Database;

/// What was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Blanks and line ends.
    Blank,
    /// A comment.
    Comment,
    /// A keyword or a name without quotes.
    Word,
    /// A quoted name.
    Name,
    /// A string of any kind.
    String,
    /// A number.
    Number,
    /// What separates statements.
    Terminator,
    /// The start or end of a comment that is executed, as in MySQL's `/*!50003 … */`.
    Executed,
    /// Any other byte, or the first byte of another character.
    Symbol(u8),
    /// The end of the script.
    End,
}

/// Something that starts and does not end.
pub(super) struct Unended {
    /// What, with its article.
    pub(super) what: &'static str,
    /// Where it starts.
    pub(super) place: u64,
}

/// Reads tokens in the way of one database.
pub(super) struct Lexer {
    database: Database,
    /// MySQL: what separates statements, where that is not `;`.
    delimiter: Option<String>,
    /// MySQL: where the executed comment starts in which we are.
    executed: Option<u64>,
}

pub(super) type Lexed = Result<Token, Unended>;

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

    /// Whether a terminator separates statements here.
    pub(super) const fn splits(&self) -> bool {
        self.executed.is_none()
    }

    /// Whether statements are separated by something else than `;`.
    pub(super) const fn has_delimiter(&self) -> bool {
        self.delimiter.is_some()
    }

    /// Changes what separates statements.
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
    /// What is quoted by the next byte, up to the byte that ends it; twice that byte stands for
    /// itself.
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
        Err(Unended { what, place })
    }

    /// As [`Window::quoted`], with backslashes that take the byte behind them along.
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
        Err(Unended { what, place })
    }

    /// A comment of one line; the line end does not belong to it.
    fn line_comment(&mut self, end: u8) -> Token {
        self.skip_to(b'\n', end);
        Token::Comment
    }

    /// `/* … */`, which may hold others where comments nest.
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
        Err(Unended { what, place })
    }

    /// `$tag$ … $tag$`, if such a thing starts here.
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
        Some(Err(Unended { what, place }))
    }
}

/// Whether comments may hold comments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nesting {
    Yes,
    No,
}
