//! Determines which table belongs to which, and makes the names of structs unique.

use std::collections::{BTreeSet, HashMap};

use glowplug::catalog::QualifiedName;

use super::naming;
use super::settings::Kind;
use super::tables::{ModelTable, Parent, Tables, ValueType, references};
use crate::dialect::{CatalogIndex, Inference, Reference};
use crate::print::PrintSchema;

/// Finds the parents of all tables, and resolves name conflicts between structs.
pub(super) fn connect(
    tables: &mut Tables,
    overview: &CatalogIndex<'_>,
    inference: &dyn Inference,
    schemas: &[&PrintSchema],
) {
    let references = references(overview, inference, schemas);
    let mut of_children: HashMap<&QualifiedName, Vec<&Reference>> = HashMap::new();
    for reference in &references {
        of_children
            .entry(&reference.child)
            .or_default()
            .push(reference);
    }
    let named = tables.tables.iter().map(|table| (&table.name, table));
    let named: HashMap<&QualifiedName, &ModelTable> = named.collect();
    let none = Vec::new();
    let parents: Vec<Vec<Parent>> = tables
        .tables
        .iter()
        .map(|child| parents(child, &named, of_children.get(&child.name).unwrap_or(&none)))
        .collect();
    for (table, parents) in tables.tables.iter_mut().zip(parents) {
        table.parents = parents;
    }
    make_names_unique(tables);
}

/// Returns the tables that a table belongs to. `BelongsTo` can be implemented only once for each
/// parent, so of several keys to one parent, the one that is named after it is used.
fn parents(
    child: &ModelTable,
    tables: &HashMap<&QualifiedName, &ModelTable>,
    references: &[&Reference],
) -> Vec<Parent> {
    let of_child: Vec<(&ModelTable, String)> = references
        .iter()
        .filter_map(|reference| {
            let parent = *tables.get(&reference.parent)?;
            Some((parent, column(child, parent, reference)?))
        })
        .collect();
    let mut seen: BTreeSet<&QualifiedName> = BTreeSet::new();
    let mut parents = Vec::new();
    for (parent, _) in &of_child {
        if !seen.insert(&parent.name) {
            continue;
        }
        let mut columns: Vec<&String> = of_child
            .iter()
            .filter(|(of, _)| of.name == parent.name)
            .map(|(_, column)| column)
            .collect();
        columns.sort();
        columns.dedup();
        let usual = format!("{}_id", naming::singular(&parent.name.name));
        let column = match columns.as_slice() {
            [only] => Some(*only),
            several => several.iter().copied().find(|column| **column == usual),
        };
        parents.extend(column.map(|column| Parent {
            table: parent.name.clone(),
            column: column.clone(),
        }));
    }
    parents.sort_by(|one, other| one.column.cmp(&other.column));
    parents
}

/// Returns the column of a foreign key that Diesel supports: it has one column, of the same type as
/// the parent's key, which has one column too.
fn column(child: &ModelTable, parent: &ModelTable, reference: &Reference) -> Option<String> {
    let [column] = reference.columns.as_slice() else {
        return None;
    };
    let column = child.columns.iter().find(|of| of.sql_name == *column)?;
    let [key] = parent.key.as_slice() else {
        return None;
    };
    let key = parent.column(key)?;
    let same = match (&column.held, &key.held) {
        (ValueType::Type(one), ValueType::Type(other)) => one.text == other.text,
        (ValueType::Enum(one, _), ValueType::Enum(other, _)) => one == other,
        _ => false,
    };
    let of_key = reference
        .referenced
        .first()
        .is_none_or(|of| *of == key.sql_name);
    (same && of_key && !key.nullable && parent.has_hashed_key()).then(|| column.rust_name.clone())
}

impl ModelTable {
    /// Returns true if the key implements `Hash`, as `Identifiable` requires.
    pub(super) fn has_hashed_key(&self) -> bool {
        const NOT_HASHED: [&str; 3] = ["f32", "f64", "PgInterval"];
        self.key.iter().all(|key| {
            self.column(key).is_some_and(|column| match &column.held {
                ValueType::Type(held) => !NOT_HASHED.iter().any(|not| held.text.contains(not)),
                ValueType::Enum(..) => true,
                ValueType::Nothing(_) => false,
            })
        })
    }
}

/// Makes the names of structs, files and enums unique: with the plural, the name of the schema in
/// front, or a number at the end.
fn make_names_unique(tables: &mut Tables) {
    let mut used = BTreeSet::new();
    let mut files = BTreeSet::new();
    for table in &mut tables.tables {
        let schema = table.name.schema.clone().unwrap_or_default();
        let words = format!("{schema}_{}", naming::singular(&table.name.name));
        let plural = naming::type_name(&table.name.name, "Rows");
        let numbered = (2..).map(|number| format!("{plural}{number}"));
        let names = [table.struct_name.clone(), plural.clone()].into_iter();
        let with_schema = naming::type_name(&words, "Row");
        let is_other = files.contains(&table.file_name);
        let names = names.take(if is_other { 1 } else { 2 });
        for name in names.chain([with_schema]).chain(numbered) {
            table.struct_name = name;
            let names = Kind::STRUCTS.map(|kind| table.name_of(kind));
            if !names.iter().any(|name| used.contains(name)) {
                break;
            }
        }
        if is_other {
            table.file_name = naming::file_name(&format!("{schema}_{}", table.rust_name));
        }
        table.file_name = naming::unused(std::mem::take(&mut table.file_name), &mut files);
        used.extend(Kind::STRUCTS.map(|kind| table.name_of(kind)));
    }
    for of in &mut tables.enums {
        if used.contains(&of.rust_name) {
            of.rust_name.push_str("Value");
        }
        of.rust_name = naming::unused(std::mem::take(&mut of.rust_name), &mut used);
    }
}
