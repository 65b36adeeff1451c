//! Effects of a changed collation on keys and foreign keys.

use glowplug::catalog::{Catalog, Column, ForeignKey, Index, Table};

use super::alter::column;
use super::hazards;
use crate::change::Hazard;

/// Returns true if different texts may be equal by a column's new collation, which is any other than
/// the default `BINARY`.
pub(super) fn merges(was: &Column, is: &Column) -> bool {
    was.collation != is.collation && is.collation.is_some()
}

/// Returns true if different keys of a recreated index may be equal by the new collation of a column.
pub(super) fn merges_keys(before: &Table, after: &Table, index: &Index) -> bool {
    let own = index.keys.iter().filter(|key| key.collation.is_none());
    let mut columns = own.filter_map(|key| key.column.as_deref());
    columns.any(|name| {
        let both = column(before, name).zip(column(after, name));
        both.is_some_and(|(was, is)| merges(was, is))
    })
}

/// Returns the hazards that foreign keys no longer match rows of a table: values are compared by the
/// collation of the referenced column.
pub(super) fn unmatched(from: &Table, to: &Table, catalog: &Catalog) -> Vec<Hazard> {
    let changed = |name: &String| {
        let both = column(from, name).zip(column(to, name));
        both.is_some_and(|(was, is)| was.collation != is.collation && was.collation.is_some())
    };
    let referenced = |key: &ForeignKey| match key.referenced.is_empty() {
        true => to.primary_key().to_vec(),
        false => key.referenced.clone(),
    };
    let referencing = catalog.tables.iter().filter(|table| {
        let mut keys = table.constraints.iter().filter_map(|one| one.foreign_key());
        keys.any(|key| {
            let is_ours = key.references.name.eq_ignore_ascii_case(&to.name.name);
            is_ours && referenced(key).iter().any(changed)
        })
    });
    let hazard = |table: &Table| hazards::no_row(&table.name.name, &to.name.name);
    referencing.map(hazard).collect()
}
