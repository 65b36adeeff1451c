//! Builds a JSON object that the checks of its column may accept.

use serde_json::{Map, Value, json};

/// Returns an object with the keys that appear in the checks, each with a type and value that
/// appear in the same check.
pub(super) fn object<'c>(checks: impl IntoIterator<Item = &'c str>) -> String {
    let mut object = Map::new();
    for check in checks {
        let quoted: Vec<&str> = check.split('\'').skip(1).step_by(2).collect();
        for key in keys(check) {
            let others = quoted.iter().filter(|word| **word != key);
            object.insert(
                key.to_owned(),
                value(check, &others.copied().collect::<Vec<_>>()),
            );
        }
    }
    Value::Object(object).to_string()
}

/// Returns the keys after arrow operators.
fn keys(check: &str) -> Vec<&str> {
    let parts: Vec<&str> = check.split('\'').collect();
    let follows_arrow = |before: &str| {
        let before = before.trim_end();
        before.ends_with("->") || before.ends_with("->>")
    };
    let pairs = parts.iter().zip(parts.iter().skip(1)).step_by(2);
    pairs
        .filter(|(before, _)| follows_arrow(before))
        .map(|(_, key)| *key)
        .collect()
}

/// Returns a value of the type that is named in quotes.
fn value(check: &str, words: &[&str]) -> Value {
    let types = ["string", "number", "boolean", "array", "object"];
    let kind = words.iter().find(|word| types.contains(word)).copied();
    let mut others = words.iter().filter(|word| Some(**word) != kind);
    match kind {
        Some("number") => first_number(check).unwrap_or_else(|| json!(1)),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some("object") => json!({}),
        _ => json!(others.next().copied().unwrap_or("a")),
    }
}

/// Returns the first number outside of quotes.
fn first_number(check: &str) -> Option<Value> {
    let plain = check.split('\'').step_by(2);
    let words = plain.flat_map(|part| part.split(|c: char| !c.is_ascii_digit() && c != '.'));
    words
        .filter(|word| !word.is_empty())
        .find_map(|word| serde_json::from_str(word).ok())
}

#[cfg(test)]
mod tests {
    use super::object;

    #[test]
    fn keys_have_the_types_and_values_of_their_checks() {
        let checks = [
            "(jsonb_typeof(config) = 'object'::text)",
            "CASE jsonb_typeof((config -> 'model'::text)) WHEN 'string'::text THEN
                (char_length((config ->> 'model'::text)) >= 1) ELSE false END",
            "CASE jsonb_typeof((config -> 'heat'::text)) WHEN 'number'::text THEN
                (((config -> 'heat'::text))::numeric >= 0.5) ELSE false END",
            "((config ->> 'mode'::text) = ANY (ARRAY['fast'::text, 'slow'::text]))",
        ];
        assert_eq!(object(checks), r#"{"heat":0.5,"mode":"fast","model":"a"}"#);
        assert_eq!(object(["(jsonb_typeof(config) = 'object'::text)"]), "{}");
    }
}
