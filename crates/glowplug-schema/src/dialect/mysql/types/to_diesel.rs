//! How Diesel reads a MySQL schema.

use std::borrow::Cow;
use std::cmp::Ordering;

use glowplug::catalog::{Column, DieselType, Table};
use glowplug::dialect::mysql::Mysql;
use heck::ToUpperCamelCase;

use crate::dialect::inference::COMMON_TYPES;
use crate::dialect::{CatalogIndex, Inference, Reference, TypeChoices, UnsupportedType};

/// The Rust names of the types that Diesel has for MySQL, besides the common ones.
const TYPES: &[&str] = &["Datetime", "Json", "TinyInt", "Tinyint"];

impl Inference for Mysql {
    fn prints(&self, catalog: &CatalogIndex<'_>, table: &Table, schema: Option<&str>) -> bool {
        // Diesel prints only base tables, and a system-versioned table is not reported as one.
        let versioned = table
            .options
            .iter()
            .any(|option| option == "WITH SYSTEM VERSIONING");
        !versioned
            && !table.name.name.starts_with("__")
            && catalog.catalog.is_default(table.name.schema.as_deref())
            && catalog.catalog.is_default(schema)
    }

    fn default_schema<'a>(&self, catalog: &CatalogIndex<'a>) -> Option<&'a str> {
        catalog.catalog.default_schema.as_deref()
    }

    fn columns<'a>(&self, table: &'a Table) -> Vec<Cow<'a, Column>> {
        table.columns.iter().map(Cow::Borrowed).collect()
    }

    /// Compares without regard to case, as the server does. (It also ignores accents, which is not
    /// reproduced here.)
    fn order(&self, one: &str, other: &str) -> Ordering {
        one.to_uppercase().cmp(&other.to_uppercase())
    }

    fn primary_key(&self, _: &CatalogIndex<'_>, table: &Table) -> Vec<String> {
        table.primary_key().to_vec()
    }

    fn references(&self, catalog: &CatalogIndex<'_>, _: Option<&str>) -> Vec<Reference> {
        catalog
            .catalog
            .tables
            .iter()
            .flat_map(Reference::of)
            .collect()
    }

    fn values(&self, _: &CatalogIndex<'_>, column: &Column) -> Option<Vec<String>> {
        column.data_type.sql.strip_prefix("enum(").map(values)
    }

    fn column_type(
        &self,
        _: &CatalogIndex<'_>,
        _: &Table,
        column: &Column,
        _: &TypeChoices<'_>,
    ) -> Result<DieselType, UnsupportedType> {
        let full = column.data_type.sql.as_str();
        let name = name(full)?;
        let rust_name = name.to_upper_camel_case();
        let provided =
            COMMON_TYPES.contains(&rust_name.as_str()) || TYPES.contains(&rust_name.as_str());
        Ok(DieselType {
            name: rust_name,
            sql_name: (!provided).then_some(name),
            schema: None,
            imported: false,
            array: false,
            wrappers: Vec::new(),
            nullable_elements: false,
            unsigned: unsigned(full),
            nullable: column.nullable,
            max_length: max_length(full),
        })
    }
}

/// Returns true if the type contains the word anywhere, even in the values of an enum, as Diesel
/// does.
fn unsigned(full: &str) -> bool {
    full.to_lowercase().contains("unsigned")
}

fn name(full: &str) -> Result<String, UnsupportedType> {
    let name = if full == "tinyint(1)" {
        "bool"
    } else if full.starts_with("int") {
        "integer"
    } else {
        full.split('(').next().unwrap_or(full)
    };
    if unsigned(name) {
        return Ok(name
            .to_lowercase()
            .replace("unsigned", "")
            .trim()
            .to_owned());
    }
    match name.contains(' ') {
        true => Err(UnsupportedType(name.to_owned())),
        false => Ok(name.trim().to_owned()),
    }
}

/// Returns the maximum length of a type that has one, as the server reports it.
fn max_length(full: &str) -> Option<u64> {
    let (name, rest) = full.split_once('(')?;
    let lengths = || {
        values(rest)
            .into_iter()
            .map(|value| value.chars().count() as u64)
    };
    match name {
        "char" | "varchar" | "binary" | "varbinary" => rest
            .split(')')
            .next()
            .and_then(|length| length.parse().ok()),
        "enum" => lengths().max(),
        // All values, separated by commas.
        "set" => Some(lengths().sum::<u64>() + lengths().count().saturating_sub(1) as u64),
        _ => None,
    }
}

/// Returns the values in `'a','it''s')`.
fn values(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut value: Option<String> = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match (&mut value, c) {
            (None, '\'') => value = Some(String::new()),
            (None, ')') => break,
            (None, _) => {}
            (Some(text), '\'') => match characters.next_if_eq(&'\'') {
                Some(quote) => text.push(quote),
                None => values.extend(value.take()),
            },
            (Some(text), c) => text.push(c),
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enums_and_sets_have_the_length_that_the_server_names() {
        assert_eq!(max_length("enum('a','it''s')"), Some(4));
        assert_eq!(max_length("set('a','bc','def')"), Some(8));
        assert_eq!(max_length("varchar(255)"), Some(255));
        assert_eq!(max_length("decimal(10,2)"), None);
        assert_eq!(max_length("text"), None);
    }
}
