//! Tokens of MySQL and MariaDB, by the rules of their `sql_lex.cc` and of the `mysql` client, in
//! the default `sql_mode`: `"…"` is a string, and backslashes escape.

use std::io::BufRead;

use super::{LETTERS, Lexed, Lexer, Nesting, Set, Token, Unterminated, WORD, Window};

const BLANK: Set = Set::new(b" \t\n\r\x0b\x0c", &[]);
const START: Set = Set::new(b"_$", LETTERS);
/// Comments for this version and later are executed by no server: the dumps of MariaDB start with
/// one that is meant for the client.
const NO_VERSION: u32 = 999_999;

pub(super) fn token<R: BufRead>(lexer: &mut Lexer, window: &mut Window<R>) -> Lexed {
    if let Some(delimiter) = &lexer.delimiter
        && lexer.executed.is_none()
        && window.starts_with(delimiter.as_bytes())
    {
        window.advance(delimiter.len());
        return Ok(Token::Terminator);
    }
    let first = window.peek(0);
    match first {
        0 => return end(lexer),
        b'\'' | b'"' => return window.escaped(first, "the string"),
        b'`' => return window.quoted(b'`', "the quoted name", Token::Name),
        b';' if lexer.delimiter.is_none() => {
            window.advance(1);
            return Ok(Token::Terminator);
        }
        b'#' => return Ok(window.line_comment(b'\n')),
        b'-' if window.peek(1) == b'-' && ends_dashes(window.peek(2)) => {
            return Ok(window.line_comment(b'\n'));
        }
        b'/' if window.peek(1) == b'*' => return comment(lexer, window),
        b'*' if lexer.executed.is_some() && window.peek(1) == b'/' => {
            lexer.executed = None;
            window.advance(2);
            return Ok(Token::Executed);
        }
        byte if BLANK.holds(byte) => {
            window.skip_while(&BLANK);
            return Ok(Token::Blank);
        }
        byte if WORD.holds(byte) => {
            word(lexer, window);
            let number = !START.holds(byte);
            return Ok(if number { Token::Number } else { Token::Word });
        }
        _ => window.advance(1),
    }
    Ok(Token::Symbol(first))
}

/// Returns true if `--` before this byte starts a comment: before a space, a control character or
/// the end.
const fn ends_dashes(byte: u8) -> bool {
    byte == b' ' || byte.is_ascii_control()
}

fn end(lexer: &mut Lexer) -> Lexed {
    match lexer.executed.take() {
        None => Ok(Token::End),
        Some(place) => {
            let what = "the comment";
            Err(Unterminated { what, place })
        }
    }
}

/// Reads a word or a number, up to the delimiter, which the client recognizes inside words too.
fn word<R: BufRead>(lexer: &Lexer, window: &mut Window<R>) {
    let place = window.place();
    window.skip_while(&WORD);
    let Some(delimiter) = &lexer.delimiter else {
        return;
    };
    let end = window.place();
    window.return_to(place);
    window.advance(1);
    while window.place() < end && !window.starts_with(delimiter.as_bytes()) {
        window.advance(1);
    }
}

fn comment<R: BufRead>(lexer: &mut Lexer, window: &mut Window<R>) -> Lexed {
    let mark = match (window.peek(2), window.peek(3)) {
        (b'!', _) => 3,
        (b'M', b'!') => 4,
        _ => return window.block_comment(Nesting::No),
    };
    let mut version: u32 = 0;
    let mut length = mark;
    while length < mark + 6 && window.peek(length).is_ascii_digit() {
        version = version * 10 + u32::from(window.peek(length) - b'0');
        length += 1;
    }
    if version >= NO_VERSION {
        return window.block_comment(Nesting::No);
    }
    lexer.executed = Some(window.place());
    window.advance(length);
    Ok(Token::Executed)
}
