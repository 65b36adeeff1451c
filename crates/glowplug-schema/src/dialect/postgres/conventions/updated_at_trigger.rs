//! The trigger that updates `updated_at`.

use glowplug::catalog::{Catalog, Table, Trigger, TriggerState};

use super::{qualified, quote};

/// The function in Diesel's initial migration.
const DIESELS: &str = "diesel_set_updated_at";

/// Returns a trigger for a new table, like the one that at least half of the other tables with this
/// column have. If no other table has the column, it is Diesel's, provided that its function
/// exists.
pub(super) fn trigger(table: &Table, column: &str, catalog: &Catalog) -> Option<Trigger> {
    let others = || {
        let others = catalog
            .tables
            .iter()
            .filter(|other| other.name != table.name);
        others.filter(|other| other.column(column).is_some())
    };
    let kept: Vec<Trigger> = others()
        .filter_map(|other| like(other, table, catalog))
        .collect();
    let count = others().count();
    if count == 0 {
        let name = catalog
            .functions
            .iter()
            .find(|of| of.name.name == DIESELS)?;
        let call = format!("{}()", qualified(&name.name, catalog));
        return Some(Trigger {
            name: "set_updated_at".to_owned(),
            definition: format!(
                "CREATE TRIGGER set_updated_at BEFORE UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION \
                 {call}",
                on(table, catalog, false)
            ),
            state: TriggerState::Enabled,
            comment: None,
        });
    }
    match kept.len() * 2 >= count {
        true => kept.into_iter().next(),
        false => None,
    }
}

/// Returns the trigger with which another table updates the column, adapted to this table.
fn like(other: &Table, table: &Table, catalog: &Catalog) -> Option<Trigger> {
    other.triggers.iter().find_map(|found| {
        let is_told = [&found.name, &found.definition].iter().any(|text| {
            ["updated_at", "timestamp", "moddatetime", "touch"]
                .iter()
                .any(|word| text.contains(word))
        });
        let (whole, rest) = [false, true].into_iter().find_map(|whole| {
            let head = head(&found.name, &on(other, catalog, whole));
            Some((whole, found.definition.strip_prefix(&head)?))
        })?;
        if !is_told || !rest.starts_with(" FOR EACH ROW ") {
            return None;
        }
        let name = found.name.replace(&other.name.name, &table.name.name);
        Some(Trigger {
            definition: head(&name, &on(table, catalog, whole)) + rest,
            name,
            state: TriggerState::Enabled,
            comment: None,
        })
    })
}

fn head(name: &str, table: &str) -> String {
    format!("CREATE TRIGGER {} BEFORE UPDATE ON {table}", quote(name))
}

/// Returns the table's name, qualified always or only if necessary.
fn on(table: &Table, catalog: &Catalog, whole: bool) -> String {
    match &table.name.schema {
        Some(schema) if whole => format!("{}.{}", quote(schema), quote(&table.name.name)),
        _ => qualified(&table.name, catalog),
    }
}
