//! Rows to try a migration on, and how they are read again.

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "sqlite")]
mod sqlite;

use crate::catalog::{Catalog, Column, QualifiedName, Table};
use crate::model::Database;

/// What a column of a sample row gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A value of its type. It follows from the type and the number of the row, so that a foreign
    /// key has what it references.
    Typed,
    /// This text, as a value of its type.
    Text(String),
    /// `NULL`.
    Null,
}

/// The statement that inserts a sample row. `None` when there is no value of a column's type.
pub fn insert(
    catalog: &Catalog,
    table: &Table,
    row: u32,
    contents: &[(&Column, Content)],
) -> Option<String> {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for (column, content) in contents {
        names.push(quote(catalog.database, &column.name));
        values.push(match content {
            Content::Null => "NULL".to_owned(),
            Content::Text(text) => value(catalog, column, text),
            Content::Typed => typed(catalog, column, row)?,
        });
    }
    let name = qualified(catalog.database, &table.name);
    if names.is_empty() {
        return Some(match catalog.database {
            Database::Mysql => format!("INSERT INTO {name} () VALUES ()"),
            Database::Postgres | Database::Sqlite => format!("INSERT INTO {name} DEFAULT VALUES"),
        });
    }
    let overriding = match catalog.database {
        Database::Postgres => " OVERRIDING SYSTEM VALUE",
        Database::Mysql | Database::Sqlite => "",
    };
    Some(format!(
        "INSERT INTO {name} ({}){overriding} VALUES ({})",
        names.join(", "),
        values.join(", ")
    ))
}

/// The statement that reads these columns of all rows, as they are shown to people.
pub fn select(database: Database, table: &QualifiedName, columns: &[&str]) -> String {
    let columns: Vec<String> = columns
        .iter()
        .map(|column| quote(database, column))
        .collect();
    format!(
        "SELECT {} FROM {}",
        columns.join(", "),
        qualified(database, table)
    )
}

/// The query whose one answer is `t` when no table has had a row and no sequence was asked for a
/// number, so that [`clear`] gives back what was there before rows came; `None` where that is not to
/// be known.
pub fn is_empty(catalog: &Catalog) -> Option<String> {
    match catalog.database {
        #[cfg(feature = "postgres")]
        Database::Postgres => Some(postgres::is_empty(&names(catalog))),
        _ => None,
    }
}

/// The statements that take all rows out of all tables, and let sequences begin anew.
pub fn clear(catalog: &Catalog) -> Vec<String> {
    let database = catalog.database;
    let names = names(catalog);
    let each = || names.iter().map(|name| format!("DELETE FROM {name}"));
    let around = |before: &str, after: &str| {
        let before = std::iter::once(before.to_owned());
        before.chain(each()).chain([after.to_owned()]).collect()
    };
    match database {
        _ if names.is_empty() => Vec::new(),
        #[cfg(feature = "postgres")]
        Database::Postgres => postgres::clear(&names),
        Database::Sqlite => around("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
        Database::Mysql => around("SET foreign_key_checks = 0", "SET foreign_key_checks = 1"),
        #[allow(unreachable_patterns, reason = "only without some features")]
        _ => Vec::new(),
    }
}

/// The tables that rows can be put into.
fn names(catalog: &Catalog) -> Vec<String> {
    let tables = catalog.tables.iter();
    tables
        .filter(|table| table.virtual_module.is_none())
        .map(|table| qualified(catalog.database, &table.name))
        .collect()
}

fn qualified(database: Database, name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) => format!(
            "{}.{}",
            quote(database, schema),
            quote(database, &name.name)
        ),
        None => quote(database, &name.name),
    }
}

fn quote(database: Database, name: &str) -> String {
    match database {
        Database::Mysql => format!("`{}`", name.replace('`', "``")),
        Database::Postgres | Database::Sqlite => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// A text as a literal of the column's type.
fn value(catalog: &Catalog, column: &Column, text: &str) -> String {
    let literal = format!("'{}'", text.replace('\'', "''"));
    match catalog.database {
        Database::Postgres => format!("CAST({literal} AS {})", column.data_type.sql),
        Database::Mysql => literal.replace('\\', "\\\\"),
        Database::Sqlite if text.parse::<f64>().is_ok() => text.to_owned(),
        Database::Sqlite => literal,
    }
}

fn typed(catalog: &Catalog, column: &Column, row: u32) -> Option<String> {
    match catalog.database {
        #[cfg(feature = "postgres")]
        Database::Postgres => postgres::literal(catalog, &column.data_type, row),
        #[cfg(feature = "sqlite")]
        Database::Sqlite => Some(sqlite::literal(&column.data_type, row)),
        #[cfg(feature = "mysql")]
        Database::Mysql => mysql::literal(&column.data_type, row),
        #[allow(unreachable_patterns, reason = "only without some features")]
        _ => None,
    }
}

/// A short text that differs from row to row and fits into so many characters.
fn word(row: u32, length: Option<u32>) -> String {
    let letter = char::from(b'a' + u8::try_from(row % 26).unwrap_or_default());
    match length {
        Some(1) => letter.to_string(),
        _ => format!("{letter}{}", row % 10),
    }
}
