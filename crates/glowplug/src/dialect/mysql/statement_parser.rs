//! Parses a statement word by word.

use super::quote;
use super::statement_target::SessionObject;
use super::tokens::{Token, Tokens, tokens};

/// The object types that may follow `CREATE`, `ALTER`, `DROP` and `RENAME`.
const KINDS: [&str; 18] = [
    "TABLE",
    "TABLES",
    "VIEW",
    "SEQUENCE",
    "INDEX",
    "TRIGGER",
    "PROCEDURE",
    "FUNCTION",
    "PACKAGE",
    "EVENT",
    "DATABASE",
    "SCHEMA",
    "USER",
    "ROLE",
    "SERVER",
    "TABLESPACE",
    "LOGFILE",
    "PREPARE",
];

/// A parser at some position of a statement.
#[derive(Clone)]
pub(super) struct StatementParser<'a> {
    sql: &'a str,
    pub(super) tokens: Tokens<'a>,
}

impl<'a> StatementParser<'a> {
    pub(super) const fn new(sql: &'a str) -> Self {
        Self {
            sql,
            tokens: tokens(sql),
        }
    }

    /// Returns the next token.
    fn take(&mut self) -> Option<Token<'a>> {
        self.tokens.next().map(|(_, token)| token)
    }

    fn peek(&self) -> Option<Token<'a>> {
        self.clone().take()
    }

    /// Consumes the next token if it is this keyword.
    fn accept(&mut self, keyword: &str) -> bool {
        let is = self.peek().is_some_and(|token| token.is(keyword));
        if is {
            self.take();
        }
        is
    }

    /// Returns the next keyword in upper case; empty if there is none.
    pub(super) fn word(&mut self) -> String {
        match self.take() {
            Some(Token::Word(word)) => word.to_ascii_uppercase(),
            _ => String::new(),
        }
    }

    /// Returns the text after a keyword.
    pub(super) fn after(&mut self, keyword: &str) -> Option<&'a str> {
        let (range, _) = self.tokens.find(|(_, token)| token.is(keyword))?;
        Some(&self.sql[range.end..])
    }

    pub(super) fn leftover(mut self) -> Option<SessionObject> {
        match self.word().as_str() {
            "PREPARE" => self.name().map(SessionObject::Prepared),
            "CREATE" if self.is_temporary() => {
                self.kind();
                self.skip_condition();
                self.name().map(SessionObject::TemporaryTable)
            }
            _ => None,
        }
    }

    /// Returns true if `TEMPORARY` follows `CREATE` or `DROP`, which is consumed already, or if a
    /// prepared statement is dropped: these do not commit.
    pub(super) fn is_temporary(&self) -> bool {
        let mut words = self.clone();
        if words.accept("OR") {
            words.take();
        }
        matches!(words.word().as_str(), "TEMPORARY" | "PREPARE")
    }

    /// Consumes everything up to the object type (`OR REPLACE`, `DEFINER`, `UNIQUE`, `ALGORITHM`…)
    /// and returns it.
    pub(super) fn kind(&mut self) -> String {
        for (_, token) in self.tokens.by_ref().take(24) {
            if let Some(kind) = KINDS.into_iter().find(|kind| token.is(kind)) {
                return kind.to_owned();
            }
        }
        String::new()
    }

    /// Consumes `IF EXISTS` or `IF NOT EXISTS`; returns true if it was there.
    pub(super) fn skip_condition(&mut self) -> bool {
        if !self.accept("IF") {
            return false;
        }
        self.accept("NOT");
        self.accept("EXISTS")
    }

    /// Consumes a name, qualified or not, and returns it quoted.
    pub(super) fn name(&mut self) -> Option<String> {
        let first = self.take()?.name()?;
        if self.peek() != Some(Token::Symbol('.')) {
            return Some(quote(&first));
        }
        self.take();
        let second = self.take()?.name()?;
        Some(format!("{}.{}", quote(&first), quote(&second)))
    }

    /// Returns the names of the objects that a statement on tables changes.
    pub(super) fn names(mut self, verb: &str) -> Vec<String> {
        self.skip_condition();
        match verb {
            "DROP" => self.list(),
            "RENAME" => self.renamed(),
            _ => self.name().into_iter().collect(),
        }
    }

    /// Consumes names separated by commas.
    pub(super) fn list(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(name) = self.name() {
            names.push(name);
            if self.take() != Some(Token::Symbol(',')) {
                break;
            }
        }
        names
    }

    /// Consumes `a TO b, c TO d`. MariaDB allows `IF EXISTS`, and `WAIT n` or `NOWAIT` after a
    /// name.
    fn renamed(&mut self) -> Vec<String> {
        let mut names = Vec::new();
        while let Some(name) = self.name() {
            names.push(name);
            let next = self
                .tokens
                .find(|(_, token)| token.is("TO") || *token == Token::Symbol(','));
            if next.is_none() {
                break;
            }
        }
        names
    }

    /// Returns the table of `CREATE INDEX … ON t` and `DROP INDEX … ON t`.
    pub(super) fn indexed(&mut self) -> Option<String> {
        self.tokens.find(|(_, token)| token.is("ON"))?;
        self.name()
    }
}
