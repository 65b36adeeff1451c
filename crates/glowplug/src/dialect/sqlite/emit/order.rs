//! Orders in which tables and views can go and come.

use std::collections::{BTreeMap, BTreeSet};

use super::gather::chosen;
use crate::catalog::{Catalog, ObjectName, Table, View};

/// Tables that go: those that reference others before them, as far as there is an order.
pub(super) fn tables<'c>(names: &BTreeSet<ObjectName>, from: &'c Catalog) -> Vec<&'c Table> {
    let mut left = chosen(&from.tables, |table| {
        names.contains(&ObjectName::Table(table.name.clone()))
    });
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let free = left.iter().position(|table| {
            !left
                .iter()
                .any(|other| other.name != table.name && references(other, table))
        });
        ordered.push(left.remove(free.unwrap_or(0)));
    }
    ordered
}

pub(super) fn references(table: &Table, parent: &Table) -> bool {
    table.constraints.iter().any(|constraint| {
        constraint
            .foreign_key()
            .is_some_and(|key| key.references.name.eq_ignore_ascii_case(&parent.name.name))
    })
}

/// The views of these names, those that are used before those that use them.
pub(super) fn views<'c>(names: &BTreeSet<ObjectName>, catalog: &'c Catalog) -> Vec<&'c View> {
    let mut left = chosen(&catalog.views, |view| {
        names.contains(&ObjectName::View(view.name.clone()))
    });
    let mut uses: BTreeMap<&ObjectName, Vec<&ObjectName>> = BTreeMap::new();
    for dependency in &catalog.dependencies {
        uses.entry(&dependency.object)
            .or_default()
            .push(&dependency.uses);
    }
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let free = left.iter().position(|view| {
            let used = uses.get(&ObjectName::View(view.name.clone()));
            !left.iter().any(|other| {
                let other = ObjectName::View(other.name.clone());
                used.is_some_and(|used| used.contains(&&other))
            })
        });
        ordered.push(left.remove(free.unwrap_or(0)));
    }
    ordered
}
