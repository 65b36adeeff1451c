//! Splits a statement into tokens, to find its placeholders and the names of the objects that it
//! creates, alters and drops.

use std::ops::Range;

/// A token of a statement. Comments and whitespace are skipped, but the content of MySQL's
/// executable comments (`/*! … */`) is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A keyword, an unquoted name, or a number.
    Word(&'a str),
    /// The content of a name in backticks; doubled backticks stay doubled.
    Quoted(&'a str),
    /// The content of a string.
    Text(&'a str),
    /// Any other character.
    Symbol(char),
}

/// Returns the tokens of a statement with their positions.
pub const fn tokens(sql: &str) -> Tokens<'_> {
    Tokens {
        sql,
        at: 0,
        executed: false,
    }
}

/// The iterator that [`tokens`] returns.
#[derive(Clone)]
pub struct Tokens<'a> {
    sql: &'a str,
    at: usize,
    /// Whether the position is inside an executable comment.
    executed: bool,
}

impl<'a> Tokens<'a> {
    fn rest(&self) -> &'a str {
        &self.sql[self.at..]
    }

    /// Skips whitespace and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let length = if trimmed.starts_with('#') || is_dash_comment(trimmed) {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if let Some(inside) = executed(trimmed) {
                self.executed = true;
                trimmed.len() - inside.len()
            } else if let Some(inside) = trimmed.strip_prefix("/*") {
                inside.find("*/").map_or(trimmed.len(), |end| end + 4)
            } else if self.executed && trimmed.starts_with("*/") {
                self.executed = false;
                2
            } else {
                return;
            };
            self.at += length;
        }
    }

    /// Reads a string or quoted name.
    fn quoted(&mut self, quote: char) -> Token<'a> {
        let inside = &self.rest()[1..];
        let mut characters = inside.char_indices().peekable();
        let mut end = inside.len();
        while let Some((index, character)) = characters.next() {
            if character == '\\' && quote != '`' {
                characters.next();
            } else if character == quote && characters.next_if(|(_, next)| *next == quote).is_none()
            {
                end = index;
                break;
            }
        }
        let text = &inside[..end];
        self.at += 1 + end + usize::from(end < inside.len());
        match quote {
            '`' => Token::Quoted(text),
            _ => Token::Text(text),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Range<usize>, Token<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip();
        let start = self.at;
        let rest = self.rest();
        let first = rest.chars().next()?;
        let token = match first {
            '\'' | '"' | '`' => self.quoted(first),
            _ if is_word(first) => {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                self.at += end;
                Token::Word(&rest[..end])
            }
            _ => {
                self.at += first.len_utf8();
                Token::Symbol(first)
            }
        };
        Some((start..self.at, token))
    }
}

/// Returns true if `--` starts a comment here: only before whitespace, or at the end.
fn is_dash_comment(text: &str) -> bool {
    text.strip_prefix("--").is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// Returns the content of an executable comment that starts here: `/*!` or `/*M!`, optionally with
/// a version.
fn executed(text: &str) -> Option<&str> {
    let inside = text
        .strip_prefix("/*!")
        .or_else(|| text.strip_prefix("/*M!"))?;
    Some(inside.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// Returns true if a character is allowed in an unquoted name: letters, digits, `$`, `_`, and
/// everything beyond ASCII. Also allows `@`, which starts a variable.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '@') || !c.is_ascii()
}

impl<'a> Token<'a> {
    /// Returns true if it is this keyword, in any case.
    pub fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    /// Returns the name, if it can be one. A string is one under `ANSI_QUOTES`.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Word(word) => Some((*word).to_owned()),
            Self::Quoted(name) => Some(name.replace("``", "`")),
            Self::Text(name) => Some((*name).to_owned()),
            Self::Symbol(_) => None,
        }
    }
}

/// Returns the first keyword in upper case; opening parentheses before it are skipped.
pub fn first_word(sql: &str) -> String {
    tokens(sql)
        .map(|(_, token)| token)
        .find(|token| *token != Token::Symbol('('))
        .and_then(|token| match token {
            Token::Word(word) => Some(word.to_ascii_uppercase()),
            _ => None,
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(sql: &str) -> Vec<Token<'_>> {
        tokens(sql).map(|(_, token)| token).collect()
    }

    #[test]
    fn comments_are_left_out_and_executed_ones_are_not() {
        use Token::{Symbol, Word};
        assert_eq!(
            all("a /* b */ # c\n -- d\n e--1 /*!50001 f */ /*M!100301 g*/ h /* open"),
            [
                Word("a"),
                Word("e"),
                Symbol('-'),
                Symbol('-'),
                Word("1"),
                Word("f"),
                Word("g"),
                Word("h")
            ]
        );
    }

    #[test]
    fn quotes_end_where_mysql_ends_them() {
        use Token::{Quoted, Text};
        assert_eq!(
            all(r"'it''s' 'a\'b' `q``r` 'ü' 'open"),
            [
                Text("it''s"),
                Text(r"a\'b"),
                Quoted("q``r"),
                Text("ü"),
                Text("open")
            ]
        );
        assert_eq!(Token::Quoted("q``r").name().unwrap(), "q`r");
    }

    #[test]
    fn the_first_word_is_found_behind_comments_and_parentheses() {
        assert_eq!(first_word("-- x\n ((select 1) union (select 2))"), "SELECT");
        assert_eq!(first_word(""), "");
    }
}
