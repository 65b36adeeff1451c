//! Makes text from a database or a checkout safe to show.
//!
//! Control characters, and those that change the direction of text, are escaped, so that they
//! cannot control the terminal. Our own colors are kept by a random marker, which replaces the
//! escape character until the text is printed; colored text is escaped first.

use std::collections::hash_map::RandomState;
use std::fmt::Write as _;
use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::LazyLock;

/// Replaces our own escape characters until the text is printed.
static MARK: LazyLock<String> = LazyLock::new(|| {
    let number = RandomState::new().build_hasher().finish();
    format!("\u{f8ff}{number:016x}")
});

/// Escapes characters that control a terminal; line breaks and tabs are kept.
pub(crate) fn visible(text: &str) -> String {
    written(text, |c| c.is_control() && c != '\n' && c != '\t', escape)
}

/// Escapes a text so that it stays on one line.
pub(crate) fn visible_line(text: &str) -> String {
    written(text, char::is_control, escape)
}

/// Escapes characters that control a terminal in JSON, where they only occur in strings.
pub(crate) fn escape_json(text: &str) -> String {
    written(
        text,
        |c| c.is_control() && c != '\n',
        |shown, c| {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        },
    )
}

/// Marks the escape characters of a text as our own.
pub(crate) fn trusted(text: &str) -> String {
    text.replace('\u{1b}', &MARK)
}

/// Returns a text ready to print: our own escape characters are restored, others are escaped.
pub(crate) fn for_terminal(text: &str) -> String {
    visible(text).replace(MARK.as_str(), "\u{1b}")
}

/// Returns true if a character changes the direction of the text around it, or is invisible.
pub(crate) const fn is_directional(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

fn escape(shown: &mut String, c: char) {
    let _ = match c {
        '\n' => write!(shown, "\\n"),
        '\r' => write!(shown, "\\r"),
        '\t' => write!(shown, "\\t"),
        _ if u32::from(c) < 0x100 => write!(shown, "\\x{:02x}", u32::from(c)),
        _ => write!(shown, "\\u{{{:x}}}", u32::from(c)),
    };
}

fn written(
    text: &str,
    steers: impl Fn(char) -> bool,
    escape: impl Fn(&mut String, char),
) -> String {
    let steers = |c: char| steers(c) || is_directional(c);
    if !text.contains(steers) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match steers(c) {
            true => escape(&mut shown, c),
            false => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}]0;x\u{7}\r\u{9b}2J\u{202e}\u{feff}\n\tb";

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        let shown = "a\\x1b]0;x\\x07\\r\\x9b2J\\u{202e}\\u{feff}\n\tb";
        assert_eq!(visible(HOSTILE), shown);
        assert_eq!(visible(shown), shown);
        assert!(!visible_line(HOSTILE).contains(['\n', '\t']));
    }

    #[test]
    fn only_our_own_escapes_go_out() {
        let painted = trusted(&format!("\u{1b}[1m{}\u{1b}[0m", visible("\u{1b}[31mred")));
        let text = format!("{painted} \u{1b}[2J \u{f8ff}0000000000000000[2J");
        assert_eq!(
            for_terminal(&text),
            "\u{1b}[1m\\x1b[31mred\u{1b}[0m \\x1b[2J \u{f8ff}0000000000000000[2J"
        );
    }

    #[test]
    fn json_says_the_same_without_what_steers() {
        let text = serde_json::to_string_pretty(&[HOSTILE, "größe 😀"]).unwrap();
        let safe = escape_json(&text);
        assert!(!safe.contains(|c: char| is_directional(c) || (c.is_control() && c != '\n')));
        let read: Vec<String> = serde_json::from_str(&safe).unwrap();
        assert_eq!(read, [HOSTILE, "größe 😀"]);
    }
}
