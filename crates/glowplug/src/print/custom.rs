//! The types that the project has to define, because Diesel does not have them.

use super::found::{ColumnFound, Found, TableFound};
use super::settings::{Docs, PrintSchema};
use super::table::quoted;
use crate::catalog::DieselType;
use crate::model::Database;

use heck::ToUpperCamelCase;

/// A type in the module `sql_types`.
pub(super) struct CustomType {
    /// The name of the struct.
    pub(super) name: String,
    /// The lines of its documentation.
    pub(super) docs: Vec<String>,
    /// `postgres_type`, `mysql_type`.
    pub(super) attribute: &'static str,
    /// What stands in the attribute.
    pub(super) arguments: Vec<String>,
}

/// The name of the type that is defined for a column; `None` when Diesel has one, or when none is
/// to be defined.
pub(super) fn name(
    database: Database,
    settings: &PrintSchema,
    table: &TableFound,
    column: &ColumnFound,
) -> Option<String> {
    let data_type = &column.data_type;
    data_type.sql_name.as_ref()?;
    let mut except = settings.except_custom_type_definitions.iter();
    if !settings.defines_types() || except.any(|pattern| pattern.is_match(&data_type.name)) {
        return None;
    }
    Some(match database {
        // An enum belongs to its column.
        Database::Mysql => format!(
            "{} {} {}",
            table.name.rust_name, column.rust_name, data_type.name
        )
        .to_upper_camel_case(),
        _ => data_type.name.clone(),
    })
}

/// The types that are defined, ordered.
pub(super) fn types(database: Database, found: &Found, settings: &PrintSchema) -> Vec<CustomType> {
    let documented = settings.with_docs == Docs::Everything;
    let mut types = match database {
        Database::Mysql => of_columns(found, settings),
        _ => of_names(database, found, settings),
    };
    if !documented {
        types.iter_mut().for_each(|custom| custom.docs.clear());
    }
    types
}

/// PostgreSQL: one for each name.
fn of_names(database: Database, found: &Found, settings: &PrintSchema) -> Vec<CustomType> {
    let mut types: Vec<&DieselType> = Vec::new();
    for table in &found.tables {
        let custom = |column: &&ColumnFound| name(database, settings, table, column).is_some();
        let columns = table.columns.iter().filter(custom);
        types.extend(columns.map(|column| &column.data_type));
    }
    types.sort_unstable_by_key(|data_type| data_type.name.as_str());
    types.dedup_by_key(|data_type| data_type.name.as_str());
    types.into_iter().map(postgres).collect()
}

fn postgres(data_type: &DieselType) -> CustomType {
    let sql_name = data_type.sql_name.clone().unwrap_or_default();
    let mut arguments = vec![format!("name = {}", quoted(&sql_name))];
    let mut full = sql_name.replace('\n', "\\n");
    if let Some(schema) = &data_type.schema {
        arguments.push(format!("schema = {}", quoted(schema)));
        full = format!("{}.{full}", schema.replace('\n', "\\n"));
    }
    CustomType {
        name: data_type.name.clone(),
        docs: vec![format!("The `{full}` SQL type")],
        attribute: "postgres_type",
        arguments,
    }
}

/// MySQL: one for each column.
fn of_columns(found: &Found, settings: &PrintSchema) -> Vec<CustomType> {
    let mut types = Vec::new();
    for table in &found.tables {
        for column in &table.columns {
            let Some(name) = name(Database::Mysql, settings, table, column) else {
                continue;
            };
            let sql_name = column.data_type.sql_name.clone().unwrap_or_default();
            let place = format!("{}::{}", table.name.rust_name, column.rust_name);
            types.push(CustomType {
                name,
                docs: vec![
                    format!("The `{sql_name}` SQL type for the"),
                    format!("[`{place}`](super::{place})) column"),
                ],
                attribute: "mysql_type",
                arguments: vec![format!("name = \"{}\"", capitalized(&sql_name))],
            });
        }
    }
    types.sort_by(|one, other| one.name.cmp(&other.name));
    types
}

fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}
