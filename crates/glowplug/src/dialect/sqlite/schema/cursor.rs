//! A cursor over the tokens of a statement.

use crate::dialect::sqlite::tokens::{Kind, Token, tokens};

/// The tokens that have not been read yet.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t, 'a> {
    rest: &'t [Token<'a>],
}

/// Returns the tokens of a statement without comments and the `;` at the end.
pub(super) fn code(sql: &str) -> Vec<Token<'_>> {
    let mut code: Vec<Token<'_>> = tokens(sql)
        .filter(|token| token.kind != Kind::Comment)
        .collect();
    while code.last().is_some_and(|token| token.text == ";") {
        code.pop();
    }
    code
}

impl<'t, 'a> Cursor<'t, 'a> {
    pub(super) const fn new(tokens: &'t [Token<'a>]) -> Self {
        Self { rest: tokens }
    }

    pub(super) const fn rest(&self) -> &'t [Token<'a>] {
        self.rest
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn peek(&self) -> Option<&'t Token<'a>> {
        self.rest.first()
    }

    pub(super) fn next(&mut self) -> Option<&'t Token<'a>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// Consumes a word if it comes next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.is_word(word));
        if found {
            self.next();
        }
        found
    }

    /// Consumes several words if they come next.
    pub(super) fn words(&mut self, words: &[&str]) -> bool {
        let found = words.len() <= self.rest.len()
            && words
                .iter()
                .zip(self.rest)
                .all(|(word, token)| token.is_word(word));
        if found {
            self.rest = &self.rest[words.len()..];
        }
        found
    }

    pub(super) fn sign(&mut self, sign: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.text == sign);
        if found {
            self.next();
        }
        found
    }

    pub(super) fn name(&mut self) -> String {
        self.next().map(Token::name).unwrap_or_default()
    }

    /// Consumes a name, with or without a schema, and returns the name.
    pub(super) fn qualified(&mut self) -> String {
        let first = self.name();
        if self.sign(".") { self.name() } else { first }
    }

    /// Consumes a group in parentheses if one comes next, and returns its content.
    pub(super) fn group(&mut self) -> Option<&'t [Token<'a>]> {
        if self.peek()?.text != "(" {
            return None;
        }
        let mut depth = 0_usize;
        for (index, token) in self.rest.iter().enumerate() {
            match token.text {
                "(" => depth += 1,
                ")" if depth == 1 => {
                    let inner = &self.rest[1..index];
                    self.rest = &self.rest[index + 1..];
                    return Some(inner);
                }
                ")" => depth -= 1,
                _ => {}
            }
        }
        None
    }
}

/// Splits tokens at the commas outside parentheses.
pub(super) fn parts<'t, 'a>(tokens: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut depth = 0_usize;
    let parts = tokens.split(|token| {
        match token.text {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.text == ","
    });
    parts.filter(|part| !part.is_empty()).collect()
}
