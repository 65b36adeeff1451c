//! Finds foreign objects among the bookkeeping tables. A file has no owners, but a trigger or view
//! in it may have been created by somebody else, and temporary objects hide stored ones.

use diesel::SqliteConnection;

use super::statement::texts;
use crate::error::{ServerError, UntrustedTable};

/// The type and name of objects with such a name and of their triggers, and whether they are
/// temporary or a virtual table.
const LOOK: &str = "SELECT stored.type || char(10) || stored.name || char(10) || CASE
        WHEN stored.sql LIKE 'CREATE VIRTUAL%' THEN 'virtual' ELSE '' END
    FROM main.sqlite_master AS stored
    WHERE stored.type <> 'index' AND lower(stored.tbl_name) = ?1
    UNION ALL SELECT passing.type || char(10) || passing.name || char(10) || 'temporary'
    FROM temp.sqlite_master AS passing
    WHERE passing.type <> 'index' AND lower(passing.tbl_name) = ?1";

pub(super) fn look(
    connection: &mut SqliteConnection,
    names: &[String],
) -> Result<Vec<UntrustedTable>, ServerError> {
    let mut distrusted = Vec::new();
    for name in names {
        let lines = texts(connection, LOOK, &[name.to_lowercase().as_str().into()])?;
        distrusted.extend(lines.iter().filter_map(|line| distrust(name, line)));
    }
    Ok(distrusted)
}

fn distrust(table: &str, line: &str) -> Option<UntrustedTable> {
    let mut parts = line.split('\n');
    let mut next = || parts.next().unwrap_or_default();
    let (kind, name, nature) = (next(), next(), next());
    if kind == "trigger" {
        return Some(UntrustedTable {
            table: table.to_owned(),
            reason: format!("has the trigger `{name}`, which runs when a migration is recorded"),
            advice: format!("look at what it does, then run `DROP TRIGGER {name}`"),
            unreadable: false,
        });
    }
    if kind == "table" && nature.is_empty() {
        return None;
    }
    let what = format!("{nature} {kind}");
    let what = what.trim();
    Some(UntrustedTable {
        table: table.to_owned(),
        reason: format!("is a {what}, and no table of applied migrations"),
        advice: format!("look at what it is, then drop or rename the {what} `{table}`"),
        unreadable: true,
    })
}
