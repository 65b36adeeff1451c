//! Reads the form `host=… user='…'`.

use std::iter::Peekable;
use std::str::Chars;

use super::parameters::{Parameters, unknown};
use super::{Result, unreadable, wrong};

/// Reads it as libpq does: spaces around `=`, quotes, and backslashes that escape the next
/// character, inside and outside of quotes.
pub(super) fn read(text: &str) -> Result<Parameters> {
    let mut given = Parameters::default();
    let mut rest = text.chars().peekable();
    let mut before = String::new();
    while let Some(name) = name(&mut rest)? {
        let value = value(&mut rest)?;
        given
            .set(&name, value)
            .ok_or_else(|| unknown(&name, before == "password"))?;
        before = name;
    }
    Ok(given)
}

fn skip_spaces(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| c.is_whitespace()).is_some() {}
}

/// Reads the next name, and skips to its value.
fn name(rest: &mut Peekable<Chars<'_>>) -> Result<Option<String>> {
    skip_spaces(rest);
    if rest.peek().is_none() {
        return Ok(None);
    }
    let mut name = String::new();
    while let Some(c) = rest.next_if(|c| *c != '=' && !c.is_whitespace()) {
        name.push(c);
    }
    skip_spaces(rest);
    if rest.next() != Some('=') || name.is_empty() {
        return Err(unreadable());
    }
    skip_spaces(rest);
    Ok(Some(name))
}

fn value(rest: &mut Peekable<Chars<'_>>) -> Result<String> {
    let mut value = String::new();
    let quoted = rest.next_if_eq(&'\'').is_some();
    loop {
        match rest.peek() {
            Some(c) if c.is_whitespace() && !quoted => return Ok(value),
            None if quoted => {
                return Err(wrong(
                    "the database address cannot be read: a `'` is not closed",
                ));
            }
            None => return Ok(value),
            _ => {}
        }
        match rest.next() {
            Some('\'') if quoted => return Ok(value),
            Some('\\') => value.extend(rest.next()),
            other => value.extend(other),
        }
    }
}
