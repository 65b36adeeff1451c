use std::collections::VecDeque;
use std::io::BufRead;

use super::body::Body;
use super::lexer::{Lexer, Token, Unended};
use super::refusal::{self, Refusal};
use super::window::{CHUNK, Fault, Window};
use super::{Point, Problem, SplitError};
use crate::model::Database;

/// A part of a script. All of them, one after the other, are the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its text.
    pub text: String,
    /// Where it stands.
    pub point: Point,
}

/// What a part of a script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// The byte order mark.
    Mark,
    /// Blanks and comments around statements.
    Blank,
    /// A statement.
    Statement,
    /// What ends a statement.
    Terminator,
    /// A `DELIMITER` command, for MySQL and MariaDB.
    Delimiter,
}

/// The parts of a script, one after the other. After an error there are no more.
pub struct Pieces<R> {
    window: Window<R>,
    lexer: Lexer,
    body: Body,
    /// The start of the next piece.
    point: Point,
    /// Where the code of the current statement ends so far, if it has begun.
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

/// Splits a script into parts that, put together, give the script again byte for byte.
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
    /// How much memory the text takes that is being looked at: the longest statement or comment
    /// so far, and what is read at once.
    pub const fn capacity(&self) -> usize {
        self.window.capacity()
    }

    /// The text of the piece that was found last.
    pub(super) fn text(&self, found: &Found) -> &str {
        let start = found.point.offset;
        self.window.slice(start, start + found.point.length as u64)
    }

    /// The problem at `place`, which lies in the current piece.
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

    /// Reads a token.
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

    /// Gives long stretches of blanks and comments away before they fill the memory.
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
        if let Some(refusal) = refusal::of_token(&self.lexer, token, text, first) {
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
            // Inside of a comment that is executed, it may end a statement of a body.
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

    /// Ends the statement, if one has begun, and the blanks behind it.
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
            let message = "`DELIMITER` needs one or more characters behind it".to_owned();
            let advice = "write `DELIMITER //` or the like, without a backslash".to_owned();
            return Err(self.problem(message, advice, place, "DELIMITER".len()));
        };
        self.lexer.set_delimiter(&word);
        self.push(PieceKind::Blank, place);
        self.found.push_back((PieceKind::Delimiter, end));
        Ok(())
    }

    /// Something has no end; if the script cannot be read on, that is why.
    fn unended(&mut self, unended: &Unended) -> SplitError {
        if let Some(fault) = self.window.take_fault() {
            return self.fault(fault);
        }
        let message = format!("{} that starts here has no end", unended.what);
        let advice = "close it, or remove the character that opens it; if this is where one ends, \
                      the one before it has no end"
            .to_owned();
        self.problem(message, advice, unended.place, 1)
    }

    fn refused(&self, refusal: Refusal, place: u64) -> SplitError {
        self.problem(refusal.message, refusal.advice, place, refusal.length)
    }

    fn fault(&self, fault: Fault) -> SplitError {
        let (message, advice) = match fault {
            Fault::Read(error) => return SplitError::Read(error),
            Fault::NotUtf8 => (
                "the script is not UTF-8 from here on",
                "save the file as UTF-8; bytes of another kind can be written as hexadecimal \
                 literals",
            ),
            Fault::Nul => (
                "a NUL byte stands here, which no statement may hold",
                "save the file as UTF-8 if it is UTF-16; write a NUL byte inside of data as a \
                 hexadecimal literal",
            ),
        };
        let place = self.window.read_end();
        self.problem(message.to_owned(), advice.to_owned(), place, 1)
    }
}

/// What a `DELIMITER` command names, by the rules of the `mysql` client.
fn delimiter_of(arguments: &str) -> Option<&str> {
    let argument = arguments.split_ascii_whitespace().next()?;
    let unquoted = ['\'', '"', '`'].into_iter().find_map(|quote| {
        let inner = argument.strip_prefix(quote)?;
        inner.strip_suffix(quote)
    });
    let delimiter = unquoted.unwrap_or(argument);
    (!delimiter.is_empty() && !delimiter.contains('\\')).then_some(delimiter)
}
