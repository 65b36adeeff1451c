//! Tracks the bodies of routines and triggers, to decide whether a `;` ends the statement or is
//! part of a body.

mod mysql;
mod postgres;
mod sqlite;

use super::lexer::Token;
use crate::model::Database;

/// The state of parsing the current statement.
pub(super) enum Body {
    Postgres(postgres::Body),
    Sqlite(sqlite::Body),
    Mysql(mysql::Body),
}

impl Body {
    /// Returns the state before the first token of a statement.
    pub(super) fn new(database: Database) -> Self {
        match database {
            Database::Postgres => Self::Postgres(postgres::Body::default()),
            Database::Sqlite => Self::Sqlite(sqlite::Body::default()),
            Database::Mysql => Self::Mysql(mysql::Body::default()),
        }
    }

    /// Processes the next token other than whitespace, comments and terminators.
    #[inline]
    pub(super) fn token(&mut self, token: Token, text: &str) {
        match self {
            Self::Postgres(body) => body.token(token, text),
            Self::Sqlite(body) => body.token(token, text),
            Self::Mysql(body) => body.token(token, text),
        }
    }

    /// Processes a `;`; returns whether it ends the statement.
    pub(super) fn terminator(&mut self) -> bool {
        match self {
            Self::Postgres(body) => body.terminator(),
            Self::Sqlite(body) => body.terminator(),
            Self::Mysql(body) => body.terminator(),
        }
    }
}

/// Returns true if a word is this keyword, which is given in upper case.
fn is(word: &str, keyword: &str) -> bool {
    word.eq_ignore_ascii_case(keyword)
}

/// Returns true if a word is one of these keywords, which are given in upper case.
fn is_one(word: &str, keywords: &[&str]) -> bool {
    keywords.iter().any(|keyword| is(word, keyword))
}
