//! Finds the tables whose rows a change can meet, so that a large schema is not filled for the
//! change of one table.

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, ObjectName, QualifiedName, Table};

use crate::diff;

/// Returns the tables that differ, and those that they are connected with on either side: by
/// foreign keys, partitions and inheritance. Returns `None`, which means all, if anything else than
/// a table differs: types, views and functions may be used anywhere.
pub(super) fn affected_tables(from: &Catalog, to: &Catalog) -> Option<BTreeSet<QualifiedName>> {
    let differing = diff::differing(from, to);
    let names = differing.iter().map(|found| {
        let name = table_of(&found.name)?;
        (from.table(name).is_some() || to.table(name).is_some()).then(|| name.clone())
    });
    let mut affected = names.collect::<Option<BTreeSet<_>>>()?;
    let mut waiting: Vec<QualifiedName> = affected.iter().cloned().collect();
    while let Some(name) = waiting.pop() {
        for catalog in [from, to] {
            for next in connected(catalog, &name) {
                if affected.insert(next.clone()) {
                    waiting.push(next.clone());
                }
            }
        }
    }
    Some(affected)
}

fn table_of(name: &ObjectName) -> Option<&QualifiedName> {
    match name {
        ObjectName::Table(table) => Some(table),
        part => part.owner(),
    }
}

/// Returns the tables that a table references or is a part of, and its own parts.
fn connected<'c>(
    catalog: &'c Catalog,
    name: &'c QualifiedName,
) -> impl Iterator<Item = &'c QualifiedName> {
    let table = catalog.table(name);
    let keys = table.into_iter().flat_map(|table| &table.constraints);
    let referenced = keys.filter_map(|key| Some(&key.foreign_key()?.references));
    let children = catalog.tables.iter();
    let children = children.filter(move |child| parents(child).any(|parent| parent == name));
    let parents = table.into_iter().flat_map(parents);
    let children = children.map(|child| &child.name);
    parents.chain(referenced).chain(children)
}

fn parents(table: &Table) -> impl Iterator<Item = &QualifiedName> {
    let parent = table.partition_of.iter().map(|partition| &partition.parent);
    parent.chain(&table.inherits)
}
