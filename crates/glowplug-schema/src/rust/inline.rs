//! Escapes links, tags and URLs within lines of documentation.

use std::sync::LazyLock;

use regex::Regex;

/// What `rustdoc` calls a bare URL.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        r"^https?://([-a-zA-Z0-9@:%._\+~#=]{2,256}\.)+[a-zA-Z]{2,63}\b([-a-zA-Z0-9@:%_\+.~#?&/=]*)";
    Regex::new(pattern).expect("a pattern")
});

/// A URL in angle brackets.
static LINKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^<https?://[^\s<>\\`]*>").expect("a pattern"));

/// Returns the lines with links, tags and bare URLs escaped.
pub(super) fn as_text(lines: Vec<String>) -> Vec<String> {
    let all = lines.join("\n");
    let last_bracket = all.rfind(']');
    let last_angle = all.rfind('>');
    let mut text = String::with_capacity(all.len() + 8);
    let mut place = 0;
    // A code span that ends on another line may be parsed differently; in that case nothing is
    // treated as code.
    let code_counts = lines.iter().all(|line| is_closed(line));
    while let Some(c) = all[place..].chars().next() {
        let rest = &all[place..];
        let length = match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' if code_counts => code(rest).unwrap_or_else(|| run(rest)),
            '<' if LINKED.is_match(rest) => LINKED.find(rest).map_or(1, |found| found.end()),
            '[' if last_bracket.is_some_and(|last| last > place) => escape(&mut text),
            '<' if is_tag(rest, starts_line(&all[..place]), last_angle > Some(place)) => {
                escape(&mut text)
            }
            'h' if rest.starts_with("http") => match ADDRESS.find(rest) {
                Some(found) => {
                    let address = found.as_str().trim_end_matches(['.', '?', ':']);
                    text.push_str(&format!("<{address}>"));
                    place += address.len();
                    continue;
                }
                None => 1,
            },
            _ => c.len_utf8(),
        };
        text.push_str(&rest[..length]);
        place += length;
    }
    match lines.is_empty() {
        true => lines,
        false => text.split('\n').map(str::to_owned).collect(),
    }
}

fn escape(text: &mut String) -> usize {
    text.push('\\');
    1
}

/// Returns true if `<` begins a tag, an HTML comment or a URL.
fn is_tag(rest: &str, starts_line: bool, ends: bool) -> bool {
    let next = rest[1..].chars().next();
    next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        && (starts_line || ends)
}

/// Returns true if only the markers of lists and quotes precede a position on its line.
fn starts_line(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars()
        .all(|c| c.is_whitespace() || c.is_ascii_digit() || "->+*.)".contains(c))
}

/// Returns the length of the code span that begins here, if it ends on the same line.
fn code(rest: &str) -> Option<usize> {
    let ticks = run(rest);
    let line = rest.split('\n').next().unwrap_or_default();
    let mut place = ticks;
    while let Some(found) = line[place..].find('`') {
        let start = place + found;
        let length = run(&line[start..]);
        if length == ticks {
            return Some(start + length);
        }
        place = start + length;
    }
    None
}

/// Returns the number of backticks at the beginning of a text.
fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').count()
}

/// Returns true if all code spans of a line end on it.
fn is_closed(line: &str) -> bool {
    let mut place = 0;
    while let Some(c) = line[place..].chars().next() {
        let rest = &line[place..];
        place += match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => match code(rest) {
                Some(length) => length,
                None => return false,
            },
            _ => c.len_utf8(),
        };
    }
    true
}
