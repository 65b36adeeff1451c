//! Reads the form `postgres://user:password@host:port/database?name=value`.

use super::parameters::{Parameters, unknown};
use super::{InvalidAddress, Result, unreadable, wrong};

/// Reads the part after the scheme, as libpq does.
pub(super) fn read(text: &str) -> Result<Parameters> {
    let mut given = Parameters::default();
    let rest = credentials(text, &mut given)?;
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (hosts, rest) = rest.split_at(end);
    // An unencoded `@` or `/` in a password ends it early; its rest looks like a host or database.
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    if hosts.contains('@') || (path.contains('@') && !given.has("user")) {
        return Err(not_encoded());
    }
    read_hosts(hosts, &mut given)?;
    if let Some(database) = path.strip_prefix('/').filter(|name| !name.is_empty()) {
        set(&mut given, "dbname", database)?;
    }
    read_query(query, &mut given)?;
    Ok(given)
}

fn not_encoded() -> InvalidAddress {
    wrong(
        "the database address cannot be read: special characters in the user or password \
         (`@`, `/`, `:`, `?`, `#`, `%`) must be percent-encoded, for example `%40` for `@`",
    )
}

/// Reads user and password, which end at an `@` before the first slash.
fn credentials<'a>(text: &'a str, given: &mut Parameters) -> Result<&'a str> {
    let Some(end) = text
        .find(['@', '/'])
        .filter(|end| text[*end..].starts_with('@'))
    else {
        return Ok(text);
    };
    let (user, password) = text[..end].split_once(':').unwrap_or((&text[..end], ""));
    for (name, value) in [("user", user), ("password", password)] {
        if !value.is_empty() {
            set(given, name, value)?;
        }
    }
    Ok(&text[end + 1..])
}

/// Reads hosts and ports: lists of equal length, separated by commas.
fn read_hosts(text: &str, given: &mut Parameters) -> Result<()> {
    let (mut hosts, mut ports) = (Vec::new(), Vec::new());
    for part in text.split(',') {
        let (host, port) = match part.strip_prefix('[') {
            Some(rest) => {
                let (host, rest) = rest.split_once(']').ok_or_else(unreadable)?;
                let port = rest.strip_prefix(':').or(rest.is_empty().then_some(""));
                (host, port.ok_or_else(unreadable)?)
            }
            None => part.split_once(':').unwrap_or((part, "")),
        };
        hosts.push(host);
        ports.push(port);
    }
    for (name, list) in [("host", hosts), ("port", ports)] {
        if list.iter().any(|one| !one.is_empty()) {
            set(given, name, &list.join(","))?;
        }
    }
    Ok(())
}

fn read_query(query: &str, given: &mut Parameters) -> Result<()> {
    let query = query.strip_suffix('&').unwrap_or(query);
    if query.is_empty() {
        return Ok(());
    }
    let mut before = String::new();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').ok_or_else(|| {
            wrong("the database address cannot be read: a parameter after `?` has no `=`")
        })?;
        let name = String::from_utf8(decode(name)?).map_err(|_| unreadable())?;
        let may_be_secret = before == "password" || value.contains('@');
        given
            .set(&name, decode(value)?)
            .ok_or_else(|| unknown(&name, may_be_secret))?;
        before = name;
    }
    Ok(())
}

fn set(given: &mut Parameters, name: &str, value: &str) -> Result<()> {
    given.set(name, decode(value)?).ok_or_else(unreadable)
}

/// Decodes percent-encoding; an invalid `%` or a zero byte is an error.
fn decode(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, tail @ ..] = tail else {
            return Err(bad_code());
        };
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let code = digit(high)
            .zip(digit(low))
            .map(|(high, low)| high * 16 + low);
        match code.and_then(|code| u8::try_from(code).ok()) {
            Some(code @ 1..) => bytes.push(code),
            _ => return Err(bad_code()),
        }
        rest = tail;
    }
    Ok(bytes)
}

fn bad_code() -> InvalidAddress {
    wrong(
        "the database address cannot be read: a `%` is not followed by two hexadecimal digits; \
         `%` itself is written `%25`",
    )
}
