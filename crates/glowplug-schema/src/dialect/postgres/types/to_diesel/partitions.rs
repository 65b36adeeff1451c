//! Keys that partitions inherit from their partitioned table. A catalog omits them, but the server,
//! and therefore Diesel, lists them for each partition.

use glowplug::catalog::{QualifiedName, Table};

use crate::dialect::{CatalogIndex, Reference};

/// Returns the primary key of a table, or of the table that it is a partition of.
pub(super) fn key<'a>(catalog: &CatalogIndex<'a>, table: &'a Table) -> &'a [String] {
    match (table.primary_key(), whole(catalog, table)) {
        ([], Some(whole)) => key(catalog, whole),
        (own, _) => own,
    }
}

/// Returns the foreign keys of a table: its own, repeated for each partition of the referenced
/// table, and those of the tables that it is a partition of.
pub(super) fn references(catalog: &CatalogIndex<'_>, table: &Table) -> Vec<Reference> {
    let mut references = Vec::new();
    for key in Reference::of(table) {
        let parts = parts(catalog, &key.parent);
        let to_parts = parts.into_iter().map(|part| Reference {
            parent: part.clone(),
            ..key.clone()
        });
        references.extend(to_parts);
        references.push(key);
    }
    let mut above = whole(catalog, table);
    while let Some(whole_table) = above {
        let inherited = Reference::of(whole_table).map(|key| Reference {
            child: table.name.clone(),
            ..key
        });
        references.extend(inherited);
        above = whole(catalog, whole_table);
    }
    references
}

fn whole<'a>(catalog: &CatalogIndex<'a>, table: &Table) -> Option<&'a Table> {
    catalog.table(&table.partition_of.as_ref()?.parent)
}

/// Returns all partitions of a table, including partitions of partitions.
fn parts<'a>(catalog: &CatalogIndex<'a>, whole: &QualifiedName) -> Vec<&'a QualifiedName> {
    let mut found = Vec::new();
    for part in catalog.parts(whole) {
        found.push(&part.name);
        found.extend(parts(catalog, &part.name));
    }
    found
}
