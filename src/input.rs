//! Checks input before anything is sent. CHECK constraints enforce the same limits.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Utc};

use crate::error::{Error, Result};

/// Refuses text outside its length in characters, blank text, and text with a NUL, which
/// PostgreSQL cannot store.
pub(crate) fn text(field: &'static str, text: &str, length: RangeInclusive<usize>) -> Result<()> {
    let (min, max) = (*length.start(), *length.end());
    // A character has one to four bytes: most texts need no counting, and huge ones are not
    // counted.
    let is_long =
        text.len() > max && (text.len() > max.saturating_mul(4) || text.chars().count() > max);
    if is_long {
        return Err(Error::invalid(
            field,
            format!("must have at most {max} characters"),
        ));
    }
    if min > 0 && text.chars().all(char::is_whitespace) {
        return Err(Error::invalid(
            field,
            format!("must have {min} to {max} characters, not blank"),
        ));
    }
    if text.contains('\0') {
        return Err(Error::invalid(field, "must not contain the NUL character"));
    }
    Ok(())
}

/// Refuses JSON that is not an object, or holds a NUL character, which jsonb cannot store.
pub(crate) fn object(field: &'static str, value: &serde_json::Value) -> Result<()> {
    if !value.is_object() {
        return Err(Error::invalid(field, "must be a JSON object"));
    }
    json(field, value)
}

/// Refuses JSON that jsonb cannot store: a NUL character, or more than 64 levels.
pub(crate) fn json(field: &'static str, value: &serde_json::Value) -> Result<()> {
    nested_json(field, value, 64)
}

fn nested_json(field: &'static str, value: &serde_json::Value, levels: u32) -> Result<()> {
    use serde_json::Value;
    if levels == 0 {
        return Err(Error::invalid(field, "must have at most 64 levels"));
    }
    let has_nul = |text: &str| text.contains('\0');
    let nul = || Error::invalid(field, "must not contain the NUL character");
    match value {
        Value::String(text) if has_nul(text) => Err(nul()),
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| nested_json(field, item, levels - 1)),
        Value::Object(members) => members.iter().try_for_each(|(key, member)| {
            if has_nul(key) {
                return Err(nul());
            }
            nested_json(field, member, levels - 1)
        }),
        _ => Ok(()),
    }
}

/// The maximum number of keys in one look-up.
const MAX_KEYS: usize = 10_000;

/// Refuses more keys than one look-up accepts.
pub(crate) fn keys<K>(keys: &[K]) -> Result<()> {
    if keys.len() > MAX_KEYS {
        return Err(Error::invalid("keys", "must be at most 10,000"));
    }
    Ok(())
}

/// Refuses a time that `timestamptz` cannot hold: before 4713 BC.
pub(crate) fn moment(field: &'static str, time: DateTime<Utc>) -> Result<()> {
    if time.year() > -4_712 {
        return Ok(());
    }
    Err(Error::invalid(field, "must not be before the year 4712 BC"))
}

/// Returns the pattern that finds a term anywhere, literally: `%`, `_` and `\` are escaped.
///
/// It is for `ILIKE` with its default escape character, the backslash:
/// <https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-LIKE>.
pub(crate) fn contains_pattern(term: &str) -> String {
    let mut pattern = String::with_capacity(term.len() + 2);
    pattern.push('%');
    for character in term.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns what ILIKE with a backslash as escape matches literally, or `None` for a wildcard.
    fn literal(pattern: &str) -> Option<String> {
        let mut text = String::new();
        let mut characters = pattern.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => text.push(characters.next()?),
                '%' | '_' => return None,
                other => text.push(other),
            }
        }
        Some(text)
    }

    proptest! {
        #[test]
        fn a_pattern_means_its_term(term in r"[a-z%_\\ä]{0,20}") {
            let pattern = contains_pattern(&term);
            let inner = pattern.strip_prefix('%').and_then(|p| p.strip_suffix('%')).unwrap();
            prop_assert_eq!(literal(inner), Some(term));
        }
    }

    #[test]
    fn text_is_counted_in_characters() {
        assert!(text("field", &"ä".repeat(10), 1..=10).is_ok());
        assert!(text("field", &"ä".repeat(11), 1..=10).is_err());
        assert!(text("field", " \u{3000}\n", 1..=10).is_err());
        assert!(text("field", "", 0..=10).is_ok());
        assert!(text("field", "a\0b", 1..=10).is_err());
    }

    #[test]
    fn json_with_a_nul_or_too_many_levels_is_refused() {
        assert!(json("field", &serde_json::json!({"a\0": 1})).is_err());
        assert!(json("field", &serde_json::json!([["\0"]])).is_err());
        let deep = (0..64).fold(serde_json::json!(1), |inner, _| serde_json::json!([inner]));
        assert!(json("field", &deep).is_err());
        assert!(object("field", &serde_json::json!([])).is_err());
    }
}
