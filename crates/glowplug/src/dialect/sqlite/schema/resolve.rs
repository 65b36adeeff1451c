//! What only the whole tells: the columns that a short foreign key means, how names are spelled
//! where they are declared, what uses what.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::table::TableText;
use super::{Names, Stored, Told, text};
use crate::catalog::{
    Catalog, Constraint, ConstraintKind, Deferral, Dependency, ForeignKey, ObjectName,
    QualifiedName, ReferentialAction, Table,
};
use crate::dialect::sqlite::words;

/// Spells the columns of constraints as the table does.
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

/// The foreign keys of a table as its statement spells them: what they reference may be spelled
/// otherwise where it is declared.
pub(in crate::dialect::sqlite) fn spelled_keys(table: &Table) -> Vec<ForeignKey> {
    let read = match table.sql.0.as_str() {
        // It is yet to be made.
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

/// Completes the foreign keys, writes their definitions, and puts all constraints in order.
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

/// A foreign key as it stands in a table.
pub(in crate::dialect::sqlite) fn foreign_key(key: &ForeignKey, deferral: Deferral) -> String {
    format!(
        "FOREIGN KEY ({}) {}",
        words::names(&key.columns),
        references(key, deferral)
    )
}

/// A foreign key as it stands behind its column.
pub(in crate::dialect::sqlite) fn references(key: &ForeignKey, deferral: Deferral) -> String {
    let mut text = format!("REFERENCES {}", words::name(&key.references.name));
    if !key.referenced.is_empty() {
        text.push_str(&format!(" ({})", words::names(&key.referenced)));
    }
    for (when, action) in [("DELETE", key.on_delete), ("UPDATE", key.on_update)] {
        let action = match action {
            ReferentialAction::NoAction => continue,
            ReferentialAction::Restrict => "RESTRICT",
            ReferentialAction::Cascade => "CASCADE",
            ReferentialAction::SetNull => "SET NULL",
            ReferentialAction::SetDefault => "SET DEFAULT",
        };
        text.push_str(&format!(" ON {when} {action}"));
    }
    if deferral == Deferral::InitiallyDeferred {
        text.push_str(" DEFERRABLE INITIALLY DEFERRED");
    }
    text
}

/// What views and triggers use, as far as the names in their text tell.
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
    let mut dependencies = BTreeSet::new();
    for object in objects {
        let (name, mentions) = match object.kind.as_str() {
            "view" => (
                ObjectName::View(QualifiedName::plain(&object.name)),
                text::view(&object.sql, names).mentions,
            ),
            "trigger" => {
                let Some(owner) = relations.get(&object.on.to_lowercase()) else {
                    continue;
                };
                (
                    ObjectName::Trigger(owner_name(owner), object.name.clone()),
                    text::trigger(&object.name, &object.on, &object.sql, names).mentions,
                )
            }
            _ => continue,
        };
        dependencies.extend(uses(&name, &mentions, &relations));
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
