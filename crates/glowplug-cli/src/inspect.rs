//! Reads a database: maps errors of inspections, formats names of tables, and suggests tables for a
//! missing one.

use glowplug::error::ServerError;
use glowplug::model::TableInfo;
use glowplug::session::Session;
use glowplug_lint::Sizes;
use glowplug_schema::nearest;

use crate::error::{Error, Result};

/// The maximum number of tables that an error lists completely.
const LISTED: usize = 10;

/// Maps the error of an inspection. `doing` follows "failed while".
///
/// # Errors
/// The server's error.
pub(crate) fn inspected<T>(result: Result<T, ServerError>, doing: &'static str) -> Result<T> {
    result.map_err(|source| {
        let source = Box::new(source);
        glowplug::Error::Server { doing, source }.into()
    })
}

/// Returns the sizes of the tables.
///
/// # Errors
/// The server's error.
pub(crate) async fn sizes(session: &mut dyn Session) -> Result<Sizes> {
    let server = inspected(session.info().await, "reading what the server is")?;
    let tables = inspected(session.tables().await, "listing the tables")?;
    Ok(Sizes::of(session.database(), server.version, &tables))
}

/// Returns the name of a table, with its schema if that is not the default one.
pub(crate) fn table_name(table: &TableInfo) -> String {
    match table.schema.as_deref() {
        None | Some("public") => table.name.clone(),
        Some(schema) => format!("{schema}.{}", table.name),
    }
}

/// Returns the error for a table that does not exist; its advice names existing tables.
pub(crate) async fn unknown_table(session: &mut dyn Session, table: &str) -> Error {
    let tables = match inspected(session.tables().await, "listing the tables") {
        Ok(tables) => tables,
        Err(error) => return error,
    };
    let names: Vec<String> = tables.iter().map(table_name).collect();
    Error::NoTable {
        table: table.to_owned(),
        advice: suggestion(table, &names),
    }
}

/// Suggests tables: all if there are few, else those with a similar name.
fn suggestion(table: &str, names: &[String]) -> String {
    let near = nearest(table, names.iter().map(String::as_str));
    let listed = |names: &[&str]| {
        let names = names.iter().map(|name| format!("`{name}`"));
        names.collect::<Vec<_>>().join(", ")
    };
    match (near.as_slice(), names.len()) {
        (_, 0) => "there are no tables yet; `up` creates them".to_owned(),
        (_, 1..=LISTED) => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("there are {}", listed(&names))
        }
        ([], all) => format!("there are {all} tables; `tables` lists them"),
        (near, _) => format!("did you mean {}? `tables` lists all", listed(near)),
    }
}
