//! Values that were added to enums, and the statements that use them.
//!
//! A new value cannot be used before the transaction that added it is committed, in whatever form:
//! `'meh'::mood`, an element of `'{sad,meh}'::mood[]`, an attribute of `'(1,meh)'::row`, a bound of
//! `'[sad,meh)'::moods`, or without a cast as a bound of a partition.

use glowplug::catalog::{Catalog, Function, MadeOf, Object, QualifiedName, Table};

use super::deferred::{column_texts, index_texts, is_sql};
use super::text::words;

/// A value that was added to an enum.
pub(super) struct AddedValue {
    /// Unqualified names of the enum, and of all types that contain its values.
    types: Vec<String>,
    value: String,
}

impl AddedValue {
    /// Creates the search for a value; `catalog` has the types.
    pub(super) fn new(catalog: &Catalog, of: &QualifiedName, value: &str) -> Self {
        Self {
            types: holding(catalog, of),
            value: bare(&value.replace('\'', "''")),
        }
    }

    /// Returns true if a statement that creates this object, or alters one to this, uses the value.
    pub(super) fn is_used_by(&self, object: &Object) -> bool {
        let cast = |text: &&str| self.stands_in(text) && self.is_cast_in(text);
        texts(object).iter().any(cast) || untyped_texts(object).any(|text| self.stands_in(text))
    }

    /// Returns true if the text has a cast to one of the types.
    fn is_cast_in(&self, text: &str) -> bool {
        let casts = text.split("::").skip(1);
        casts.into_iter().any(|rest| {
            // `other."Mood"[]`: the name is one of the first words.
            let mut names = words(rest).take(3);
            names.any(|name| self.types.iter().any(|of| words(of).next() == Some(name)))
        })
    }

    /// Returns true if the value is a string literal, or a part of one.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        text.lines().any(|line| {
            let line = bare(line);
            line.match_indices(&self.value).any(|(start, found)| {
                let (before, after) = (&line[..start], &line[start + found.len()..]);
                let quoted = before.matches('\'').count() % 2 == 1;
                quoted
                    && before.ends_with(['\'', '{', '(', '[', ',', ' '])
                    && after.starts_with(['\'', '}', ')', ']', ',', ' '])
            })
        })
    }
}

/// Returns true if creating any of these objects uses an enum value.
pub(in crate::dialect::postgres) fn uses_value(
    catalog: &Catalog,
    objects: &[Object],
    of: &QualifiedName,
    value: &str,
) -> bool {
    let value = AddedValue::new(catalog, of, value);
    objects.iter().any(|object| value.is_used_by(object))
}

/// Returns a literal without the quotes and escapes in it.
fn bare(text: &str) -> String {
    text.replace(['\\', '"'], "")
}

/// Returns the names of a type and of all types that contain its values.
fn holding(catalog: &Catalog, of: &QualifiedName) -> Vec<String> {
    let mut found = vec![of.clone()];
    let mut next = 0;
    while let Some(of) = found.get(next).cloned() {
        next += 1;
        for made in catalog.made_of(&of) {
            let multirange = match made {
                MadeOf::Range(range) => range.multirange(),
                _ => None,
            };
            let new = [Some(made.name().clone()), multirange];
            let mut new: Vec<_> = new.into_iter().flatten().collect();
            new.retain(|name| !found.contains(name));
            found.extend(new);
        }
    }
    found.into_iter().map(|name| name.name).collect()
}

/// Returns the parts that the server analyzes when it creates the object, and where each value has
/// a type.
fn texts(object: &Object) -> Vec<&str> {
    match object {
        Object::Table(table) => table_texts(table),
        Object::Function(_) => Vec::new(),
        other => super::deferred::texts(other),
    }
}

fn table_texts(table: &Table) -> Vec<&str> {
    let constraints = table.constraints.iter();
    let constraints = constraints.map(|constraint| constraint.definition.as_str());
    let columns = table.columns.iter().flat_map(column_texts);
    let indexes = table.indexes.iter().flat_map(index_texts);
    columns.chain(constraints).chain(indexes).collect()
}

/// Returns the parts in which values have no explicit type: partition bounds, and code.
fn untyped_texts(object: &Object) -> impl Iterator<Item = &str> {
    let bound = match object {
        Object::Table(table) => table.partition_of.as_ref().map(|part| part.bound.as_str()),
        _ => None,
    };
    let code = match object {
        Object::Function(function) => Some(read_at_once(function)),
        _ => None,
    };
    bound.into_iter().chain(code)
}

/// Returns the part of a function that is analyzed when it is created: all of a SQL function, of
/// any other what precedes its body.
fn read_at_once(function: &Function) -> &str {
    let definition = &function.definition;
    match is_sql(function) || !definition.contains("\nAS $") {
        true => definition,
        false => definition.split("\nAS $").next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use glowplug::model::Database;

    fn meh() -> AddedValue {
        let catalog = Catalog::empty(Database::Postgres);
        AddedValue::new(&catalog, &QualifiedName::plain("mood"), "meh")
    }

    #[test]
    fn a_value_is_found_within_literals_and_nowhere_else() {
        for text in [
            "'meh'::mood",
            "'{sad,meh}'::mood[]",
            "'{\"(1,meh)\"}'::mood[]",
            "'[sad,meh)'::mood",
            "(m = ANY (ARRAY['sad'::mood, 'meh'::mood]))",
            "('meh'::other.\"mood\")",
        ] {
            let meh = meh();
            assert!(meh.stands_in(text) && meh.is_cast_in(text), "{text}");
        }
        for text in ["'mehr'::mood", "(meh = 'sad'::mood)", "'so-meh-how'::mood"] {
            assert!(!meh().stands_in(text), "{text}");
        }
        assert!(!meh().is_cast_in("'meh'::moody"));
    }

    #[test]
    fn a_value_with_quotes_is_found_as_a_literal_writes_it() {
        let catalog = Catalog::empty(Database::Postgres);
        let odd = AddedValue::new(&catalog, &QualifiedName::plain("mood"), "it's \"so\"");
        assert!(odd.stands_in("'it''s \"so\"'::mood"));
        assert!(odd.stands_in(r#"'{"it''s \"so\"",sad}'::mood[]"#));
    }
}
