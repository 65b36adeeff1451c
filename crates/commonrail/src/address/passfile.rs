//! Password files: lines of `host:port:database:user:password`.
//! <https://www.postgresql.org/docs/current/libpq-pgpass.html>

use std::fs;
use std::path::Path;

/// Returns the password of the first line that matches. A file that others may read is ignored with
/// a warning, as libpq does.
pub(crate) fn find_password(file: &Path, wanted: [&str; 4]) -> Option<Vec<u8>> {
    let text = fs::read_to_string(file).ok()?;
    if others_may_read(file) {
        tracing::warn!("the password file is readable by others and not used: `chmod 600` it");
        return None;
    }
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| fitting(line, wanted))
        .map(String::into_bytes)
}

#[cfg(unix)]
fn others_may_read(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
const fn others_may_read(_: &Path) -> bool {
    false
}

/// Returns the password of a line whose four fields match; `*` matches everything.
fn fitting(line: &str, wanted: [&str; 4]) -> Option<String> {
    let mut rest = line;
    for wanted in wanted {
        let (field, is_star, tail) = field(rest)?;
        if !is_star && field != wanted {
            return None;
        }
        rest = tail;
    }
    let password = unescaped(rest);
    Some(password).filter(|password| !password.is_empty())
}

/// Splits off the first field: its text, whether it is a bare `*`, and the rest after its colon.
fn field(line: &str) -> Option<(String, bool, &str)> {
    let (field, end) = unescaped_until_colon(line);
    let tail = line.get(end..)?.strip_prefix(':')?;
    Some((field, &line[..end] == "*", tail))
}

fn unescaped_until_colon(line: &str) -> (String, usize) {
    let mut escaped = false;
    let end = line.find(|c| {
        let ends = c == ':' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    let end = end.unwrap_or(line.len());
    (unescaped(&line[..end]), end)
}

/// Returns the text without the backslashes that escape the next character.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        escaped = c == '\\' && !escaped;
        if !escaped {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_fits_gives_the_password() {
        let wanted = ["h", "5432", "d", "u"];
        for (line, password) in [
            ("h:5432:d:u:pass", Some("pass")),
            ("*:*:*:*:pass", Some("pass")),
            (r"h:5432:d:u:a\:b\\c", Some(r"a:b\c")),
            ("h:5432:d:u:a:b", Some("a:b")),
            (r"\*:5432:d:u:pass", None),
            ("other:5432:d:u:pass", None),
            ("h:5432:d", None),
            ("h:5432:d:u:", None),
        ] {
            assert_eq!(fitting(line, wanted).as_deref(), password, "{line}");
        }
        assert_eq!(
            fitting(r"\:\:1:*:*:*:p", ["::1", "1", "d", "u"]).unwrap(),
            "p"
        );
    }
}
