//! Reads the address of a database, with the two TLS settings tokio-postgres does not know.

use std::path::PathBuf;

use tokio_postgres::Config;

use super::settings::SslMode;
use crate::error::{Error, Result};

/// What an address says.
pub(super) struct Address {
    pub(super) config: Config,
    pub(super) ssl_mode: Option<SslMode>,
    pub(super) root_certificate: Option<PathBuf>,
}

/// Reads a URL or the `host=… user=…` form. No error repeats a part of it: it holds a password.
pub(super) fn parse(text: &str) -> Result<Address> {
    let (rest, taken) = if text.contains("://") {
        split_url(text)
    } else {
        split_words(text)
    };
    let mut address = Address {
        config: rest.parse().map_err(|_| unreadable())?,
        ssl_mode: None,
        root_certificate: None,
    };
    for (name, value) in taken {
        match name {
            "sslmode" => address.ssl_mode = Some(ssl_mode(&value)?),
            _ => address.root_certificate = Some(PathBuf::from(value)),
        }
    }
    if address.config.get_hosts().is_empty() && address.config.get_hostaddrs().is_empty() {
        return Err(Error::Configuration(
            "the database address names no host".into(),
        ));
    }
    Ok(address)
}

fn unreadable() -> Error {
    Error::Configuration(
        "the database address cannot be read: it must look like \
         `postgres://user:password@host:5432/database`, with special characters \
         percent-encoded"
            .into(),
    )
}

fn ssl_mode(value: &str) -> Result<SslMode> {
    match value {
        "disable" => Ok(SslMode::Disable),
        "allow" | "prefer" => Ok(SslMode::Prefer),
        "require" => Ok(SslMode::Require),
        "verify-ca" => Ok(SslMode::VerifyCa),
        "verify-full" => Ok(SslMode::VerifyFull),
        _ => Err(Error::Configuration(
            "`sslmode` must be disable, prefer, require, verify-ca or verify-full".into(),
        )),
    }
}

type Taken = Vec<(&'static str, String)>;

/// The name, if the parameter is one of the two read here.
fn ours(name: &str) -> Option<&'static str> {
    ["sslmode", "sslrootcert"]
        .into_iter()
        .find(|known| *known == name)
}

fn split_url(url: &str) -> (String, Taken) {
    // A password may hold a question mark; what comes before the `@` is no query.
    let start = url.find('@').unwrap_or(0);
    let Some(mark) = url[start..].find('?').map(|place| start + place) else {
        return (url.into(), Taken::new());
    };
    let (base, query) = (&url[..mark], &url[mark + 1..]);
    let mut taken = Taken::new();
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            ours(name)
                .map(|name| taken.push((name, percent_decode(value))))
                .is_none()
        })
        .collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    (format!("{base}{mark}{}", kept.join("&")), taken)
}

fn split_words(text: &str) -> (String, Taken) {
    let mut quoted = false;
    let mut taken = Taken::new();
    let words = text.split(|c: char| {
        quoted ^= c == '\'';
        c.is_whitespace() && !quoted
    });
    let kept: Vec<&str> = words
        .filter(|word| {
            let (name, value) = word.split_once('=').unwrap_or((word, ""));
            ours(name)
                .map(|name| taken.push((name, value.trim_matches('\'').to_owned())))
                .is_none()
        })
        .collect();
    (kept.join(" "), taken)
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_may_ask_for_verify_full_and_a_root() {
        let address =
            parse("postgres://u:p@h/d?sslmode=verify-full&connect_timeout=3&sslrootcert=%2Fa%20b")
                .unwrap();
        assert_eq!(address.ssl_mode, Some(SslMode::VerifyFull));
        assert_eq!(address.root_certificate, Some(PathBuf::from("/a b")));
        assert!(address.config.get_connect_timeout().is_some());
    }

    #[test]
    fn a_question_mark_in_a_password_starts_no_query() {
        let address = parse("postgres://u:a?sslmode=b@h/d?sslmode=require").unwrap();
        assert_eq!(address.ssl_mode, Some(SslMode::Require));
        assert_eq!(address.config.get_password(), Some(&b"a?sslmode=b"[..]));
    }

    #[test]
    fn words_are_read_like_a_url() {
        let address = parse("host=h user='a b' sslmode=require password='sslmode=x'").unwrap();
        assert_eq!(address.ssl_mode, Some(SslMode::Require));
        assert_eq!(address.config.get_user(), Some("a b"));
        assert_eq!(address.config.get_password(), Some(&b"sslmode=x"[..]));
    }

    #[test]
    fn an_unreadable_address_is_not_repeated() {
        for text in [
            "postgres://u:hush@h:port/d",
            "postgres://u:hush@h/d?hush",
            "hush",
            "postgres://u:hush@h/d?sslmode=hush",
        ] {
            let problem = parse(text).map(|_| ()).unwrap_err();
            assert!(!format!("{problem:?} {problem}").contains("hush"), "{text}");
        }
    }
}
