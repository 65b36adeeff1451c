//! Follows a statement as far as is needed to know whether a `;` ends it, or stands inside a body.

mod mysql;
mod postgres;
mod sqlite;

use super::lexer::Token;
use crate::model::Database;

/// What is known of the current statement.
pub(super) enum Body {
    Postgres(postgres::Body),
    Sqlite(sqlite::Body),
    Mysql(mysql::Body),
}

impl Body {
    /// Before the first token of a statement.
    pub(super) fn new(database: Database) -> Self {
        match database {
            Database::Postgres => Self::Postgres(postgres::Body::default()),
            Database::Sqlite => Self::Sqlite(sqlite::Body::default()),
            Database::Mysql => Self::Mysql(mysql::Body::default()),
        }
    }

    /// Takes the next token that is neither blank nor a comment nor a terminator.
    #[inline]
    pub(super) fn token(&mut self, token: Token, text: &str) {
        match self {
            Self::Postgres(body) => body.token(token, text),
            Self::Sqlite(body) => body.token(token, text),
            Self::Mysql(body) => body.token(token, text),
        }
    }

    /// Takes a `;`; whether it ends the statement.
    pub(super) fn terminator(&mut self) -> bool {
        match self {
            Self::Postgres(body) => body.terminator(),
            Self::Sqlite(body) => body.terminator(),
            Self::Mysql(body) => body.terminator(),
        }
    }
}

/// Whether a word is a keyword, which is given in upper case.
fn is(word: &str, keyword: &str) -> bool {
    word.eq_ignore_ascii_case(keyword)
}

/// Whether a word is one of some keywords, which are given in upper case.
fn is_one(word: &str, keywords: &[&str]) -> bool {
    keywords.iter().any(|keyword| is(word, keyword))
}
