//! Unused names for auxiliary objects: an index that is built next to another one, a type that is
//! renamed temporarily, a temporary check.

use std::collections::{HashMap, HashSet};

use glowplug::catalog::{Catalog, Index, QualifiedName, Table};

use super::text::generated_name;

/// Names in use, with their schemas; read when the first name is chosen.
#[derive(Default)]
pub(super) struct Names {
    taken: Option<HashSet<(Option<String>, String)>>,
}

impl Names {
    /// Chooses a name like the server would, with a number if that is in use before or after the
    /// changes, or by another auxiliary object.
    pub(super) fn choose(
        &mut self,
        sides: [&Catalog; 2],
        base: &QualifiedName,
        columns: &[&str],
        label: &str,
    ) -> String {
        let taken = self
            .taken
            .get_or_insert_with(|| sides.into_iter().flat_map(taken).collect());
        let mut numbered = label.to_owned();
        for number in 1_u32.. {
            let name = generated_name(&base.name, columns, &numbered);
            if taken.insert((base.schema.clone(), name.clone())) {
                return name;
            }
            numbered = format!("{label}{number}");
        }
        unreachable!("a schema holds fewer names than there are numbers")
    }
}

/// Names of constraints that several tables of a schema share.
pub(super) struct Shared(HashSet<(Option<String>, String)>);

impl Shared {
    /// Finds them in the new catalog, together with foreign keys of the old one, which may still
    /// exist when another one is added.
    pub(super) fn of([from, to]: [&Catalog; 2]) -> Self {
        let mut owners: HashMap<(Option<String>, String), &QualifiedName> = HashMap::new();
        let mut shared = HashSet::new();
        let before = from.tables.iter().map(|table| (table, false));
        let after = to.tables.iter().map(|table| (table, true));
        for (table, stays) in before.chain(after) {
            let constraints = table.constraints.iter();
            let constraints = constraints.filter(|of| stays || of.foreign_key().is_some());
            for name in constraints.filter_map(|of| of.name.clone()) {
                let name = (table.name.schema.clone(), name);
                let owner = *owners.entry(name.clone()).or_insert(&table.name);
                if *owner != table.name {
                    shared.insert(name);
                }
            }
        }
        Self(shared)
    }

    pub(super) fn has(&self, table: &QualifiedName, constraint: &str) -> bool {
        let name = || (table.schema.clone(), constraint.to_owned());
        !self.0.is_empty() && self.0.contains(&name())
    }
}

/// Returns all names of relations, types and constraints in a catalog.
fn taken(catalog: &Catalog) -> Vec<(Option<String>, String)> {
    let types = (catalog.enums.iter().map(|of| &of.name))
        .chain(catalog.domains.iter().map(|of| &of.name))
        .chain(catalog.composites.iter().map(|of| &of.name))
        .chain(catalog.ranges.iter().map(|of| &of.name));
    let wholes = (catalog.sequences.iter().map(|of| &of.name)).chain(types);
    let mut names: Vec<_> = wholes
        .map(|name| (name.schema.clone(), name.name.clone()))
        .collect();
    for table in &catalog.tables {
        names.extend(of_table(table));
    }
    for view in &catalog.views {
        names.push((view.name.schema.clone(), view.name.name.clone()));
        names.extend(of_indexes(&view.name, &view.indexes));
    }
    names
}

fn of_table(table: &Table) -> Vec<(Option<String>, String)> {
    let schema = &table.name.schema;
    let constraints = table
        .constraints
        .iter()
        .map(|constraint| constraint.label());
    let sequences = table.columns.iter().filter_map(|column| {
        let sequence = column.identity.as_ref()?.sequence.as_ref()?;
        Some(sequence.name.name.clone())
    });
    let mut names: Vec<_> = std::iter::once(table.name.name.clone())
        .chain(constraints)
        .chain(sequences)
        .map(|name| (schema.clone(), name))
        .collect();
    names.extend(of_indexes(&table.name, &table.indexes));
    names
}

fn of_indexes(on: &QualifiedName, indexes: &[Index]) -> Vec<(Option<String>, String)> {
    let names = indexes.iter();
    names
        .map(|index| (on.schema.clone(), index.name.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use glowplug::catalog::EnumType;
    use glowplug::model::Database;

    #[test]
    fn a_name_that_is_taken_on_either_side_or_by_another_helper_gets_a_number() {
        let mut from = Catalog::empty(Database::Postgres);
        let to = from.clone();
        from.enums.push(EnumType {
            name: QualifiedName::plain("mood_old"),
            values: Vec::new(),
            comment: None,
        });
        let mut names = Names::default();
        let mut choose =
            |base: &str, label| names.choose([&from, &to], &QualifiedName::plain(base), &[], label);
        assert_eq!(choose("mood", "old"), "mood_old1");
        assert_eq!(choose("mood", "old"), "mood_old2");
        assert_eq!(choose("mood", "new"), "mood_new");
        let long = "x".repeat(70);
        assert_eq!(choose(&long, "old").len(), 63);
        assert_eq!(choose(&long, "old").len(), 63);
    }
}
