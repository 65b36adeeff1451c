//! Statements that check whether views, triggers and routines still work. Some databases do not
//! validate these when a table changes; they fail only when used.

use glowplug::catalog::{Catalog, Column, ObjectName, Table};
#[cfg(any(feature = "postgres", feature = "mysql"))]
use glowplug::dialect::Quoting;

/// A statement that fails if an object is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The object that is checked.
    pub object: ObjectName,
    /// The statement.
    pub sql: String,
    /// How the statement is run.
    pub manner: ProbeKind,
}

/// How a statement is run, and what its failure means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeKind {
    /// It only reads or compiles: any failure means that the object is broken.
    ReadOnly,
    /// It compiles, in a transaction that is rolled back: any failure means that the object is
    /// broken.
    Compiled,
    /// It writes, in a transaction that is rolled back. It may fail for unrelated reasons, so only
    /// errors about missing objects count.
    RolledBack,
}

/// Returns the statements that check the objects of a catalog. `INSERT` triggers that need sample
/// rows are left to the caller.
pub fn probes(catalog: &Catalog) -> Vec<Probe> {
    let dialect = super::of(catalog.database);
    let plain = catalog.views.iter().filter(|view| !view.materialized);
    let mut probes: Vec<Probe> = plain
        .map(|view| Probe {
            object: ObjectName::View(view.name.clone()),
            sql: format!("SELECT * FROM {} LIMIT 0", dialect.qualified(&view.name)),
            manner: ProbeKind::ReadOnly,
        })
        .collect();
    probes.extend(dialect.probes(catalog));
    probes
}

/// Returns the tables whose `INSERT` triggers have to be checked by inserting rows.
pub fn inserted(catalog: &Catalog) -> Vec<&Table> {
    if !super::of(catalog.database).checks_insert_triggers_with_rows() {
        return Vec::new();
    }
    let tables = catalog.tables.iter();
    let tables = tables.filter(|table| fires(table, "INSERT") && rolls_back(table));
    tables.collect()
}

/// Returns statements that make the session forget the plans of those trigger functions that still
/// work, to be run before a statement that fires them.
pub fn recompiled(catalog: &Catalog, works: impl Fn(&ObjectName) -> bool) -> String {
    let functions = super::of(catalog.database).planned_trigger_functions(catalog);
    let functions = functions.into_iter();
    let working = functions.filter(|function| works(&function.object()));
    working
        .map(|function| format!("{};\n", function.definition))
        .collect()
}

/// Returns `UPDATE` and `DELETE` statements that fire triggers.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) fn writes(dialect: &dyn Quoting, catalog: &Catalog) -> Vec<Probe> {
    let mut probes = Vec::new();
    for table in catalog.tables.iter().filter(|table| rolls_back(table)) {
        let name = dialect.qualified(&table.name);
        let mut add = |event, sql| {
            if let Some(trigger) = table
                .triggers
                .iter()
                .find(|one| says(&one.definition, event))
            {
                probes.push(Probe {
                    object: ObjectName::Trigger(table.name.clone(), trigger.name.clone()),
                    sql,
                    manner: ProbeKind::RolledBack,
                });
            }
        };
        let same: Vec<String> = table
            .columns
            .iter()
            .filter(|column| is_written(column))
            .map(|column| {
                let column = dialect.quoted(&column.name);
                format!("{column} = {column}")
            })
            .collect();
        if !same.is_empty() {
            add("UPDATE", format!("UPDATE {name} SET {}", same.join(", ")));
        }
        add("DELETE", format!("DELETE FROM {name}"));
    }
    probes
}

/// Returns true if a column accepts values.
#[cfg(any(feature = "postgres", feature = "sqlite", feature = "mysql"))]
pub(super) fn is_written(column: &Column) -> bool {
    column.generated.is_none() && column.identity.as_ref().is_none_or(|one| !one.always)
}

fn fires(table: &Table, event: &str) -> bool {
    let mut triggers = table.triggers.iter();
    triggers.any(|trigger| says(&trigger.definition, event))
}

/// Returns true if the head of a trigger, before its table, names an event.
fn says(definition: &str, event: &str) -> bool {
    let head = definition.split(" ON ").next().unwrap_or_default();
    head.to_uppercase()
        .split_whitespace()
        .any(|word| word == event)
}

/// Returns true if writes to a table can be rolled back, which not every engine of MySQL supports.
pub(super) fn rolls_back(table: &Table) -> bool {
    let mut options = table.options.iter();
    !options.any(|option| option.starts_with("ENGINE="))
}
