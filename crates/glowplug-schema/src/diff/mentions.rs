//! Names that a text may mention. They are used to guess dependencies that the server does not
//! know, such as those of a function's body. A guess only moves a change to a better place; it
//! never adds one.

/// Returns the words of a SQL text in lower case: names, quoted or not, and keywords.
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
