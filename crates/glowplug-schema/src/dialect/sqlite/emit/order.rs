//! Orders tables and views for dropping and creating.

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, ObjectName, Table, View};

use super::grouped_changes::chosen;
use crate::dialect::planning::stable_topological_sort;

/// Returns the tables of these names, each before the tables that it references, as far as that is
/// possible.
pub(super) fn tables<'c>(names: &BTreeSet<ObjectName>, from: &'c Catalog) -> Vec<&'c Table> {
    let gone = chosen(&from.tables, |table| {
        names.contains(&ObjectName::Table(table.name.clone()))
    });
    stable_topological_sort(gone, |one, other| references(one, other))
}

pub(super) fn references(table: &Table, parent: &Table) -> bool {
    table.constraints.iter().any(|constraint| {
        constraint
            .foreign_key()
            .is_some_and(|key| key.references.name.eq_ignore_ascii_case(&parent.name.name))
    })
}

/// Returns the views of these names, each after the views that it uses.
pub(super) fn views<'c>(names: &BTreeSet<ObjectName>, catalog: &'c Catalog) -> Vec<&'c View> {
    let views = chosen(&catalog.views, |view| {
        names.contains(&ObjectName::View(view.name.clone()))
    });
    let name = |view: &View| ObjectName::View(view.name.clone());
    let dependencies = catalog.dependencies.iter();
    let uses: BTreeSet<(&ObjectName, &ObjectName)> = dependencies
        .map(|dependency| (&dependency.object, &dependency.uses))
        .collect();
    stable_topological_sort(views, |one, other| {
        uses.contains(&(&name(other), &name(one)))
    })
}
