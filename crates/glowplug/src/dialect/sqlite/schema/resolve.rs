//! Resolves what depends on other parts of the schema: the implied columns of foreign keys, the
//! declared spelling of names, and dependencies.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::table::TableText;
use super::{Names, Stored, Told, text};
use crate::catalog::{
    Catalog, Constraint, ConstraintKind, Dependency, ForeignKey, ObjectName, QualifiedName, Table,
};
use crate::dialect::sqlite::layout::foreign_key;
use crate::dialect::text_dependencies::Relations;

/// Spells the columns of constraints as the table declares them.
pub(super) fn own_columns(read: &mut TableText, told: &[Told]) {
    let spelled = |columns: &mut Vec<String>| {
        for column in columns {
            let declared = told
                .iter()
                .find(|told| told.name.eq_ignore_ascii_case(column));
            if let Some(declared) = declared {
                column.clone_from(&declared.name);
            }
        }
    };
    for constraint in &mut read.constraints {
        match &mut constraint.kind {
            ConstraintKind::PrimaryKey { columns, .. } => spelled(columns),
            ConstraintKind::Unique { columns, .. } => spelled(columns),
            ConstraintKind::Foreign(key) => spelled(&mut key.columns),
            ConstraintKind::Check { .. } | ConstraintKind::Exclusion => {}
        }
    }
}

/// Returns the foreign keys of a table as its statement spells them, which may differ from the
/// declaration of the referenced table and columns.
pub fn spelled_keys(table: &Table) -> Vec<ForeignKey> {
    let read = match table.sql.0.as_str() {
        // The table does not exist yet.
        "" => table.constraints.clone(),
        sql => TableText::read(sql, []).constraints,
    };
    let keys = read
        .into_iter()
        .filter_map(|constraint| match constraint.kind {
            ConstraintKind::Foreign(key) => Some(key),
            _ => None,
        });
    let own = |column: &mut String| {
        let mut declared = table.columns.iter().map(|declared| &declared.name);
        if let Some(declared) = declared.find(|name| name.eq_ignore_ascii_case(column)) {
            column.clone_from(declared);
        }
    };
    keys.map(|mut key| {
        key.columns.iter_mut().for_each(own);
        key
    })
    .collect()
}

/// Completes the foreign keys, formats their definitions, and sorts all constraints.
pub(super) fn foreign_keys(catalog: &mut Catalog) {
    let parents: HashMap<String, (String, Vec<String>, Vec<String>)> = catalog
        .tables
        .iter()
        .map(|table| {
            let columns = table.columns.iter().map(|column| column.name.clone());
            let parent = (
                table.name.name.clone(),
                table.primary_key().to_vec(),
                columns.collect(),
            );
            (table.name.name.to_lowercase(), parent)
        })
        .collect();
    for table in &mut catalog.tables {
        for constraint in &mut table.constraints {
            if let ConstraintKind::Foreign(key) = &mut constraint.kind {
                if let Some((name, primary, columns)) =
                    parents.get(&key.references.name.to_lowercase())
                {
                    complete(key, name, primary, columns);
                }
                constraint.definition = foreign_key(key, constraint.deferral);
            }
        }
        table.constraints.sort_by_cached_key(Constraint::label);
        table.constraints.dedup();
    }
}

fn complete(key: &mut ForeignKey, name: &str, primary: &[String], columns: &[String]) {
    name.clone_into(&mut key.references.name);
    if key.referenced.is_empty() && primary.len() == key.columns.len() {
        key.referenced = primary.to_vec();
    }
    for referenced in &mut key.referenced {
        let declared = columns
            .iter()
            .find(|column| column.eq_ignore_ascii_case(referenced));
        if let Some(declared) = declared {
            referenced.clone_from(declared);
        }
    }
}

/// Returns the dependencies of views and triggers, as far as the names in their text show them.
pub(super) fn dependencies(
    objects: &[Stored],
    catalog: &Catalog,
    names: &Names,
) -> Vec<Dependency> {
    let mut relations: HashMap<String, ObjectName> = HashMap::new();
    for table in &catalog.tables {
        let name = ObjectName::Table(table.name.clone());
        relations.insert(table.name.name.to_lowercase(), name);
    }
    for view in &catalog.views {
        let name = ObjectName::View(view.name.clone());
        relations.insert(view.name.name.to_lowercase(), name);
    }
    let columns = Relations::of(catalog);
    let mut dependencies = BTreeSet::new();
    for object in objects {
        let (name, mentions, used) = match object.kind.as_str() {
            "view" => {
                let view = text::view(&object.sql, names);
                let used = columns.columns(&view.pieces, None);
                let name = ObjectName::View(QualifiedName::plain(&object.name));
                (name, view.mentions, used)
            }
            "trigger" => {
                let Some(owner) = relations.get(&object.on.to_lowercase()) else {
                    continue;
                };
                let trigger = text::trigger(&object.name, &object.on, &object.sql, names);
                let used = columns.columns(&trigger.pieces, Some(&object.on));
                let name = ObjectName::Trigger(owner_name(owner), object.name.clone());
                (name, trigger.mentions, used)
            }
            _ => continue,
        };
        dependencies.extend(uses(&name, &mentions, &relations));
        dependencies.extend(used.into_iter().map(|(table, column)| Dependency {
            object: name.clone(),
            uses: ObjectName::Column(table, column),
        }));
    }
    dependencies.into_iter().collect()
}

fn owner_name(owner: &ObjectName) -> QualifiedName {
    match owner {
        ObjectName::Table(name) | ObjectName::View(name) => name.clone(),
        other => QualifiedName::plain(other.to_string()),
    }
}

fn uses(
    object: &ObjectName,
    mentions: &HashSet<String>,
    relations: &HashMap<String, ObjectName>,
) -> Vec<Dependency> {
    let used = mentions
        .iter()
        .filter_map(|mention| relations.get(mention))
        .filter(|used| *used != object && object.owner() != Some(&owner_name(used)));
    used.map(|used| Dependency {
        object: object.clone(),
        uses: used.clone(),
    })
    .collect()
}
