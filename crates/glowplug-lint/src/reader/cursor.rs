//! A cursor over the tokens of one statement.

use glowplug::Database;
use glowplug::sql::{LexemeKind, lexemes};

use crate::action::{Name, Span};

/// A token, with its place in the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: LexemeKind,
    pub(crate) span: Span,
}

/// The tokens of a statement, and its comments.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) code: Vec<Token>,
    pub(crate) comments: Vec<Span>,
}

/// Returns the tokens of a part of a script that starts at `offset`.
pub(crate) fn tokens(database: Database, part: &str, offset: usize) -> Tokens {
    let mut found = Tokens::default();
    for lexeme in lexemes(database, part) {
        let span = Span {
            start: offset + lexeme.range.start,
            end: offset + lexeme.range.end,
        };
        match lexeme.kind {
            LexemeKind::Comment => found.comments.push(span),
            kind => found.code.push(Token { kind, span }),
        }
    }
    found
}

/// Reads tokens one after the other.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'s> {
    database: Database,
    text: &'s str,
    tokens: &'s [Token],
    at: usize,
}

impl<'s> Cursor<'s> {
    pub(crate) const fn new(database: Database, text: &'s str, tokens: &'s [Token]) -> Self {
        Self {
            database,
            text,
            tokens,
            at: 0,
        }
    }

    pub(crate) const fn database(&self) -> Database {
        self.database
    }

    pub(crate) const fn is_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(crate) const fn position(&self) -> usize {
        self.at
    }

    pub(crate) const fn skip(&mut self) {
        self.at += 1;
    }

    fn token(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Returns the text of a token ahead; empty at the end.
    pub(crate) fn peek(&self, ahead: usize) -> &'s str {
        self.token(ahead).map_or("", |token| self.slice(token.span))
    }

    pub(crate) fn kind(&self) -> Option<LexemeKind> {
        self.token(0).map(|token| token.kind)
    }

    /// Returns true if a token ahead is this keyword.
    pub(crate) fn is_word_at(&self, ahead: usize, word: &str) -> bool {
        self.token(ahead).is_some_and(|token| {
            token.kind == LexemeKind::Word && self.slice(token.span).eq_ignore_ascii_case(word)
        })
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.is_word_at(0, word)
    }

    pub(crate) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(word))
    }

    /// Takes a keyword, if it is next.
    pub(crate) fn word(&mut self, word: &str) -> bool {
        let is_next = self.is_word(word);
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes a phrase of keywords, if all of it is next.
    pub(crate) fn words(&mut self, phrase: &str) -> bool {
        let words = phrase.split(' ').enumerate();
        let mut count = 0;
        for (ahead, word) in words {
            if !self.is_word_at(ahead, word) {
                return false;
            }
            count += 1;
        }
        self.at += count;
        true
    }

    pub(crate) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind() == Some(LexemeKind::Symbol) && self.peek(0) == symbol
    }

    /// Takes a symbol, if it is next.
    pub(crate) fn symbol(&mut self, symbol: &str) -> bool {
        let is_next = self.is_symbol(symbol);
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes a name without a qualifier.
    pub(crate) fn identifier(&mut self) -> Option<String> {
        let token = self.token(0)?;
        let text = self.slice(token.span);
        let name = match token.kind {
            LexemeKind::Word => self.fold(text),
            LexemeKind::Name => self.fold_quoted(unquoted(text)),
            // SQLite accepts strings as names.
            LexemeKind::String if self.database == Database::Sqlite => {
                self.fold_quoted(unquoted(text))
            }
            _ => return None,
        };
        self.at += 1;
        Some(name)
    }

    fn fold(&self, word: &str) -> String {
        word.to_ascii_lowercase()
    }

    fn fold_quoted(&self, name: String) -> String {
        match self.database {
            Database::Postgres => name,
            Database::Sqlite | Database::Mysql => name.to_ascii_lowercase(),
        }
    }

    /// Takes a name with its qualifiers.
    pub(crate) fn name(&mut self) -> Option<Name> {
        let start = self.here();
        let mut name = self.identifier()?;
        let mut schema = None;
        while self.is_symbol(".") {
            let mut ahead = *self;
            ahead.skip();
            let Some(next) = ahead.identifier() else {
                break;
            };
            schema = Some(std::mem::replace(&mut name, next));
            *self = ahead;
        }
        let span = self.since(start);
        Some(Name { schema, name, span })
    }

    /// Takes names that are separated by commas.
    pub(crate) fn names(&mut self) -> Vec<Name> {
        let mut names = Vec::new();
        while let Some(name) = self.name() {
            names.push(name);
            if !self.symbol(",") {
                break;
            }
        }
        names
    }

    /// Returns the place of the next token.
    pub(crate) fn here(&self) -> usize {
        match self.token(0).or_else(|| self.tokens.last().copied()) {
            Some(token) => token.span.start,
            None => 0,
        }
    }

    /// Returns the range from a place to the end of the last token that was taken.
    pub(crate) fn since(&self, start: usize) -> Span {
        let last = self.at.min(self.tokens.len()).checked_sub(1);
        let end = last.and_then(|last| self.tokens.get(last));
        let end = end.map_or(start, |token| token.span.end).max(start);
        Span { start, end }
    }

    /// Takes a group in parentheses, and returns a cursor on what is in them.
    pub(crate) fn group(&mut self) -> Option<Self> {
        if !self.is_symbol("(") {
            return None;
        }
        let first = self.at + 1;
        self.skip_group();
        let last = self.at.saturating_sub(1);
        let is_closed = |token: &Token| last >= first && self.slice(token.span) == ")";
        let closed = self.tokens.get(last).is_some_and(is_closed);
        let end = if closed { last } else { self.tokens.len() };
        Some(Self {
            tokens: self.tokens.get(..end).unwrap_or_default(),
            at: first,
            ..*self
        })
    }

    /// Skips a token, or a whole group in parentheses.
    pub(crate) fn skip_group(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.token(0) {
            self.at += 1;
            if token.kind == LexemeKind::Symbol {
                match self.slice(token.span) {
                    "(" => depth += 1,
                    ")" => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Skips to the next comma that is in no parentheses, or to the end.
    pub(crate) fn skip_to_comma(&mut self) {
        while !self.is_end() && !self.is_symbol(",") {
            self.skip_group();
        }
    }

    /// Takes a part that ends with a comma in no parentheses, which is taken too.
    pub(crate) fn part(&mut self) -> Option<Self> {
        if self.is_end() {
            return None;
        }
        let start = self.at;
        self.skip_to_comma();
        let end = self.at.min(self.tokens.len());
        self.symbol(",");
        Some(Self {
            tokens: self.tokens.get(..end).unwrap_or_default(),
            at: start,
            ..*self
        })
    }

    /// Returns true if a keyword follows that is in no parentheses.
    pub(crate) fn finds(&self, word: &str) -> bool {
        let mut ahead = *self;
        while !ahead.is_end() {
            if ahead.is_word(word) {
                return true;
            }
            ahead.skip_group();
        }
        false
    }

    /// Returns true if a phrase follows anywhere.
    pub(crate) fn finds_phrase(&self, phrase: &str) -> bool {
        let mut ahead = *self;
        while !ahead.is_end() {
            if ahead.words(phrase) {
                return true;
            }
            ahead.skip();
        }
        false
    }

    /// Returns the remaining words, in lower case.
    pub(crate) fn remaining_words(&self) -> Vec<String> {
        let mut ahead = *self;
        let mut words = Vec::new();
        while !ahead.is_end() {
            match ahead.identifier() {
                Some(word) => words.push(word),
                None => ahead.skip(),
            }
        }
        words
    }
}

/// Returns the content of a quoted name or string.
pub(crate) fn unquoted(text: &str) -> String {
    let mut characters = text.chars();
    let (Some(first), Some(last)) = (characters.next(), characters.next_back()) else {
        return text.to_owned();
    };
    let inner = characters.as_str();
    match (first, last) {
        ('[', ']') => inner.to_owned(),
        ('"', '"') | ('`', '`') | ('\'', '\'') => {
            inner.replace(&format!("{first}{first}"), &first.to_string())
        }
        _ => text.to_owned(),
    }
}
