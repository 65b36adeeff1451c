//! What partitions have from the table they are a part of. A catalog leaves it out; the server, and
//! so Diesel, lists it once more for each of them.

use crate::catalog::{QualifiedName, Table};
use crate::dialect::{Overview, Reference};

/// The primary key of a table, or of the table that it is a part of.
pub(super) fn key<'a>(catalog: &Overview<'a>, table: &'a Table) -> &'a [String] {
    match (table.primary_key(), whole(catalog, table)) {
        ([], Some(whole)) => key(catalog, whole),
        (own, _) => own,
    }
}

/// The foreign keys of a table: those that it has from the table that it is a part of, and its own,
/// which also reference each part of the table they reference.
pub(super) fn references(catalog: &Overview<'_>, table: &Table) -> Vec<Reference> {
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

fn whole<'a>(catalog: &Overview<'a>, table: &Table) -> Option<&'a Table> {
    catalog.table(&table.partition_of.as_ref()?.parent)
}

/// All parts of a table, and their parts.
fn parts<'a>(catalog: &Overview<'a>, whole: &QualifiedName) -> Vec<&'a QualifiedName> {
    let mut found = Vec::new();
    for part in catalog.parts(whole) {
        found.push(&part.name);
        found.extend(parts(catalog, &part.name));
    }
    found
}
