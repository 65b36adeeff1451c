//! Transactions that rebuild tables, as <https://www.sqlite.org/lang_altertable.html#otheralter>
//! prescribes. If foreign keys are on, `DROP TABLE` deletes all rows that reference the table, and
//! they cannot be switched off inside a transaction.

use std::collections::HashMap;

use diesel::SqliteConnection;

use super::quote;
use super::statement::{exec, number, query, texts};
use crate::error::{Class, ServerError};
use crate::model::{Row, Value};
use crate::session::Caching;

/// The maximum number of rows that an error lists.
const NAMED: usize = 5;

/// The state before a rebuild.
pub(super) struct Rebuild {
    foreign_keys: bool,
    broken: Broken,
}

/// The number of occurrences of each violation. Its key consists of what a rebuild preserves: the
/// tables and the values, but not the rowid.
#[derive(Default)]
struct Broken {
    counts: HashMap<String, usize>,
    /// The error if the check is impossible, because a foreign key cannot work at all.
    refused: Option<ServerError>,
}

/// A violation of a foreign key.
struct Violation {
    key: String,
    shown: String,
}

impl Rebuild {
    /// Switches foreign keys off, begins the transaction, and records existing violations.
    pub(super) fn begin(connection: &mut SqliteConnection) -> Result<Self, ServerError> {
        let foreign_keys = number(connection, "PRAGMA foreign_keys", &[])? != 0;
        let mut rebuild = Self {
            foreign_keys,
            broken: Broken::default(),
        };
        exec(connection, "PRAGMA foreign_keys = OFF")?;
        let begun = exec(connection, "BEGIN IMMEDIATE");
        if let Err(error) = begun {
            rebuild.end(connection)?;
            return Err(error);
        }
        match violations(connection) {
            Ok(found) => {
                for violation in found {
                    *rebuild.broken.counts.entry(violation.key).or_default() += 1;
                }
            }
            Err(error) => rebuild.broken.refused = Some(error),
        }
        Ok(rebuild)
    }

    /// Returns an error if a foreign key is violated that was not before.
    pub(super) fn check(&self, connection: &mut SqliteConnection) -> Result<(), ServerError> {
        let found = match violations(connection) {
            Ok(found) => found,
            Err(error) if self.broken.refused.as_ref() == Some(&error) => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut before = self.broken.counts.clone();
        let mut new: Vec<String> = Vec::new();
        for violation in found {
            match before.get_mut(&violation.key) {
                Some(count) if *count > 0 => *count -= 1,
                _ => new.push(violation.shown),
            }
        }
        if new.is_empty() || self.broken.refused.is_some() {
            return Ok(());
        }
        let rows = if new.len() == 1 { "row" } else { "rows" };
        let message = format!("the rebuild violates foreign keys in {} {rows}", new.len());
        Err(ServerError {
            detail: Some(some(new)),
            code: Some("SQLITE_CONSTRAINT_FOREIGNKEY".to_owned()),
            ..ServerError::new(Class::Constraint, message)
        })
    }

    /// Restores the setting, when no transaction is open any more.
    pub(super) fn end(self, connection: &mut SqliteConnection) -> Result<(), ServerError> {
        let setting = if self.foreign_keys { "ON" } else { "OFF" };
        exec(connection, &format!("PRAGMA foreign_keys = {setting}"))
    }
}

/// Adds the rows that violate a deferred foreign key to the error of a failed commit, if that is
/// the cause.
pub(super) fn explained(connection: &mut SqliteConnection, error: ServerError) -> ServerError {
    if error.code.as_deref() != Some("SQLITE_CONSTRAINT_FOREIGNKEY") {
        return error;
    }
    // The original error matters more than a failure to explain it.
    let found = violations(connection).unwrap_or_default();
    let shown: Vec<String> = found.into_iter().map(|broken| broken.shown).collect();
    ServerError {
        detail: (!shown.is_empty()).then(|| some(shown)),
        ..error
    }
}

/// Returns the first few lines, and the number of others.
fn some(mut shown: Vec<String>) -> String {
    let more = shown.len().saturating_sub(NAMED);
    shown.truncate(NAMED);
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join("\n")
}

/// Returns the violations that `PRAGMA foreign_key_check` finds.
fn violations(connection: &mut SqliteConnection) -> Result<Vec<Violation>, ServerError> {
    let found = query(connection, "PRAGMA foreign_key_check", &[], Caching::Once)?;
    let mut columns: HashMap<(String, i64), Vec<String>> = HashMap::new();
    let mut violations = Vec::new();
    for row in &found.rows {
        let (table, parent) = (text(row, 0), text(row, 2));
        let id = row[3].as_integer().unwrap_or_default();
        let from = match columns.get(&(table.clone(), id)) {
            Some(from) => from,
            None => {
                let from = texts(
                    connection,
                    "SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE id = ? ORDER BY seq",
                    &[table.as_str().into(), id.into()],
                )?;
                columns.entry((table.clone(), id)).or_insert(from)
            }
        };
        violations.push(violation(connection, &table, &parent, from, &row[1])?);
    }
    Ok(violations)
}

fn violation(
    connection: &mut SqliteConnection,
    table: &str,
    parent: &str,
    from: &[String],
    rowid: &Value,
) -> Result<Violation, ServerError> {
    let names = from.join(", ");
    let Some(rowid) = rowid.as_integer() else {
        return Ok(Violation {
            key: format!("{table}\n{parent}\n{names}"),
            shown: format!("a row of `{table}` ({names}) references a missing row of `{parent}`"),
        });
    };
    let values: Vec<String> = from
        .iter()
        .map(|column| format!("quote({})", quote(column)))
        .collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE _rowid_ = ?",
        values.join(" || ',' || "),
        quote(table)
    );
    let values = texts(connection, &sql, &[rowid.into()])?.join(",");
    Ok(Violation {
        key: format!("{table}\n{parent}\n{names}\n{values}"),
        shown: format!("row {rowid} of `{table}` ({names}) references a missing row of `{parent}`"),
    })
}

fn text(row: &Row, index: usize) -> String {
    row[index].as_text().unwrap_or_default().to_owned()
}
