//! The whole catalog as lines.
//!
//! The lines come from the texts that SQLite keeps, taken apart and written in one way. The order
//! of columns is left out: adding a column back puts it last, and no statement that names its
//! columns can tell.

use diesel::SqliteConnection;

use super::definition::{Definition, Part, normal_text};
use super::statement::query;
use crate::error::ServerError;
use crate::model::Row;
use crate::session::Reuse;

/// Objects of the project, without SQLite's own, the bookkeeping's, and the tables that a
/// virtual table keeps for itself.
const OBJECTS: &str = "
    SELECT m.type, m.name, m.sql FROM main.sqlite_master AS m
    WHERE m.sql IS NOT NULL
        AND m.name NOT LIKE 'sqlite^_%' ESCAPE '^'
        AND m.tbl_name NOT LIKE '^_^_diesel^_%' ESCAPE '^'
        AND m.tbl_name NOT LIKE '^_^_glowplug^_%' ESCAPE '^'
        AND m.tbl_name NOT IN (
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')";

/// One line for each table, column, constraint, index, view and trigger, sorted.
pub(super) fn catalog(connection: &mut SqliteConnection) -> Result<Vec<String>, ServerError> {
    let objects = query(connection, OBJECTS, &[], Reuse::Once)?;
    let mut lines = Vec::new();
    for row in &objects.rows {
        let text = |index: usize| Row::values(row)[index].as_text().unwrap_or_default();
        let (kind, name, sql) = (text(0), text(1), text(2));
        let whole = normal_text(sql);
        if kind == "table" && !whole.starts_with("create virtual") {
            table(name, sql, &mut lines);
        } else {
            lines.push(format!("{kind} {name}: {whole}"));
        }
    }
    lines.sort();
    Ok(lines)
}

fn table(name: &str, sql: &str, lines: &mut Vec<String>) {
    let definition = Definition::read(sql);
    let options = definition.options.join(", ");
    lines.push(if options.is_empty() {
        format!("table {name}")
    } else {
        format!("table {name}: {options}")
    });
    lines.extend(definition.parts().map(|part| match part {
        Part::Column { name: column, text } => {
            format!("column {name}.{column}: {text}")
        }
        Part::Constraint(text) => format!("constraint of {name}: {text}"),
    }));
}
