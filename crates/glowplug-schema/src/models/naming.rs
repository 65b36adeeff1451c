//! Chooses the names of structs, fields and variants.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::dialect::is_identifier;
use crate::rust::is_name;

/// Nouns that the library singularizes wrongly, or that should not be singularized.
const NOUNS: &[(&str, &str)] = &[
    ("aws", "aws"),
    ("bias", "bias"),
    ("caches", "cache"),
    ("data", "data"),
    ("lens", "lens"),
    ("lenses", "lens"),
    ("metadata", "metadata"),
    ("species", "species"),
    ("toes", "toe"),
];

/// The maximum length of words that are singular although they end in `s`: `dns`, `sms`, `gas`.
const SHORT: usize = 3;
/// Short words that are plural.
const SHORT_PLURALS: &[&str] = &["ads", "ids", "men"];

/// Names that have another meaning in every Rust file.
const TAKEN: &[&str] = &[
    "Box", "Err", "FromSql", "IsNull", "None", "Ok", "Option", "Output", "Result", "Self", "Some",
    "String", "ToSql", "Vec",
];

/// Returns a noun in the singular; of several words the last one: `user_addresses` is
/// `user_address`.
pub(super) fn singular(plural: &str) -> String {
    let words = plural.to_snake_case();
    let (before, noun) = words.rsplit_once('_').unwrap_or(("", words.as_str()));
    let one = one(noun);
    match before {
        "" => one,
        _ => format!("{before}_{one}"),
    }
}

fn one(noun: &str) -> String {
    if let Some((_, singular)) = NOUNS.iter().find(|(plural, _)| *plural == noun) {
        return (*singular).to_owned();
    }
    if noun.len() <= SHORT && !SHORT_PLURALS.contains(&noun) {
        return noun.to_owned();
    }
    pluralizer::pluralize(noun, 1, false)
}

/// Returns the name of the struct for the rows of a table.
pub(super) fn struct_name(table: &str) -> String {
    type_name(&singular(table), "Row")
}

/// Returns the name of a type; it ends with the suffix if the name alone has another meaning.
pub(super) fn type_name(words: &str, suffix: &str) -> String {
    let mut name = words.to_upper_camel_case();
    if !is_name(&name) {
        name.retain(|c| c.is_ascii_alphanumeric());
    }
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true if !TAKEN.contains(&name.as_str()) => name,
        true => format!("{name}{suffix}"),
        false => format!("{suffix}{name}"),
    }
}

/// Returns the name of the file, and module, for a table with this name in Rust.
pub(super) fn file_name(table: &str) -> String {
    let name = table.to_snake_case();
    match is_identifier(&name) {
        true => name,
        false => format!("{name}_"),
    }
}

/// Returns the names of the fields for columns with these names in `table!`: the same, or converted
/// to snake case.
pub(super) fn field_names(columns: &[&str]) -> Vec<String> {
    let mut used: BTreeSet<String> = columns.iter().map(|name| (*name).to_owned()).collect();
    let names = columns.iter().map(|column| {
        // A digit starts no word of its own: `address2` stays.
        if !column.contains(|c: char| c.is_ascii_uppercase()) {
            return (*column).to_owned();
        }
        let snake = column.to_snake_case();
        match is_identifier(&snake) && used.insert(snake.clone()) {
            true => snake,
            false => (*column).to_owned(),
        }
    });
    names.collect()
}

/// Returns the names of the variants for the values of an enum.
pub(super) fn variants(values: &[String]) -> Vec<String> {
    let mut used = BTreeSet::new();
    let names = values.iter().map(|value| {
        let name = value.to_upper_camel_case();
        let name = match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            _ if !name.is_ascii() || name.is_empty() => format!("Value{name}")
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect(),
            true if name != "Self" => name,
            _ => format!("Value{name}"),
        };
        unused(name, &mut used)
    });
    names.collect()
}

/// Returns the name, with a number appended if it is used already.
pub(super) fn unused(name: String, used: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let found = std::iter::once(name.clone())
        .chain(numbered)
        .find(|name| !used.contains(name))
        .unwrap_or(name);
    used.insert(found.clone());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structs_are_named_after_one_row() {
        for (table, name) in [
            ("servers", "Server"),
            ("categories", "Category"),
            ("personal_memories", "PersonalMemory"),
            ("encrypted_api_keys", "EncryptedApiKey"),
            ("statuses", "Status"),
            ("user_status", "UserStatus"),
            ("addresses", "Address"),
            ("people", "Person"),
            ("news", "News"),
            ("series", "Series"),
            ("movies", "Movie"),
            ("caches", "Cache"),
            ("metadata", "Metadata"),
            ("dns", "Dns"),
            ("user_ids", "UserId"),
            ("processes", "Process"),
            ("databases", "Database"),
            ("analyses", "Analysis"),
            ("OrderLines", "OrderLine"),
            ("options", "OptionRow"),
            ("results", "ResultRow"),
            ("_2fa", "Row2fa"),
        ] {
            assert_eq!(struct_name(table), name, "{table}");
        }
    }

    #[test]
    fn fields_are_in_snake_case_where_that_is_free() {
        let names = field_names(&[
            "id",
            "userName",
            "user_name",
            "createdAt",
            "address2",
            "type_",
        ]);
        let expected = [
            "id",
            "userName",
            "user_name",
            "created_at",
            "address2",
            "type_",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn variants_are_names_of_rust_and_differ() {
        let values = [
            "in progress",
            "in_progress",
            "1st",
            "",
            "self",
            "größe",
            "日本",
            "+",
            "-",
        ];
        let names = variants(&values.map(str::to_owned));
        let expected = [
            "InProgress",
            "InProgress2",
            "Value1st",
            "Value",
            "ValueSelf",
            "ValueGre",
            "Value2",
            "Value3",
            "Value4",
        ];
        assert_eq!(names, expected);
    }
}
