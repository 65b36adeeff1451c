//! Tokens of PostgreSQL, by the rules of its `scan.l`, with `standard_conforming_strings` on.

use std::io::BufRead;

use super::{LETTERS, Lexed, Nesting, Set, Token, WORD, Window};

const BLANK: Set = Set::new(b" \t\n\r\x0b\x0c", &[]);
const BLANK_IN_LINE: Set = Set::new(b" \t\x0b\x0c", &[]);
const START: Set = Set::new(b"_", LETTERS);
const DIGITS: Set = Set::new(b"_", &[(b'0', b'9')]);
const HEXADECIMAL: Set = Set::new(b"_", &[(b'0', b'9'), (b'a', b'f'), (b'A', b'F')]);

pub(super) fn token<R: BufRead>(window: &mut Window<R>) -> Lexed {
    let first = window.peek(0);
    match first {
        0 => return Ok(Token::End),
        b'\'' => return window.quoted(b'\'', "the string", Token::String),
        b'"' => return window.quoted(b'"', "the quoted name", Token::Name),
        b';' => {
            window.advance(1);
            return Ok(Token::Terminator);
        }
        b'-' if window.peek(1) == b'-' => return Ok(window.line_comment(b'\r')),
        b'/' if window.peek(1) == b'*' => return window.block_comment(Nesting::Yes),
        b'$' => {
            if let Some(lexed) = window.dollar_quoted() {
                return lexed;
            }
            window.advance(1);
        }
        b'0'..=b'9' => {
            number(window);
            return Ok(Token::Number);
        }
        byte if BLANK.holds(byte) => {
            window.skip_while(&BLANK);
            return Ok(Token::Blank);
        }
        byte if START.holds(byte) => return word(window),
        _ => window.advance(1),
    }
    Ok(Token::Symbol(first))
}

fn word<R: BufRead>(window: &mut Window<R>) -> Lexed {
    if matches!(window.peek(0), b'e' | b'E') && window.peek(1) == b'\'' {
        window.advance(1);
        return escaped_string(window);
    }
    window.skip_while(&WORD);
    Ok(Token::Word)
}

/// Reads `E'…'`, with its continuations on the following lines, in which backslashes escape too.
fn escaped_string<R: BufRead>(window: &mut Window<R>) -> Lexed {
    let mut lexed = window.escaped(b'\'', "the string");
    while lexed.is_ok() {
        let end = window.place();
        if !continues(window) {
            window.return_to(end);
            break;
        }
        lexed = window.escaped(b'\'', "the string");
    }
    lexed
}

/// Returns true if only whitespace and comments, including a line end, come before the next quote.
fn continues<R: BufRead>(window: &mut Window<R>) -> bool {
    let mut lines = 0;
    loop {
        window.skip_while(&BLANK_IN_LINE);
        match window.peek(0) {
            b'\n' | b'\r' => {
                lines += 1;
                window.advance(1);
            }
            b'-' if window.peek(1) == b'-' => {
                window.line_comment(b'\r');
            }
            byte => return lines > 0 && byte == b'\'',
        }
    }
}

/// Reads a number. Its end decides whether a following `$` opens a string: in `1$a$` it does, in
/// `a1$a$` it does not.
fn number<R: BufRead>(window: &mut Window<R>) {
    if window.peek(0) == b'0' && matches!(window.peek(1), b'x' | b'X') {
        window.advance(2);
        window.skip_while(&HEXADECIMAL);
        return;
    }
    window.skip_while(&DIGITS);
    if window.peek(0) == b'.' && window.peek(1) != b'.' {
        window.advance(1);
        window.skip_while(&DIGITS);
    }
    if matches!(window.peek(0), b'e' | b'E') {
        let sign = usize::from(matches!(window.peek(1), b'+' | b'-'));
        if window.peek(1 + sign).is_ascii_digit() {
            window.advance(1 + sign);
            window.skip_while(&DIGITS);
        }
    }
}
