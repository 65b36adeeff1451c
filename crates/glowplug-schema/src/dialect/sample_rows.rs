//! Statements that insert sample rows, on which a migration is tried, and read them back.

use glowplug::catalog::{Catalog, Column, DataType, QualifiedName, Table};
use glowplug::dialect::Quoting;
use glowplug::model::Database;

/// The content of a column in a sample row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SampleValue {
    /// A value of the column's type. It is derived from the type and the row number, so that
    /// foreign keys match the keys that they reference.
    Typed,
    /// This text, converted to the column's type.
    Text(String),
    /// `NULL`.
    Null,
}

/// How one database writes sample rows.
pub trait SampleRows: Quoting {
    /// Returns a value of a type as an SQL expression; `None` if there is none.
    fn typed(&self, catalog: &Catalog, data_type: &DataType, row: u32) -> Option<String>;

    /// Returns a text as a value of the column's type.
    fn value(&self, column: &Column, text: &str) -> String;

    /// Returns true if a type is a date or time.
    fn is_time(&self, data_type: &DataType) -> bool {
        let name = &data_type.name.name;
        name.contains("time") || name == "date"
    }

    /// Returns true if a type is JSON.
    fn is_json(&self, data_type: &DataType) -> bool {
        data_type.name.name.starts_with("json")
    }

    /// Returns the statement that inserts a row of defaults into a table.
    fn insert_defaults(&self, table: &str) -> String {
        format!("INSERT INTO {table} DEFAULT VALUES")
    }

    /// Returns the clause before `VALUES` that allows values for generated keys.
    fn overriding(&self) -> &'static str {
        ""
    }

    /// Returns an expression that reads a column in a form that the driver supports.
    fn readable(&self, column: &Column) -> String {
        self.quoted(&column.name)
    }

    /// Returns a query whose only value is `t` if none of these tables ever had a row and no
    /// sequence was used; `None` if that cannot be determined.
    fn is_empty(&self, tables: &[String]) -> Option<String> {
        let _ = tables;
        None
    }

    /// Returns the statements that delete all rows of these tables and reset the sequences.
    fn clear(&self, tables: &[String]) -> Vec<String>;
}

/// Returns the statement that inserts a sample row; `None` if there is no value for a column's
/// type.
pub fn insert(
    catalog: &Catalog,
    table: &Table,
    row: u32,
    contents: &[(&Column, SampleValue)],
) -> Option<String> {
    let dialect = super::of(catalog.database);
    let mut names = Vec::new();
    let mut values = Vec::new();
    for (column, content) in contents {
        names.push(dialect.quoted(&column.name));
        values.push(match content {
            SampleValue::Null => "NULL".to_owned(),
            SampleValue::Text(text) => dialect.value(column, text),
            SampleValue::Typed => dialect.typed(catalog, &column.data_type, row)?,
        });
    }
    let name = dialect.qualified(&table.name);
    if names.is_empty() {
        return Some(dialect.insert_defaults(&name));
    }
    Some(format!(
        "INSERT INTO {name} ({}){} VALUES ({})",
        names.join(", "),
        dialect.overriding(),
        values.join(", ")
    ))
}

/// Returns the statement that reads these columns of all rows, each value as text or in a form that
/// the driver supports.
pub fn select(database: Database, table: &QualifiedName, columns: &[Column]) -> String {
    let dialect = super::of(database);
    let columns: Vec<String> = columns
        .iter()
        .map(|column| dialect.readable(column))
        .collect();
    format!(
        "SELECT {} FROM {}",
        columns.join(", "),
        dialect.qualified(table)
    )
}

/// Returns a query whose only value is `t` if no table ever had a row and no sequence was used, so
/// that [`clear`] restores the state before sample rows were inserted; `None` if that cannot be
/// determined.
pub fn is_empty(catalog: &Catalog) -> Option<String> {
    super::of(catalog.database).is_empty(&names(catalog))
}

/// Returns the statements that delete all rows of all tables and reset the sequences.
pub fn clear(catalog: &Catalog) -> Vec<String> {
    match names(catalog) {
        names if names.is_empty() => Vec::new(),
        names => super::of(catalog.database).clear(&names),
    }
}

/// Returns the names of the tables that rows can be inserted into.
fn names(catalog: &Catalog) -> Vec<String> {
    let dialect = super::of(catalog.database);
    let tables = catalog.tables.iter();
    tables
        .filter(|table| table.virtual_module.is_none())
        .map(|table| dialect.qualified(&table.name))
        .collect()
}

/// Returns statements that delete all rows of each table, between those that switch foreign key
/// checks off and on.
#[cfg(any(feature = "sqlite", feature = "mysql"))]
pub(super) fn delete_all(before: &str, tables: &[String], after: &str) -> Vec<String> {
    let each = tables.iter().map(|name| format!("DELETE FROM {name}"));
    let before = std::iter::once(before.to_owned());
    before.chain(each).chain([after.to_owned()]).collect()
}

/// Returns a text of at most two characters that varies with the row number, and fits into
/// `length`.
#[cfg(any(feature = "postgres", feature = "sqlite", feature = "mysql"))]
pub(super) fn word(row: u32, length: Option<u32>) -> String {
    let letter = char::from(b'a' + u8::try_from(row % 26).unwrap_or_default());
    match length {
        Some(1) => letter.to_string(),
        _ => format!("{letter}{}", row % 10),
    }
}
