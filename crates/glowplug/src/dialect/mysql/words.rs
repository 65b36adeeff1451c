//! Reads one statement word by word.

use super::quote;
use super::subject::Leftover;
use super::tokens::{Token, Tokens, tokens};

/// Kinds of objects, as they are named after `CREATE`, `ALTER`, `DROP` and `RENAME`.
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

/// Reads a statement word by word.
#[derive(Clone)]
pub(super) struct Words<'a> {
    sql: &'a str,
    pub(super) tokens: Tokens<'a>,
}

impl<'a> Words<'a> {
    pub(super) const fn new(sql: &'a str) -> Self {
        Self {
            sql,
            tokens: tokens(sql),
        }
    }

    /// The next token.
    fn take(&mut self) -> Option<Token<'a>> {
        self.tokens.next().map(|(_, token)| token)
    }

    fn peek(&self) -> Option<Token<'a>> {
        self.clone().take()
    }

    /// Takes the next token when it is this keyword.
    fn accept(&mut self, keyword: &str) -> bool {
        let is = self.peek().is_some_and(|token| token.is(keyword));
        if is {
            self.take();
        }
        is
    }

    /// The next keyword in upper case; empty when there is none.
    pub(super) fn word(&mut self) -> String {
        match self.take() {
            Some(Token::Word(word)) => word.to_ascii_uppercase(),
            _ => String::new(),
        }
    }

    /// The text after a keyword.
    pub(super) fn after(&mut self, keyword: &str) -> Option<&'a str> {
        let (range, _) = self.tokens.find(|(_, token)| token.is(keyword))?;
        Some(&self.sql[range.end..])
    }

    pub(super) fn leftover(mut self) -> Option<Leftover> {
        match self.word().as_str() {
            "PREPARE" => self.name().map(Leftover::Prepared),
            "CREATE" if self.is_temporary() => {
                self.kind();
                self.skip_condition();
                self.name().map(Leftover::TemporaryTable)
            }
            _ => None,
        }
    }

    /// Whether `CREATE` or `DROP`, which is taken already, has `TEMPORARY` after it, or drops a
    /// prepared statement: such do not commit.
    pub(super) fn is_temporary(&self) -> bool {
        let mut words = self.clone();
        if words.accept("OR") {
            words.take();
        }
        matches!(words.word().as_str(), "TEMPORARY" | "PREPARE")
    }

    /// The kind of object, behind everything that may stand before it: `OR REPLACE`, `DEFINER`,
    /// `UNIQUE`, `ALGORITHM`…
    pub(super) fn kind(&mut self) -> String {
        for (_, token) in self.tokens.by_ref().take(24) {
            if let Some(kind) = KINDS.into_iter().find(|kind| token.is(kind)) {
                return kind.to_owned();
            }
        }
        String::new()
    }

    /// `IF EXISTS`, `IF NOT EXISTS`.
    pub(super) fn skip_condition(&mut self) -> bool {
        if !self.accept("IF") {
            return false;
        }
        self.accept("NOT");
        self.accept("EXISTS")
    }

    /// A name, perhaps with its database before it, quoted.
    pub(super) fn name(&mut self) -> Option<String> {
        let first = self.take()?.name()?;
        if self.peek() != Some(Token::Symbol('.')) {
            return Some(quote(&first));
        }
        self.take();
        let second = self.take()?.name()?;
        Some(format!("{}.{}", quote(&first), quote(&second)))
    }

    /// The names that a statement on tables is about.
    pub(super) fn names(mut self, verb: &str) -> Vec<String> {
        self.skip_condition();
        match verb {
            "DROP" => self.list(),
            "RENAME" => self.renamed(),
            _ => self.name().into_iter().collect(),
        }
    }

    /// Names with commas between them.
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

    /// `a TO b, c TO d`; MariaDB allows `IF EXISTS`, and `WAIT n` or `NOWAIT` after a name.
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

    /// The table of `CREATE INDEX … ON t` and `DROP INDEX … ON t`.
    pub(super) fn indexed(&mut self) -> Option<String> {
        self.tokens.find(|(_, token)| token.is("ON"))?;
        self.name()
    }
}
