//! Foreign keys that are written inside the definition of a table or column.

use std::collections::HashMap;

use glowplug::catalog::{
    Catalog, Column, Constraint, ForeignKey, Object, ObjectName, QualifiedName, Table,
};

use super::super::super::quote::quote;
use super::super::deferred::{keys, same};
use super::super::emitter::Emitter;
use super::{has_chosen_name, line};
use crate::change::Change;

/// Moves the foreign keys of a new table into its definition, provided that what they reference
/// exists. Returns those of a single column by its name, and adds the others as lines.
pub(super) fn absorb(
    em: &mut Emitter<'_>,
    table: &Table,
    lines: &mut Vec<String>,
) -> HashMap<String, String> {
    let mut inline = HashMap::new();
    let after = em.to.table(&table.name);
    for constraint in after.into_iter().flat_map(|after| &after.constraints) {
        let Some(position) = position(em, &table.name, constraint) else {
            continue;
        };
        let Some(key) = constraint.foreign_key() else {
            continue;
        };
        let fits = constraint.validated && constraint.comment.is_none();
        if !fits || !is_there(em, &table.name, key) {
            continue;
        }
        em.absorb(position);
        match clause(em, table, constraint) {
            Some((column, text)) if !inline.contains_key(&column) => {
                inline.insert(column, text);
            }
            _ => lines.push(line(em, table, constraint)),
        }
    }
    inline
}

/// Returns `REFERENCES …` for a new column of an existing table, if it has such a key: rows without
/// a value need not be checked.
pub(in super::super) fn inline(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    column: &Column,
) -> Option<String> {
    let after = em.to.table(table)?;
    for constraint in &after.constraints {
        let Some(key) = constraint.foreign_key() else {
            continue;
        };
        let fits = key.columns == [column.name.clone()]
            && constraint.validated
            && constraint.comment.is_none()
            && after.partitioned.is_none()
            && is_there(em, table, key);
        if !fits {
            continue;
        }
        let Some(position) = position(em, table, constraint) else {
            continue;
        };
        let Some((_, text)) = clause(em, after, constraint) else {
            continue;
        };
        em.absorb(position);
        return Some(text);
    }
    None
}

/// Returns the partitioned table from which a partition must be detached before it can be dropped,
/// because a foreign key references that table or one that contains it.
pub(super) fn holding(em: &Emitter<'_>, table: &Table) -> Option<QualifiedName> {
    let whole = &table.partition_of.as_ref()?.parent;
    let mut above = Some(whole);
    while let Some(name) = above {
        if is_referenced(em, name) {
            return Some(whole.clone());
        }
        let next = em.from.table(name);
        above = next.and_then(|table| table.partition_of.as_ref().map(|part| &part.parent));
    }
    None
}

/// Returns true if a foreign key references a table at this point of the plan: one that is not
/// dropped yet, or one that is already created.
fn is_referenced(em: &Emitter<'_>, table: &QualifiedName) -> bool {
    let is_past = |at: Option<&usize>| at.is_some_and(|&at| at < em.position);
    let keys = |catalog: &'_ Catalog| -> Vec<(ObjectName, ObjectName)> {
        let tables = catalog.tables.iter();
        let keys = tables.flat_map(|owner| owner.constraints.iter().map(move |key| (owner, key)));
        let keys = keys.filter(|(_, key)| {
            let key = key.foreign_key();
            key.is_some_and(|key| key.references == *table)
        });
        keys.map(|(owner, key)| {
            let own = ObjectName::Constraint(owner.name.clone(), key.label());
            (own, ObjectName::Table(owner.name.clone()))
        })
        .collect()
    };
    let creates = &em.outline.creates;
    let stays = keys(em.from.catalog)
        .iter()
        .any(|(key, owner)| !em.is_past_drop(key) && !em.is_past_drop(owner));
    stays
        || keys(em.to.catalog)
            .iter()
            .any(|(key, _)| is_past(creates.get(key)))
}

/// Returns the position of the change that creates a constraint, if that is still to come.
fn position(em: &Emitter<'_>, table: &QualifiedName, constraint: &Constraint) -> Option<usize> {
    let name = ObjectName::Constraint(table.clone(), constraint.label());
    let position = em.outline.creates.get(&name).copied()?;
    let created = &em.changes[position];
    let same =
        matches!(created, Change::Create(Object::Constraint(_, new)) if **new == *constraint);
    (same && position > em.position).then_some(position)
}

/// Returns the column of a single-column foreign key, and the text that follows it.
fn clause(em: &Emitter<'_>, table: &Table, constraint: &Constraint) -> Option<(String, String)> {
    let key = constraint.foreign_key()?;
    let [column] = key.columns.as_slice() else {
        return None;
    };
    let start = format!("FOREIGN KEY ({}) ", quote(column));
    let text = constraint.definition.strip_prefix(&start)?;
    has_chosen_name(em, table, constraint).then(|| (column.clone(), text.to_owned()))
}

/// Returns true if what a key references already exists in its final form.
fn is_there(em: &Emitter<'_>, table: &QualifiedName, key: &ForeignKey) -> bool {
    let name = &key.references;
    if name == table {
        return em.outline.is_new(table) || is_kept(em, key);
    }
    match em.outline.creates.get(&ObjectName::Table(name.clone())) {
        Some(&at) => at < em.position && !em.later.is_key_later(em, name, &key.referenced),
        None => is_kept(em, key),
    }
}

/// Returns true if the referenced columns are unique before and after, and do not change.
fn is_kept(em: &Emitter<'_>, key: &ForeignKey) -> bool {
    let Some(table) = em.from.table(&key.references) else {
        return false;
    };
    let touched = key
        .referenced
        .iter()
        .any(|name| em.outline.touches_column(&table.name, name));
    let unique = table.constraints.iter().any(|constraint| {
        let name = ObjectName::Constraint(table.name.clone(), constraint.label());
        keys(&constraint.kind).is_some_and(|keys| same(keys, &key.referenced))
            && !em.outline.touches(&name)
    });
    unique && !touched
}
