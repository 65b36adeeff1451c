use super::{is, is_one};
use crate::sql::lexer::Token;

/// What stands before a body: `CREATE DEFINER = … TRIGGER … FOR EACH ROW` and the like.
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
    /// A trigger, up to `EACH ROW`.
    Trigger,
    /// Behind `EACH`.
    Each,
    /// Behind `EACH ROW`, where another trigger may be named.
    Row,
    /// Behind `FOLLOWS` or `PRECEDES`.
    Neighbour,
    /// An event, up to `DO`.
    Event,
    /// A routine, up to the end of its parameters.
    Routine,
    /// What is said about a routine before its body.
    Characteristics,
    /// Behind a word of those that takes another one along.
    Argument,
}

/// Where the next token stands.
pub(super) enum Next {
    /// Still before the body.
    Header,
    /// In the body.
    Body,
    /// This one was the first of the body.
    BodyHere,
    /// There is no body.
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

    /// A word outside of parentheses; an empty one is a quoted name or stands for a value.
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

/// `RETURNS type`, `CHARSET name`, `CHARACTER SET name`, `COLLATE name`, `LANGUAGE name`.
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
