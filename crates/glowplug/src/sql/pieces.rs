//! Splits scripts into pieces that together are the whole script.

use std::collections::VecDeque;
use std::io::BufRead;

use super::body::Body;
use super::lexer::{Lexer, Token, Unterminated};
use super::unsupported::{self, UnsupportedStatement};
use super::window::{CHUNK, ReadError, Window};
use super::{Point, Problem, SplitError};
use crate::model::Database;

/// A piece of a script. The pieces concatenated are the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its kind.
    pub kind: PieceKind,
    /// Its text.
    pub text: String,
    /// Its position.
    pub point: Point,
}

/// Kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// The byte order mark.
    Mark,
    /// Whitespace and comments around statements.
    Blank,
    /// A statement.
    Statement,
    /// The terminator of a statement.
    Terminator,
    /// A `DELIMITER` command, for MySQL and MariaDB.
    Delimiter,
}

/// An iterator over the pieces of a script. It ends after an error.
pub struct Pieces<R> {
    window: Window<R>,
    lexer: Lexer,
    body: Body,
    /// The start of the next piece.
    point: Point,
    /// The end of the code of the current statement so far, if it has started.
    code_end: Option<u64>,
    /// Pieces whose ends are known.
    found: VecDeque<(PieceKind, u64)>,
    over: bool,
}

/// A piece whose text is still in the window.
pub(super) struct Found {
    pub(super) kind: PieceKind,
    pub(super) point: Point,
}

/// Splits a script into pieces; concatenated, they are the script, byte for byte.
pub fn pieces<R: BufRead>(database: Database, reader: R) -> Pieces<R> {
    Pieces {
        window: Window::new(reader),
        lexer: Lexer::new(database),
        body: Body::new(database),
        point: Point::start(),
        code_end: None,
        found: VecDeque::new(),
        over: false,
    }
}

impl<R: BufRead> Iterator for Pieces<R> {
    type Item = Result<Piece, SplitError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.find()?.map(|found| Piece {
            kind: found.kind,
            text: self.text(&found).to_owned(),
            point: found.point,
        }))
    }
}

impl<R> Pieces<R> {
    /// Returns the size of the text buffer in bytes: the longest statement or comment so far, plus
    /// what is read at once.
    pub const fn capacity(&self) -> usize {
        self.window.capacity()
    }

    /// Returns the text of the piece that was found last.
    pub(super) fn text(&self, found: &Found) -> &str {
        let start = found.point.offset;
        self.window.slice(start, start + found.point.length as u64)
    }

    /// Returns a problem at `place`, which is within the current piece.
    fn problem(&self, message: String, advice: String, place: u64, length: usize) -> SplitError {
        let mut point = self.point;
        point.pass(self.window.slice(self.window.start(), place));
        point.length = length;
        SplitError::Problem(Problem {
            message,
            advice,
            point,
        })
    }
}

impl<R: BufRead> Pieces<R> {
    /// Finds the next piece.
    pub(super) fn find(&mut self) -> Option<Result<Found, SplitError>> {
        while self.found.is_empty() && !self.over {
            if let Err(error) = self.step() {
                self.over = true;
                self.found.clear();
                return Some(Err(error));
            }
        }
        let (kind, end) = self.found.pop_front()?;
        let text = self.window.slice(self.window.start(), end);
        let mut found = Found {
            kind,
            point: self.point,
        };
        found.point.length = text.len();
        self.point.pass(text);
        if kind == PieceKind::Mark {
            self.point.column = 1;
        }
        self.window.start_at(end);
        Some(Ok(found))
    }

    /// Processes a token.
    fn step(&mut self) -> Result<(), SplitError> {
        let place = self.window.place();
        if place == 0 && self.window.starts_with("\u{feff}".as_bytes()) {
            self.window.advance(3);
            self.found.push_back((PieceKind::Mark, 3));
            return Ok(());
        }
        match self.lexer.token(&mut self.window) {
            Ok(Token::Blank | Token::Comment) => self.blank(),
            Ok(Token::End) => return self.end(place),
            Ok(Token::Terminator) if self.lexer.splits() => self.terminator(place),
            Ok(token) => return self.code(token, place),
            Err(unended) => return Err(self.unended(&unended)),
        }
        Ok(())
    }

    /// Emits long stretches of whitespace and comments before they fill the memory.
    fn blank(&mut self) {
        let place = self.window.place();
        if self.code_end.is_none() && place - self.window.start() > CHUNK as u64 {
            self.found.push_back((PieceKind::Blank, place));
        }
    }

    fn code(&mut self, token: Token, place: u64) -> Result<(), SplitError> {
        let end = self.window.place();
        let text = self.window.slice(place, end);
        let first = self.code_end.is_none();
        if let Some(refusal) = unsupported::of_token(&self.lexer, token, text, first) {
            return Err(self.refused(refusal, place));
        }
        if first {
            if self.lexer.database() == Database::Mysql
                && token == Token::Word
                && text.eq_ignore_ascii_case("DELIMITER")
            {
                return self.delimiter(place);
            }
            self.push(PieceKind::Blank, place);
        }
        match token {
            // Inside an executed comment, it may end a statement of a body.
            Token::Terminator => {
                self.body.terminator();
            }
            _ => self.body.token(token, self.window.slice(place, end)),
        }
        self.code_end = Some(end);
        Ok(())
    }

    fn terminator(&mut self, place: u64) {
        if !self.lexer.has_delimiter() && !self.body.terminator() {
            self.code_end = Some(self.window.place());
            return;
        }
        let end = self.window.place();
        self.finish(place);
        self.found.push_back((PieceKind::Terminator, end));
    }

    fn end(&mut self, place: u64) -> Result<(), SplitError> {
        if let Some(fault) = self.window.take_fault() {
            return Err(self.fault(fault));
        }
        self.finish(place);
        self.over = true;
        Ok(())
    }

    /// Ends the current statement, if one has started, and the whitespace after it.
    fn finish(&mut self, place: u64) {
        if let Some(end) = self.code_end.take() {
            self.found.push_back((PieceKind::Statement, end));
            self.body = Body::new(self.lexer.database());
        }
        self.push(PieceKind::Blank, place);
    }

    /// Adds a piece unless it is empty.
    fn push(&mut self, kind: PieceKind, end: u64) {
        let start = self.found.back().map_or(self.window.start(), |last| last.1);
        if end > start {
            self.found.push_back((kind, end));
        }
    }

    /// Reads the rest of a `DELIMITER` command, which ends with its line.
    fn delimiter(&mut self, place: u64) -> Result<(), SplitError> {
        let argument = self.window.place();
        self.window.skip_to(b'\n', b'\n');
        let end = self.window.place();
        let word = delimiter_of(self.window.slice(argument, end)).map(str::to_owned);
        let Some(word) = word else {
            let message = "`DELIMITER` must be followed by a delimiter".to_owned();
            let advice = "write `DELIMITER //` or the like, without a backslash".to_owned();
            return Err(self.problem(message, advice, place, "DELIMITER".len()));
        };
        self.lexer.set_delimiter(&word);
        self.push(PieceKind::Blank, place);
        self.found.push_back((PieceKind::Delimiter, end));
        Ok(())
    }

    /// Returns the error of a token that is not terminated; if reading failed, that is the cause.
    fn unended(&mut self, unended: &Unterminated) -> SplitError {
        if let Some(fault) = self.window.take_fault() {
            return self.fault(fault);
        }
        let message = format!("{} that starts here is not terminated", unended.what);
        let advice = "close it, or remove the character that opens it; if this is where one ends, \
                      the one before it is not terminated"
            .to_owned();
        self.problem(message, advice, unended.place, 1)
    }

    fn refused(&self, refusal: UnsupportedStatement, place: u64) -> SplitError {
        self.problem(refusal.message, refusal.advice, place, refusal.length)
    }

    fn fault(&self, fault: ReadError) -> SplitError {
        let (message, advice) = match fault {
            ReadError::Read(error) => return SplitError::Read(error),
            ReadError::NotUtf8 => (
                "the script is not UTF-8 from here on",
                "save the file as UTF-8; bytes of another kind can be written as hexadecimal \
                 literals",
            ),
            ReadError::Nul => (
                "NUL bytes are not allowed in statements",
                "save the file as UTF-8 if it is UTF-16; write a NUL byte inside of data as a \
                 hexadecimal literal",
            ),
        };
        let place = self.window.read_end();
        self.problem(message.to_owned(), advice.to_owned(), place, 1)
    }
}

/// Returns the delimiter that a `DELIMITER` command sets, by the rules of the `mysql` client.
fn delimiter_of(arguments: &str) -> Option<&str> {
    let argument = arguments.split_ascii_whitespace().next()?;
    let unquoted = ['\'', '"', '`'].into_iter().find_map(|quote| {
        let inner = argument.strip_prefix(quote)?;
        inner.strip_suffix(quote)
    });
    let delimiter = unquoted.unwrap_or(argument);
    (!delimiter.is_empty() && !delimiter.contains('\\')).then_some(delimiter)
}
