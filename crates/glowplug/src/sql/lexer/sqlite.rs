//! Tokens of SQLite, by the rules of its `tokenize.c`.

use std::io::BufRead;

use super::{LETTERS, Lexed, Nesting, Set, Token, WORD, Window};

const BLANK: Set = Set::new(b" \t\n\r\x0c", &[]);
const START: Set = Set::new(b"_$", LETTERS);

pub(super) fn token<R: BufRead>(window: &mut Window<R>) -> Lexed {
    let first = window.peek(0);
    match first {
        0 => return Ok(Token::End),
        b'\'' => return window.quoted(b'\'', "the string", Token::String),
        b'"' | b'`' => return window.quoted(first, "the quoted name", Token::Name),
        b'[' => return window.quoted(b']', "the quoted name", Token::Name),
        b';' => {
            window.advance(1);
            return Ok(Token::Terminator);
        }
        b'-' if window.peek(1) == b'-' => return Ok(window.line_comment(b'\n')),
        // In SQLite, the end of the script also ends a comment, unless the comment is empty.
        b'/' if window.peek(1) == b'*' && window.peek(2) != 0 => {
            return Ok(window.block_comment(Nesting::No).unwrap_or(Token::Comment));
        }
        b'0'..=b'9' => {
            window.skip_while(&WORD);
            return Ok(Token::Number);
        }
        byte if BLANK.holds(byte) => {
            window.skip_while(&BLANK);
            return Ok(Token::Blank);
        }
        byte if START.holds(byte) => {
            window.skip_while(&WORD);
            return Ok(Token::Word);
        }
        _ => window.advance(1),
    }
    Ok(Token::Symbol(first))
}
