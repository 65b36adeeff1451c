//! The tokens of a text with their positions, for whoever reads more than splitting needs.

use std::ops::Range;

use super::lexer::{Lexer, Token};
use super::window::Window;
use crate::model::Database;

/// A token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexeme {
    /// Its kind.
    pub kind: LexemeKind,
    /// Its byte range in the text.
    pub range: Range<usize>,
}

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexemeKind {
    /// A comment.
    Comment,
    /// A keyword or an unquoted name.
    Word,
    /// A quoted name.
    Name,
    /// A string of any kind.
    String,
    /// A number.
    Number,
    /// Any other character; operators of several characters are several tokens.
    Symbol,
}

/// Returns the tokens of a text as a database reads them, without whitespace. It ends at a token
/// that is not terminated.
///
/// ```
/// use glowplug::Database;
/// use glowplug::sql::{LexemeKind, lexemes};
///
/// let text = "DROP TABLE \"a b\"; -- why";
/// let kinds: Vec<LexemeKind> = lexemes(Database::Postgres, text)
///     .map(|lexeme| lexeme.kind)
///     .collect();
/// use LexemeKind::{Comment, Name, Symbol, Word};
/// assert_eq!(kinds, [Word, Word, Name, Symbol, Comment]);
/// ```
pub fn lexemes(database: Database, text: &str) -> impl Iterator<Item = Lexeme> {
    let mut window = Window::new(text.as_bytes());
    let mut lexer = Lexer::new(database);
    std::iter::from_fn(move || {
        loop {
            let place = window.place();
            window.start_at(place);
            let kind = match lexer.token(&mut window) {
                Ok(Token::Blank | Token::Executed) => continue,
                Ok(Token::End) | Err(_) => return None,
                Ok(Token::Comment) => LexemeKind::Comment,
                Ok(Token::Word) => LexemeKind::Word,
                Ok(Token::Name) => LexemeKind::Name,
                Ok(Token::String) => LexemeKind::String,
                Ok(Token::Number) => LexemeKind::Number,
                Ok(Token::Terminator | Token::Symbol(_)) => LexemeKind::Symbol,
            };
            let start = usize::try_from(place).ok()?;
            let end = usize::try_from(window.place()).ok()?;
            return Some(Lexeme {
                kind,
                range: start..end,
            });
        }
    })
}
