//! The nesting of blocks in the body of a MySQL routine.

use super::{is, is_one};
use crate::sql::lexer::Token;

/// The open blocks of a body.
///
/// `BEGIN`, `END`, `IF`, `REPEAT` and others are also names or functions; which one is meant
/// depends on whether a statement starts with them.
#[derive(Default)]
pub(super) struct Blocks {
    open: Vec<Block>,
    place: Place,
    handler: Handler,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Begin,
    If,
    CaseStatement,
    CaseExpression,
    Loop,
    /// `WHILE` and `FOR`, until their `DO`.
    Condition,
    Repeat,
    /// `REPEAT`, after its `UNTIL`.
    Until,
}

/// The position of the next token.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// At the start of a statement.
    #[default]
    Start,
    /// After the first word of a statement, which is its label if a colon follows.
    Label,
    /// Within a statement.
    Inside,
}

/// The progress of reading `DECLARE … HANDLER FOR condition, … statement`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Handler {
    #[default]
    None,
    Declare,
    /// After `HANDLER`.
    Named,
    /// A condition is expected.
    For,
    /// A condition was read: a comma or the statement is expected.
    Statement,
}

impl Blocks {
    /// Returns the state after `BEGIN NOT ATOMIC`.
    pub(super) fn begun() -> Self {
        Self {
            open: vec![Block::Begin],
            ..Self::default()
        }
    }

    /// Returns the state after the first token of a body.
    pub(super) fn starting_with(token: Token, word: &str) -> Self {
        let mut blocks = Self::default();
        blocks.token(token, word, false);
        blocks
    }

    /// Processes a `;`; returns whether it ends the whole statement.
    pub(super) fn terminator(&mut self) -> bool {
        // No expression continues after a `;`.
        while self.open.last() == Some(&Block::CaseExpression) {
            self.open.pop();
        }
        self.place = Place::Start;
        self.handler = Handler::None;
        self.open.is_empty()
    }

    pub(super) fn token(&mut self, token: Token, word: &str, behind_end: bool) {
        let mut place = std::mem::replace(&mut self.place, Place::Inside);
        if self.handler != Handler::None {
            if self.handle(token, word) {
                return;
            }
            self.handler = Handler::None;
            place = Place::Start;
        }
        match token {
            Token::Word => {
                if place == Place::Start && is(word, "DECLARE") {
                    self.handler = Handler::Declare;
                }
                self.place = self.word(word, place == Place::Start, behind_end);
            }
            Token::Name if place == Place::Start => self.place = Place::Label,
            Token::Symbol(b':') if place == Place::Label => self.place = Place::Start,
            _ => {}
        }
    }

    /// Processes a word; returns the position of the next token.
    fn word(&mut self, word: &str, starts: bool, behind_end: bool) -> Place {
        let last = self.open.last().copied();
        if is(word, "END") {
            if starts || matches!(last, Some(Block::CaseExpression | Block::Until)) {
                self.open.pop();
            }
            return Place::Inside;
        }
        if starts {
            return self.statement(word);
        }
        match last {
            Some(Block::If | Block::CaseStatement) if is_one(word, &["THEN", "ELSE"]) => {
                return Place::Start;
            }
            Some(Block::Condition) if is(word, "DO") => {
                self.replace(Block::Loop);
                return Place::Start;
            }
            _ if is(word, "CASE") && !behind_end => self.open.push(Block::CaseExpression),
            _ => {}
        }
        Place::Inside
    }

    /// Processes the first word of a statement; returns the position of the next token.
    fn statement(&mut self, word: &str) -> Place {
        let (block, place) = match word {
            word if is(word, "BEGIN") => (Block::Begin, Place::Start),
            word if is(word, "LOOP") => (Block::Loop, Place::Start),
            word if is(word, "REPEAT") => (Block::Repeat, Place::Start),
            word if is(word, "IF") => (Block::If, Place::Inside),
            word if is(word, "CASE") => (Block::CaseStatement, Place::Inside),
            word if is_one(word, &["WHILE", "FOR"]) => (Block::Condition, Place::Inside),
            word if is(word, "ELSE") => return Place::Start,
            word if is(word, "UNTIL") && self.open.last() == Some(&Block::Repeat) => {
                self.replace(Block::Until);
                return Place::Inside;
            }
            _ => return Place::Label,
        };
        self.open.push(block);
        place
    }

    fn replace(&mut self, block: Block) {
        self.open.pop();
        self.open.push(block);
    }

    /// Processes a token of a handler's declaration; returns whether it belongs to it.
    fn handle(&mut self, token: Token, word: &str) -> bool {
        let next = match self.handler {
            Handler::Declare if is(word, "HANDLER") => Handler::Named,
            Handler::Named if is(word, "FOR") => Handler::For,
            Handler::For if is_one(word, &["NOT", "SQLSTATE", "VALUE"]) => Handler::For,
            Handler::For => Handler::Statement,
            Handler::Statement if token == Token::Symbol(b',') => Handler::For,
            Handler::Statement => return false,
            same => same,
        };
        self.handler = next;
        true
    }
}
