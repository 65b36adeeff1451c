//! Splits a text into spans as a database reads it, including whitespace and comments.

use std::ops::Range;

use super::lexer::{Lexer, Token};
use super::window::Window;
use crate::model::Database;

/// A span of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its kind.
    pub kind: SpanKind,
    /// Its byte range.
    pub range: Range<usize>,
}

/// Kinds of spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// Whitespace and line ends.
    Blank,
    /// A comment until the end of its line, which is not part of it.
    LineComment,
    /// A word, a number, a symbol, a string, a quoted name or another comment.
    Text,
}

/// Returns the spans of a text; together they are the text. A token that is not terminated is one
/// span.
pub fn spans(database: Database, text: &str) -> impl Iterator<Item = Span> {
    let mut window = Window::new(text.as_bytes());
    let mut lexer = Lexer::new(database);
    let length = text.len();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= length {
            return None;
        }
        let token = lexer.token(&mut window);
        let end = match token {
            Ok(Token::End) | Err(_) => length,
            Ok(_) => usize::try_from(window.place()).unwrap_or(length),
        };
        let range = start..end;
        start = end;
        let kind = match token {
            Ok(Token::Blank) => SpanKind::Blank,
            Ok(Token::Comment) if !text[range.clone()].starts_with("/*") => SpanKind::LineComment,
            _ => SpanKind::Text,
        };
        Some(Span { kind, range })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_the_text_when_put_together() {
        for text in [
            "a  'b' -- c\n/* d */ $1 ü\u{a0}x",
            "'no end",
            "\u{feff}a",
            "a\0b",
        ] {
            let parts: String = spans(Database::Postgres, text)
                .map(|span| &text[span.range])
                .collect();
            assert_eq!(parts, text);
        }
    }
}
