//! Iterates over the tokens of one statement.

use super::lexer::{Lexer, Token};
use super::window::Window;
use crate::model::Database;

/// Returns the tokens of one statement with their texts, without whitespace and comments.
pub(super) fn tokens(database: Database, text: &str) -> impl Iterator<Item = (Token, &str)> {
    let mut window = Window::new(text.as_bytes());
    let mut lexer = Lexer::new(database);
    std::iter::from_fn(move || {
        loop {
            let place = window.place();
            window.start_at(place);
            match lexer.token(&mut window) {
                Ok(Token::Blank | Token::Comment) => {}
                Ok(Token::End) | Err(_) => return None,
                Ok(token) => {
                    let start = usize::try_from(place).ok()?;
                    let end = usize::try_from(window.place()).ok()?;
                    return Some((token, text.get(start..end)?));
                }
            }
        }
    })
}
