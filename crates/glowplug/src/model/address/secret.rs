//! Secrets in texts, found by their names: `password=…`, `SECRET_KEY = '…'`.

/// Parts of names of secrets.
const PARTS: [&str; 4] = ["pass", "pwd", "secret", "token"];
/// Names of secrets.
const KEYS: [&str; 2] = ["key", "hexkey"];

/// Masks the values of all secrets in a text.
pub(super) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let (mut written, mut place) = (0, 0);
    while let Some(sign) = text[place..].find('=') {
        let sign = place + sign;
        place = sign + 1;
        let value = text[place..].trim_start();
        let start = text.len() - value.len();
        let length = length(value);
        if length > 0 && ends_with_name(&text[written..sign]) {
            masked.push_str(&text[written..start]);
            masked.push_str("***");
            place = start + length;
            written = place;
        }
    }
    masked.push_str(&text[written..]);
    masked
}

/// Returns true if a text ends with the name of a secret.
fn ends_with_name(before: &str) -> bool {
    let before = before.trim_end();
    let rest = before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
    let name = before[rest.len()..].to_ascii_lowercase();
    let is_whole = !rest.ends_with(char::is_alphanumeric);
    is_whole && (KEYS.contains(&name.as_str()) || PARTS.iter().any(|part| name.contains(part)))
}

/// Returns the length of a value: in quotes, as libpq and shells write it, or a word.
fn length(value: &str) -> usize {
    match value.chars().next() {
        Some('\'') => 1 + quoted(&value[1..]),
        Some('"') => value[1..].find('"').map_or(value.len(), |end| end + 2),
        _ => {
            let ends = |c: char| c.is_whitespace() || matches!(c, '&' | '\'' | '"');
            value.find(ends).unwrap_or(value.len())
        }
    }
}

/// Returns the length of the rest of a value in single quotes; a backslash escapes the next character.
fn quoted(inside: &str) -> usize {
    let mut characters = inside.char_indices();
    while let Some((place, character)) = characters.next() {
        match character {
            '\'' => return place + 1,
            '\\' => {
                characters.next();
            }
            _ => {}
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_masked_by_their_names() {
        for (text, masked) in [
            (
                "key=a hexkey='b' monkey=c key1=d",
                "key=*** hexkey=*** monkey=c key1=d",
            ),
            ("SECRET_KEY\t= x", "SECRET_KEY\t= ***"),
            ("my_token=a&pwd=b&user=c", "my_token=***&pwd=***&user=c"),
            ("pass==a pass =", "pass=*** pass ="),
            (r"password='it\'s' user=u", "password=*** user=u"),
            ("password='open", "password=***"),
            ("pass=\"a b\"pass='c'", "pass=***pass=***"),
            ("token='ü'é_token=x", "token=***é_token=x"),
            ("password = ", "password = "),
        ] {
            assert_eq!(mask(text), masked);
        }
    }
}
