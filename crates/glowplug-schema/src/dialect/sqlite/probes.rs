//! Statements that check triggers: SQLite compiles the triggers of a table with each statement that
//! fires them.

use glowplug::catalog::{Catalog, ObjectName, QualifiedName, Trigger};
use glowplug::dialect::Quoting as _;
use glowplug::dialect::sqlite::Sqlite;

use crate::dialect::probes::{Probe, ProbeKind, is_written};

/// Returns a statement for each trigger, which compiles it without running it.
pub(super) fn triggers(catalog: &Catalog) -> Vec<Probe> {
    let tables = catalog.tables.iter().map(|table| {
        let columns = table.columns.iter().filter(|column| is_written(column));
        let first = columns.map(|column| column.name.as_str()).next();
        (&table.name, &table.triggers, first)
    });
    let views = catalog.views.iter().map(|view| {
        let first = view.columns.first().map(|(name, _)| name.as_str());
        (&view.name, &view.triggers, first)
    });
    let all = tables.chain(views);
    all.flat_map(|(on, triggers, first)| {
        let probes = triggers
            .iter()
            .filter_map(move |trigger| probe(on, trigger, first));
        probes.collect::<Vec<_>>()
    })
    .collect()
}

fn probe(on: &QualifiedName, trigger: &Trigger, first: Option<&str>) -> Option<Probe> {
    let table = Sqlite.qualified(on);
    let head = trigger.definition.lines().next().unwrap_or_default();
    let mut words = head.split_whitespace();
    let event = words.find(|word| ["INSERT", "UPDATE", "DELETE"].contains(word))?;
    let statement = match event {
        "INSERT" => format!("INSERT INTO {table} DEFAULT VALUES"),
        "DELETE" => format!("DELETE FROM {table}"),
        _ => {
            let named = words.next().filter(|word| *word == "OF").and(words.next());
            let named = named.map(|name| name.trim_end_matches(',').to_owned());
            let column = named.or_else(|| Some(Sqlite.quoted(first?)))?;
            format!("UPDATE {table} SET {column} = {column}")
        }
    };
    Some(Probe {
        object: ObjectName::Trigger(on.clone(), trigger.name.clone()),
        sql: format!("EXPLAIN {statement}"),
        manner: ProbeKind::ReadOnly,
    })
}
