//! Addresses as users write them: with characters in the password that should be percent-encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::secret;
use crate::model::Database;

/// Encodes everything in a user or password except these characters; `%` stays, because it may be
/// part of an existing encoding.
const CREDENTIAL: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'%');

/// Percent-encodes user and password in the address of a server; returns `None` if an `@` makes
/// their end ambiguous.
pub(super) fn encoded(database: Database, text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let Some(end) = end_of_credentials(database, rest) else {
        return Some(text.to_owned());
    };
    let (credentials, behind) = (&rest[..end], &rest[end + 1..]);
    if behind.contains('@') {
        return None;
    }
    let (user, password) = match credentials.split_once(':') {
        Some((user, password)) => (user, Some(password)),
        None => (credentials, None),
    };
    let password = password.map(|password| format!(":{}", encode(password)));
    let (user, password) = (encode(user), password.unwrap_or_default());
    Some(format!("{scheme}://{user}{password}@{behind}"))
}

/// The host that stands for several.
pub(super) const ONE_HOST: &str = "several-hosts.invalid";

/// Returns an address with [`ONE_HOST`] in place of its hosts, and these hosts, with their ports, as they
/// are written; `None` for a file.
pub(super) fn with_one_host(database: Database, text: &str) -> Option<(String, String)> {
    if database == Database::Sqlite {
        return None;
    }
    let text = encoded(database, text)?;
    let start = text.find("://")? + 3;
    let end = text[start..]
        .find(['/', '?', '#'])
        .map_or(text.len(), |end| start + end);
    let start = text[start..end]
        .rfind('@')
        .map_or(start, |at| start + at + 1);
    let hosts = text[start..end].to_owned();
    let replaced = [&text[..start], ONE_HOST, &text[end..]].concat();
    Some((replaced, hosts))
}

/// Returns the end of user and password in the text after the scheme. For PostgreSQL it is the
/// first `@`, unless a host (perhaps with a port), a path and parameters come before it; for MySQL
/// the last `@` before the parameters.
pub(super) fn end_of_credentials(database: Database, rest: &str) -> Option<usize> {
    match database {
        Database::Postgres => {
            let end = rest.find('@')?;
            (!begins_with_host(&rest[..end])).then_some(end)
        }
        _ => {
            let before = rest.split('?').next().unwrap_or_default();
            before.rfind('@').or_else(|| rest.rfind('@'))
        }
    }
}

/// Returns true if the text before an `@` starts with a host, as in `host/name` or
/// `host:5432/name?user=a`. Otherwise a slash is part of a password that was not encoded.
fn begins_with_host(before: &str) -> bool {
    let Some(place) = before.find([':', '/']) else {
        return false;
    };
    let (is_port, behind) = (before[place..].starts_with(':'), &before[place + 1..]);
    let is_parameter = |path: &str| {
        let parameters = path.split_once('?');
        parameters.is_some_and(|(_, parameters)| parameters.contains('='))
    };
    let of_port = |(port, path): (&str, &str)| {
        !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) && is_parameter(path)
    };
    !is_port || behind.split_once('/').is_some_and(of_port)
}

fn encode(text: &str) -> String {
    let encoded = utf8_percent_encode(text, CREDENTIAL).to_string();
    // A percent sign that is not part of an encoding is encoded.
    let mut parts = encoded.split('%');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_code = part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        whole.push_str(if is_code { "%" } else { "%25" });
        whole.push_str(part);
    }
    whole
}

/// Replaces the passwords of all addresses in a text, and the values of all secret parameters.
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        masked.push_str(before);
        masked.push_str("://");
        let credentials = credentials(after);
        match after[..credentials].split_once(':') {
            Some((user, _)) => {
                masked.push_str(user);
                masked.push_str(":***");
            }
            None => masked.push_str(&after[..credentials]),
        }
        rest = &after[credentials..];
    }
    masked.push_str(rest);
    secret::mask(&masked)
}

/// Returns the length of user and password. A password may contain `@`, `/` or a space, so they end
/// at the last `@` of the line, or of the text before the next address.
fn credentials(after: &str) -> usize {
    let line = after.split(['\n', '\r']).next().unwrap_or_default();
    let address = &line[..next_address(line)];
    let word = address
        .split(char::is_whitespace)
        .next()
        .unwrap_or_default();
    match word.contains([':', '@']) {
        true => address.rfind('@').unwrap_or(0),
        false => 0,
    }
}

/// Returns where the next address begins: after a space, quote or bracket, with a scheme that
/// messages mention. Anything else before a `://` may be part of a password.
fn next_address(line: &str) -> usize {
    const SCHEMES: [&str; 7] = [
        "postgres",
        "postgresql",
        "mysql",
        "mariadb",
        "sqlite",
        "http",
        "https",
    ];
    let begins_address = |&(place, _): &(usize, &str)| {
        let before = line[..place].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let separates = |c: char| c.is_whitespace() || "'\"`([{<".contains(c);
        SCHEMES.contains(&&line[before.len()..place]) && before.ends_with(separates)
    };
    let next = line.match_indices("://").find(begins_address);
    next.map_or(line.len(), |(place, _)| place)
}
