//! Determines the joins between tables, and the tables that may appear in the same query.

use std::collections::{BTreeMap, BTreeSet};

use glowplug::catalog::QualifiedName;

use super::settings::Together;
use super::tables::{PrintedTable, TableName};
use crate::dialect::{CatalogIndex, Inference, Reference, rust_name};

/// The joins, ordered.
#[derive(Default)]
pub(super) struct Joins(pub(super) Vec<Join>);

/// A foreign key that `joinable!` can express.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Join {
    pub(super) child: TableName,
    pub(super) parent: TableName,
    /// The name of its column in Rust.
    pub(super) column: String,
}

/// Returns the foreign keys that `joinable!` can express: those with one column that reference the
/// primary key of another table, if they are the only one between the two tables.
pub(super) fn find(
    catalog: &CatalogIndex<'_>,
    inference: &dyn Inference,
    schema: Option<&str>,
    tables: &[PrintedTable],
) -> Joins {
    let default = inference.default_schema(catalog);
    let by_name: BTreeMap<String, &PrintedTable> = tables
        .iter()
        .map(|table| (table.name.full_sql_name(), table))
        .collect();
    let printed =
        |name: &QualifiedName| by_name.get(&TableName::new(name, default).full_sql_name());
    let mut joins = Vec::new();
    let mut between: BTreeMap<(TableName, TableName), usize> = BTreeMap::new();
    for reference in inference.references(catalog, schema) {
        let (Some(table), Some(parent)) = (printed(&reference.child), printed(&reference.parent))
        else {
            continue;
        };
        let (child, parent) = (table.name.clone(), parent.name.clone());
        *between.entry(pair(&child, &parent)).or_default() += 1;
        if child == parent {
            continue;
        }
        if let Some(column) = column(catalog, inference, &reference) {
            let column = in_rust(table, column);
            joins.push(Join {
                child,
                parent,
                column,
            });
        }
    }
    joins.retain(|join| between.get(&pair(&join.child, &join.parent)) == Some(&1));
    joins.sort();
    Joins(joins)
}

/// Returns the name in Rust of a column, which may not be printed.
fn in_rust(table: &PrintedTable, column: &str) -> String {
    let mut columns = table.columns.iter();
    match columns.find(|other| other.sql_name == column) {
        Some(printed) => printed.rust_name.clone(),
        None => rust_name(column, Some(&table.name.rust_name)),
    }
}

fn pair(one: &TableName, other: &TableName) -> (TableName, TableName) {
    (one.min(other).clone(), one.max(other).clone())
}

/// Returns the column of a foreign key, if it has only one and references a primary key of one
/// column.
fn column<'a>(
    catalog: &CatalogIndex<'_>,
    inference: &dyn Inference,
    reference: &'a Reference,
) -> Option<&'a str> {
    let [column] = reference.columns.as_slice() else {
        return None;
    };
    let parent = catalog.table(&reference.parent)?;
    let key = inference.primary_key(catalog, parent);
    (key.len() == 1 && key.first() == reference.referenced.first()).then_some(column)
}

impl Joins {
    /// Returns groups of tables that may appear in the same query, by their names in Rust.
    pub(super) fn groups(&self, tables: &[PrintedTable], together: Together) -> Vec<Vec<String>> {
        let names: Vec<&TableName> = tables.iter().map(|table| &table.name).collect();
        let mut groups = match together {
            Together::Nothing => Vec::new(),
            Together::All => vec![names],
            Together::Related => self.related(&names),
        };
        groups.retain(|group| group.len() >= 2);
        let in_rust = |group: Vec<&TableName>| {
            group
                .into_iter()
                .map(|name| name.rust_name.clone())
                .collect()
        };
        groups.into_iter().map(in_rust).collect()
    }

    /// Groups the tables that are connected by joins.
    fn related<'a>(&'a self, names: &[&'a TableName]) -> Vec<Vec<&'a TableName>> {
        let mut neighbours: BTreeMap<&TableName, Vec<&TableName>> = BTreeMap::new();
        for Join { child, parent, .. } in &self.0 {
            neighbours.entry(child).or_default().push(parent);
            neighbours.entry(parent).or_default().push(child);
        }
        let mut visited = BTreeSet::new();
        let mut groups = Vec::new();
        for name in names {
            let mut group = Vec::new();
            let mut pending = vec![*name];
            while let Some(name) = pending.pop() {
                if visited.insert(name) {
                    group.push(name);
                    pending.extend(neighbours.get(name).into_iter().flatten());
                }
            }
            group.sort();
            groups.push(group);
        }
        groups.sort();
        groups
    }
}
