//! Writes database comments as documentation, so that nothing in them is interpreted.
//!
//! `rustdoc` runs code blocks as tests and resolves links, and a crate that denies warnings does
//! not build its documentation if it contains a tag or a bare URL. A comment with none of these is
//! written as it is; otherwise backslashes escape what would be interpreted.

use super::inline;
use super::literal::turns;

/// Returns the lines of a comment as those of a doc comment, without the slashes.
pub(crate) fn doc_lines(comment: &str) -> Vec<String> {
    // Rust rejects a carriage return on its own.
    let text = comment.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = text
        .lines()
        .map(|line| without_containers(shown(line).trim()))
        .collect();
    inline::as_text(lines)
}

/// Returns true if two doc comments have the same meaning, however they are written.
pub(crate) fn same_docs(one: Option<&str>, other: Option<&str>) -> bool {
    one == other || one.map(doc_lines) == other.map(doc_lines)
}

/// Returns a line without characters that change how the file is read.
fn shown(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\t' => shown.push(c),
            _ if turns(c) => shown.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            _ if c.is_control() => shown.push(' '),
            _ => shown.push(c),
        }
    }
    shown
}

/// Escapes a line so that it begins no code block and no HTML block, also after the markers of
/// lists and quotes.
fn without_containers(line: &str) -> String {
    let mut start = 0;
    loop {
        let rest = &line[start..];
        if rest.starts_with("```") || rest.starts_with("~~~") {
            return escaped_at(line, start);
        }
        let Some((mark, length)) = container(rest) else {
            return line.to_owned();
        };
        let behind = &rest[length..];
        let text = behind.trim_start_matches([' ', '\t']);
        let gap = &behind[..behind.len() - text.len()];
        // Text that is indented this far after a marker is code.
        if !text.is_empty() && (gap.len() > 4 || gap.contains('\t')) {
            return escaped_at(line, start + mark);
        }
        start += length + gap.len();
    }
}

/// Returns the position of the character that makes a line a list item or quote, and the length of
/// its marker.
fn container(line: &str) -> Option<(usize, usize)> {
    if line.starts_with('>') {
        return Some((0, 1));
    }
    let ends = |length: usize| {
        let behind = line[length..].chars().next();
        behind.is_none_or(|c| c == ' ' || c == '\t')
    };
    if line.starts_with(['-', '+', '*']) {
        return ends(1).then_some((0, 1));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbers = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']);
    (numbers && ends(digits + 1)).then_some((digits, digits + 1))
}

fn escaped_at(line: &str, place: usize) -> String {
    format!("{}\\{}", &line[..place], &line[place..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_comments_stay_as_they_are() {
        for comment in [
            "Who may log in.",
            "`a[0]` and `Vec<u8>` are code\n\n- one\n- two\n\n1. three",
            "a < b, a > b, a_b_c, 100 % & more; **bold** # not a heading",
            "half open: [0, 10)",
            "see <https://example.com/a?b=c>",
            "| a | b |\n| --- | --- |",
            "größe: 😀",
            "\\[cents\\]",
            "",
        ] {
            assert_eq!(doc_lines(comment).join("\n"), comment);
        }
    }

    #[test]
    fn what_would_be_more_becomes_text() {
        for (comment, text) in [
            ("x\n```\ncode\n```", "x\n\\```\ncode\n\\```"),
            ("~~~ rust", "\\~~~ rust"),
            ("- ```\n> ~~~", "- \\```\n> \\~~~"),
            ("1) > - ```rust", "1) > - \\```rust"),
            ("-     code", "\\-     code"),
            ("12.\t\tcode", "12\\.\t\tcode"),
            (">     code", "\\>     code"),
            ("    code", "code"),
            ("in [cents]", "in \\[cents]"),
            ("[a](javascript:b) ![c](d)", "\\[a](javascript:b) !\\[c](d)"),
            ("[`User`] [a][b] [c]: d", "\\[`User`] \\[a]\\[b] \\[c]: d"),
            ("over\n[two\nlines]", "over\n\\[two\nlines]"),
            ("Vec<u8> </b> <!-- x -->", "Vec\\<u8> \\</b> \\<!-- x -->"),
            ("<div\nx", "\\<div\nx"),
            ("<foo:bar> <a@b.c>", "\\<foo:bar> \\<a@b.c>"),
            (
                "https://example.com/a, (http://docs.example)",
                "<https://example.com/a>, (<http://docs.example>)",
            ),
            ("a\rb\r\nc", "a\nb\nc"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("`a [b] c", "`a \\[b] c"),
        ] {
            assert_eq!(doc_lines(comment).join("\n"), text, "{comment}");
        }
    }

    proptest! {
        #[test]
        fn docs_are_written_down_once(
            text in "([-a-z \\[\\]<>`~\\\\:/!\n\t#*+0-9.)(]|https://a\\.b |```| {4}){0,24}"
        ) {
            let once = doc_lines(&text).join("\n");
            let twice = doc_lines(&once).join("\n");
            prop_assert_eq!(twice.trim_end(), once.trim_end());
        }
    }
}
