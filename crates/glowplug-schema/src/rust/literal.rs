//! Writes names as Rust literals.

/// Returns true if a text is a single identifier, as `rustc` parses it.
pub(crate) fn is_name(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

/// Returns true if a character changes the text direction. `rustc` rejects these in literals and
/// comments.
pub(crate) const fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns a text as a Rust literal: as it is, raw if it contains a quote or a backslash, escaped
/// if a character would change how the file is read.
pub(crate) fn literal(text: &str) -> String {
    if text.chars().any(|c| c.is_control() || turns(c)) {
        return escaped(text);
    }
    if !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    let hashes = "#".repeat(text.matches('#').count() + 1);
    format!("r{hashes}\"{text}\"{hashes}")
}

fn escaped(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            _ if c.is_control() || turns(c) => {
                literal.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            _ => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_harmless_is_written_as_it_is() {
        assert_eq!(literal("user name"), "\"user name\"");
        assert_eq!(literal("größe"), "\"größe\"");
        assert_eq!(literal("a\"b#"), "r##\"a\"b#\"##");
        assert_eq!(literal("a\\"), "r#\"a\\\"#");
        assert_eq!(literal("a\n\"\u{202e}"), "\"a\\n\\\"\\u{202e}\"");
    }

    proptest! {
        #[test]
        fn every_text_comes_back_from_its_literal(
            text in "([a-z #\"\\\\\n\r\t\u{0}\u{7f}\u{85}\u{202e}\u{2066}\u{2028}{}']|\\PC){0,12}"
        ) {
            let read: syn::LitStr = syn::parse_str(&literal(&text)).unwrap();
            prop_assert_eq!(read.value(), text);
        }
    }
}
