//! Which table belongs to which, and names that do not meet.

use std::collections::BTreeSet;

use super::naming;
use super::settings::Kind;
use super::tables::{Held, ModelTable, Parent, Tables, references};
use crate::catalog::QualifiedName;
use crate::dialect::{Inference, Overview, Reference};
use crate::print::PrintSchema;

/// Finds the parents of all tables, and gives structs of one name different ones.
pub(super) fn connect(
    tables: &mut Tables,
    overview: &Overview<'_>,
    inference: &dyn Inference,
    schemas: &[&PrintSchema],
) {
    let references = references(overview, inference, schemas);
    let parents: Vec<Vec<Parent>> = tables
        .tables
        .iter()
        .map(|child| parents(child, &tables.tables, &references))
        .collect();
    for (table, parents) in tables.tables.iter_mut().zip(parents) {
        table.parents = parents;
    }
    part_names(tables);
}

/// The tables that a table belongs to: `BelongsTo` is implemented once for each parent, so of
/// several keys to one parent the one counts that is named after it.
fn parents(child: &ModelTable, tables: &[ModelTable], references: &[Reference]) -> Vec<Parent> {
    let of_child: Vec<(&ModelTable, String)> = references
        .iter()
        .filter(|reference| reference.child == child.name)
        .filter_map(|reference| {
            let parent = tables.iter().find(|of| of.name == reference.parent)?;
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

/// The column of a foreign key that Diesel can follow: one column, to the whole key of the parent,
/// of the same type.
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
        (Held::Type(one), Held::Type(other)) => one.text == other.text,
        (Held::Enum(one, _), Held::Enum(other, _)) => one == other,
        _ => false,
    };
    let of_key = reference
        .referenced
        .first()
        .is_none_or(|of| *of == key.sql_name);
    (same && of_key && !key.nullable && parent.has_hashed_key()).then(|| column.rust_name.clone())
}

impl ModelTable {
    /// Whether a key can be looked up in a map, as `Identifiable` asks.
    pub(super) fn has_hashed_key(&self) -> bool {
        const NOT_HASHED: [&str; 3] = ["f32", "f64", "PgInterval"];
        self.key.iter().all(|key| {
            self.column(key).is_some_and(|column| match &column.held {
                Held::Type(held) => !NOT_HASHED.iter().any(|not| held.text.contains(not)),
                Held::Enum(..) => true,
                Held::Nothing(_) => false,
            })
        })
    }
}

/// Gives structs, files and enums of one name different ones: the name of the schema before it,
/// the plural, a number behind it.
fn part_names(tables: &mut Tables) {
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
