//! Determines the SQL types that the project has to define because Diesel does not have them.

use glowplug::catalog::DieselType;
use glowplug::model::Database;
use heck::ToUpperCamelCase;

use super::settings::{Docs, PrintSchema};
use super::tables::{PrintedColumn, PrintedTable, PrintedTables};
use crate::dialect;
use crate::rust::{doc_lines, literal};

/// A type in the module `sql_types`.
pub(super) struct CustomType {
    /// The name of the struct.
    pub(super) name: String,
    /// The lines of its documentation.
    pub(super) docs: Vec<String>,
    /// The attribute: `postgres_type` or `mysql_type`.
    pub(super) attribute: &'static str,
    /// The arguments of the attribute.
    pub(super) arguments: Vec<String>,
}

/// Returns the name of the type that is defined for a column; `None` if Diesel has one, or if none
/// is to be defined.
pub(super) fn name(
    database: Database,
    settings: &PrintSchema,
    table: &str,
    column: &str,
    data_type: &DieselType,
) -> Option<String> {
    data_type.sql_name.as_ref()?;
    let mut except = settings.except_custom_type_definitions.iter();
    if !settings.defines_types() || except.any(|pattern| pattern.is_match(&data_type.name)) {
        return None;
    }
    Some(match dialect::of(database).capabilities().inline_enums {
        true => format!("{table} {column} {}", data_type.name).to_upper_camel_case(),
        false => data_type.name.clone(),
    })
}

/// Returns the name of the type that is defined for a printed column.
pub(super) fn of_column(
    database: Database,
    settings: &PrintSchema,
    table: &PrintedTable,
    column: &PrintedColumn,
) -> Option<String> {
    let (table, name_in_rust) = (&table.name.rust_name, &column.rust_name);
    name(database, settings, table, name_in_rust, &column.data_type)
}

/// Returns the types that are defined, sorted by name.
pub(super) fn types(
    database: Database,
    found: &PrintedTables,
    settings: &PrintSchema,
) -> Vec<CustomType> {
    let documented = settings.with_docs == Docs::Everything;
    let mut types = match dialect::of(database).capabilities().inline_enums {
        true => of_columns(database, found, settings),
        false => of_names(database, found, settings),
    };
    if !documented {
        types.iter_mut().for_each(|custom| custom.docs.clear());
    }
    types
}

/// Returns one type for each name.
fn of_names(database: Database, found: &PrintedTables, settings: &PrintSchema) -> Vec<CustomType> {
    let mut types: Vec<&DieselType> = Vec::new();
    for table in &found.tables {
        let custom =
            |column: &&PrintedColumn| of_column(database, settings, table, column).is_some();
        let columns = table.columns.iter().filter(custom);
        types.extend(columns.map(|column| &column.data_type));
    }
    types.sort_unstable_by_key(|data_type| data_type.name.as_str());
    types.dedup_by_key(|data_type| data_type.name.as_str());
    let attribute = dialect::of(database).backend().type_attribute;
    let named = types
        .into_iter()
        .map(|data_type| by_name(attribute, data_type));
    named.collect()
}

fn by_name(attribute: &'static str, data_type: &DieselType) -> CustomType {
    let sql_name = data_type.sql_name.clone().unwrap_or_default();
    let mut arguments = vec![format!("name = {}", literal(&sql_name))];
    let mut full = sql_name;
    if let Some(schema) = &data_type.schema {
        arguments.push(format!("schema = {}", literal(schema)));
        full = format!("{schema}.{full}");
    }
    CustomType {
        name: data_type.name.clone(),
        docs: named(&full, "SQL type"),
        attribute,
        arguments,
    }
}

/// Returns one type for each column.
fn of_columns(
    database: Database,
    found: &PrintedTables,
    settings: &PrintSchema,
) -> Vec<CustomType> {
    let mut types = Vec::new();
    for table in &found.tables {
        for column in &table.columns {
            let Some(name) = of_column(database, settings, table, column) else {
                continue;
            };
            let sql_name = column.data_type.sql_name.clone().unwrap_or_default();
            let place = format!("{}::{}", table.name.rust_name, column.rust_name);
            types.push(CustomType {
                name,
                docs: [
                    named(&sql_name, "SQL type for the"),
                    vec![format!("[`{place}`](super::{place})) column")],
                ]
                .concat(),
                attribute: dialect::of(database).backend().type_attribute,
                arguments: vec![format!("name = {}", literal(&capitalized(&sql_name)))],
            });
        }
    }
    types.sort_by(|one, other| one.name.cmp(&other.name));
    types
}

/// Returns the documentation of a type, on one line.
fn named(name: &str, what: &str) -> Vec<String> {
    doc_lines(&format!("The `{}` {what}", name.replace('\n', "\\n")))
}

fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}
