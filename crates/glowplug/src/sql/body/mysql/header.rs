//! The header of a MySQL trigger, routine or event, up to its body.

use super::{is, is_one};
use crate::sql::lexer::Token;

/// The part of a statement before its body: `CREATE DEFINER = … TRIGGER … FOR EACH ROW` and the
/// like.
#[derive(Default)]
pub(super) struct Header {
    part: Part,
    parentheses: usize,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    /// Before the kind of object.
    #[default]
    Kind,
    /// In a trigger, before `EACH ROW`.
    Trigger,
    /// After `EACH`.
    Each,
    /// After `EACH ROW`, where the order relative to another trigger may follow.
    Row,
    /// After `FOLLOWS` or `PRECEDES`.
    Neighbour,
    /// In an event, before `DO`.
    Event,
    /// In a routine, before the end of its parameters.
    Routine,
    /// In the characteristics of a routine.
    Characteristics,
    /// After a characteristic that takes an argument.
    Argument,
}

/// The position of the next token.
pub(super) enum Next {
    /// In the header.
    Header,
    /// In the body.
    Body,
    /// The current token is the first of the body.
    BodyHere,
    /// The statement has no body.
    Nothing,
}

impl Header {
    pub(super) fn token(&mut self, token: Token, word: &str) -> Next {
        match token {
            Token::Symbol(b'(') => self.parentheses += 1,
            Token::Symbol(b')') => {
                self.parentheses = self.parentheses.saturating_sub(1);
                if self.parentheses == 0 && self.part == Part::Routine {
                    self.part = Part::Characteristics;
                }
            }
            Token::Word | Token::Name if self.parentheses == 0 => return self.word(token, word),
            _ => {}
        }
        Next::Header
    }

    /// Processes a word outside of parentheses; it is empty for a quoted name or a value.
    fn word(&mut self, token: Token, word: &str) -> Next {
        self.part = match self.part {
            Part::Kind => return self.kind(token, word),
            Part::Trigger if is(word, "EACH") => Part::Each,
            Part::Each if is(word, "ROW") => Part::Row,
            Part::Trigger | Part::Each => Part::Trigger,
            Part::Row if is_one(word, &["FOLLOWS", "PRECEDES"]) => Part::Neighbour,
            Part::Row => return Next::BodyHere,
            Part::Neighbour => return Next::Body,
            Part::Event if is(word, "DO") => return Next::Body,
            Part::Event => Part::Event,
            Part::Routine => Part::Routine,
            Part::Argument => Part::Characteristics,
            Part::Characteristics if takes_another(word) => Part::Argument,
            Part::Characteristics if is_characteristic(word) => Part::Characteristics,
            Part::Characteristics => return Next::BodyHere,
        };
        Next::Header
    }

    fn kind(&mut self, token: Token, word: &str) -> Next {
        const BEFORE: &[&str] = &["OR", "REPLACE", "DEFINER", "AGGREGATE"];
        self.part = match word {
            _ if token == Token::Name => return Next::Header,
            word if is(word, "TRIGGER") => Part::Trigger,
            word if is(word, "EVENT") => Part::Event,
            word if is_one(word, &["PROCEDURE", "FUNCTION"]) => Part::Routine,
            word if is_one(word, BEFORE) => Part::Kind,
            _ => return Next::Nothing,
        };
        Next::Header
    }
}

/// Returns true for words that take an argument: `RETURNS type`, `CHARSET name`,
/// `CHARACTER SET name`, `COLLATE name`, `LANGUAGE name`.
fn takes_another(word: &str) -> bool {
    is_one(word, &["RETURNS", "CHARSET", "SET", "COLLATE", "LANGUAGE"])
}

fn is_characteristic(word: &str) -> bool {
    const CHARACTERISTICS: &[&str] = &[
        "COMMENT",
        "NOT",
        "DETERMINISTIC",
        "CONTAINS",
        "NO",
        "READS",
        "MODIFIES",
        "SQL",
        "DATA",
        "SECURITY",
        "DEFINER",
        "INVOKER",
    ];
    const OF_TYPES: &[&str] = &[
        "UNSIGNED",
        "SIGNED",
        "ZEROFILL",
        "PRECISION",
        "VARYING",
        "CHARACTER",
        "CHAR",
        "VARCHAR",
        "BINARY",
        "ASCII",
        "UNICODE",
        "BYTE",
    ];
    is_one(word, CHARACTERISTICS) || is_one(word, OF_TYPES)
}
