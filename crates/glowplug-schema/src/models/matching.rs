//! Matches the structs of a project with its tables.

use std::collections::HashMap;

use super::existing::{Existing, FoundStruct};
use super::settings::Kind;
use super::tables::{ModelTable, Tables};

/// The structs of one table and kind.
#[derive(Default)]
pub(super) struct Matched<'a> {
    /// The one that should have all columns.
    pub(super) whole: Option<&'a FoundStruct>,
    /// The others.
    pub(super) partial: Vec<&'a FoundStruct>,
}

/// The structs of a project, indexed by the tables they may belong to.
pub(super) struct Index<'a> {
    /// By the last name of their `table_name`, or of the table that Diesel assumes without one.
    by_table: HashMap<String, Vec<(usize, &'a FoundStruct)>>,
    /// Those without a `table_name`, by their own name.
    by_name: HashMap<&'a str, Vec<(usize, &'a FoundStruct)>>,
    /// The tables by their names in Rust: several schemas may have a table with the same name.
    tables: HashMap<&'a str, Vec<&'a ModelTable>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(existing: &'a Existing, tables: &'a Tables) -> Self {
        use heck::ToSnakeCase;
        let mut index = Self {
            by_table: HashMap::new(),
            by_name: HashMap::new(),
            tables: HashMap::new(),
        };
        for found in existing.structs.iter().enumerate() {
            let (_, of) = found;
            let mut names: Vec<String> = of
                .attributes
                .tables
                .iter()
                .filter_map(|path| path.last().cloned())
                .collect();
            if of.attributes.tables.is_empty() {
                names.push(format!("{}s", of.name.to_snake_case()));
                index.by_name.entry(&of.name).or_default().push(found);
            }
            names.dedup();
            for name in names {
                index.by_table.entry(name).or_default().push(found);
            }
        }
        for table in &tables.tables {
            let named = index.tables.entry(&table.rust_name).or_default();
            named.push(table);
        }
        index
    }

    /// Finds the structs of a table.
    pub(super) fn find(&self, table: &ModelTable, kind: Kind) -> Matched<'a> {
        let name = table.name_of(kind);
        let by_table = self.by_table.get(&table.rust_name).into_iter().flatten();
        let by_name = self.by_name.get(name.as_str()).into_iter().flatten();
        let mut found: Vec<(usize, &FoundStruct)> = by_table
            .chain(by_name)
            .filter(|(_, of)| is_of(of, kind) && self.stands_for(of, table))
            .copied()
            .collect();
        found.sort_unstable_by_key(|(place, _)| *place);
        found.dedup_by_key(|(place, _)| *place);
        let mut found: Vec<&FoundStruct> = found.into_iter().map(|(_, of)| of).collect();
        // The one with the usual name, else the one with the most fields.
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

    /// Returns true if a struct belongs to a table. If several schemas have a table with this name,
    /// it belongs to the one whose path has the longest common end.
    fn stands_for(&self, found: &FoundStruct, table: &ModelTable) -> bool {
        if found.attributes.tables.is_empty() {
            return true;
        }
        let mut paths = found.attributes.tables.iter();
        paths.any(|path| {
            if path.last() != Some(&table.rust_name) {
                return false;
            }
            let likeness = |table: &ModelTable| {
                let both = path.iter().rev().zip(table.path.iter().rev());
                both.take_while(|(one, other)| one == other).count()
            };
            let named = self.tables.get(table.rust_name.as_str());
            let others = named
                .into_iter()
                .flatten()
                .filter(|of| of.name != table.name);
            let own = likeness(table);
            others
                .map(|other| likeness(other))
                .all(|other| other < own || (other == own && is_default(table)))
        })
    }
}

/// Returns true if a struct is of a kind. One that is both inserted and read is of both kinds.
fn is_of(found: &FoundStruct, kind: Kind) -> bool {
    let derives = |name| found.attributes.derives(name);
    match kind {
        Kind::Row => derives("Queryable") || derives("Selectable"),
        Kind::New => derives("Insertable"),
        Kind::Patch => derives("AsChangeset"),
        Kind::Enum => false,
    }
}

/// Returns true if a table is in the default schema.
fn is_default(table: &ModelTable) -> bool {
    matches!(table.name.schema.as_deref(), None | Some("public"))
}
