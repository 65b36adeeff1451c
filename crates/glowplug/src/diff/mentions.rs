//! Names that a text may mention. What the server does not know (what a function's body uses) is
//! guessed from them; a guess moves a change to a better place, and never makes one.

/// The words of a text of SQL, in lower case: names with and without quotes, keywords too.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_names_with_and_without_quotes() {
        let found: Vec<String> = words(r#"SELECT "Users".id, 1 FROM `b`.c2 -- x"#).collect();
        assert_eq!(found, ["select", "users", "id", "from", "b", "c2", "x"]);
    }
}
