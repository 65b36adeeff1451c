//! Which struct of a project belongs to which table, and what it is for.

use super::existing::{Existing, FoundStruct};
use super::settings::Kind;
use super::tables::{ModelTable, Tables};

/// The structs of one table and kind.
#[derive(Default)]
pub(super) struct Matched<'a> {
    /// The one that has all columns.
    pub(super) whole: Option<&'a FoundStruct>,
    /// Others.
    pub(super) partial: Vec<&'a FoundStruct>,
}

/// Finds the structs of a table.
pub(super) fn find<'a>(
    existing: &'a Existing,
    tables: &Tables,
    table: &ModelTable,
    kind: Kind,
) -> Matched<'a> {
    let name = table.name_of(kind);
    let mut found: Vec<&FoundStruct> = existing
        .structs
        .iter()
        .filter(|of| is_of(of, kind) && stands_for(of, tables, table, &name))
        .collect();
    // The one of the usual name, else the one with the most fields.
    let usual = found.iter().position(|of| of.name == name);
    let widest = || {
        let places = 0..found.len();
        places.rev().max_by_key(|place| found[*place].fields.len())
    };
    let Some(place) = usual.or_else(widest) else {
        return Matched::default();
    };
    Matched {
        whole: Some(found.remove(place)),
        partial: found,
    }
}

/// Whether a struct is of a kind. One that is both inserted and read is both.
fn is_of(found: &FoundStruct, kind: Kind) -> bool {
    let derives = |name| found.attributes.derives(name);
    match kind {
        Kind::Row => derives("Queryable") || derives("Selectable"),
        Kind::New => derives("Insertable"),
        Kind::Patch => derives("AsChangeset"),
        Kind::Enum => false,
    }
}

/// Whether a struct names a table; without a name it is the one that Diesel takes, or the table
/// that it is named after.
fn stands_for(found: &FoundStruct, tables: &Tables, table: &ModelTable, name: &str) -> bool {
    use heck::ToSnakeCase;
    if found.attributes.tables.is_empty() {
        let inferred = format!("{}s", found.name.to_snake_case());
        return inferred == table.rust_name || found.name == name;
    }
    let mut paths = found.attributes.tables.iter();
    paths.any(|path| {
        if path.last() != Some(&table.rust_name) {
            return false;
        }
        // Of tables with one name in several schemas the one whose path ends alike.
        let likeness = |table: &ModelTable| {
            let both = path.iter().rev().zip(table.path.iter().rev());
            both.take_while(|(one, other)| one == other).count()
        };
        let others = tables.tables.iter();
        let others = others.filter(|of| of.rust_name == table.rust_name && of.name != table.name);
        let own = likeness(table);
        others
            .map(likeness)
            .all(|other| other < own || (other == own && is_default(table)))
    })
}

/// Whether a table stands where tables usually stand.
fn is_default(table: &ModelTable) -> bool {
    matches!(table.name.schema.as_deref(), None | Some("public"))
}
