//! Reads triggers.

use super::cell;
use crate::catalog::{Trigger, TriggerState};
use crate::dialect::mysql::quote::identifier;
use crate::model::Row;

/// Returns the triggers of a table, from rows in the order in which they fire.
pub(super) fn triggers(table: &str, rows: &[Row]) -> Vec<Trigger> {
    let mut triggers: Vec<Trigger> = rows
        .chunk_by(|left, right| left[2] == right[2] && left[3] == right[3])
        .flat_map(|rows| {
            let before = std::iter::once(None).chain(rows.iter().map(Some));
            let triggers = rows.iter().zip(before);
            triggers.map(|(row, before)| trigger(table, row, before))
        })
        .collect();
    triggers.sort_by(|left, right| left.name.cmp(&right.name));
    triggers
}

fn trigger(table: &str, row: &Row, before: Option<&Row>) -> Trigger {
    let name = cell(row, 1);
    let order = before.map(|row| format!(" FOLLOWS {}", identifier(&cell(row, 1))));
    let definition = format!(
        "CREATE TRIGGER {} {} {} ON {} FOR EACH ROW{}\n{}",
        identifier(&name),
        cell(row, 2),
        cell(row, 3),
        identifier(table),
        order.unwrap_or_default(),
        cell(row, 4)
    );
    Trigger {
        name,
        definition,
        state: TriggerState::Enabled,
        comment: None,
    }
}
