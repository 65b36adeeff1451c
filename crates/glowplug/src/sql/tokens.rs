use super::lexer::{Lexer, Token};
use super::window::Window;
use crate::model::Database;

/// The tokens of one statement with their texts, without blanks and comments.
pub(super) fn tokens(database: Database, text: &str) -> impl Iterator<Item = (Token, String)> {
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
                    let text = window.slice(place, window.place()).to_owned();
                    return Some((token, text));
                }
            }
        }
    })
}
