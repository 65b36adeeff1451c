//! Foreign keys that stand in the definition of what they are about.

use std::collections::HashMap;

use super::super::super::quote::quote;
use super::super::emitter::Emitter;
use super::super::later::{keys, same};
use super::{has_chosen_name, line};
use crate::catalog::{Column, Constraint, ForeignKey, Object, ObjectName, QualifiedName, Table};
use crate::change::Change;

/// Takes the foreign keys of a new table into its definition, as far as what they reference is
/// there: those of one column by that column's name, others as lines.
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
        match clause(table, constraint) {
            Some((column, text)) if !inline.contains_key(&column) => {
                inline.insert(column, text);
            }
            _ => lines.push(line(table, constraint)),
        }
    }
    inline
}

/// `REFERENCES …` for a new column of a table that is there, if it has such a key: rows without a
/// value need not be looked at.
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
        let Some((_, text)) = clause(after, constraint) else {
            continue;
        };
        em.absorb(position);
        return Some(text);
    }
    None
}

/// The table whose part a table is while foreign keys that stay reference it: such a part cannot be
/// dropped before it is detached.
pub(super) fn holding(em: &Emitter<'_>, table: &Table) -> Option<QualifiedName> {
    let whole = &table.partition_of.as_ref()?.parent;
    let mut above = Some(whole);
    while let Some(name) = above {
        let tables = em.from.catalog.tables.iter();
        let mut keys =
            tables.flat_map(|owner| owner.constraints.iter().map(move |key| (owner, key)));
        let held = keys.any(|(owner, constraint)| {
            let own = ObjectName::Constraint(owner.name.clone(), constraint.label());
            let dropped = em.outline.drops.contains_key(&own)
                || em
                    .outline
                    .drops
                    .contains_key(&ObjectName::Table(owner.name.clone()));
            constraint
                .foreign_key()
                .is_some_and(|key| key.references == *name)
                && !dropped
        });
        if held {
            return Some(whole.clone());
        }
        let next = em.from.table(name);
        above = next.and_then(|table| table.partition_of.as_ref().map(|part| &part.parent));
    }
    None
}

/// Where a constraint is created.
fn position(em: &Emitter<'_>, table: &QualifiedName, constraint: &Constraint) -> Option<usize> {
    let name = ObjectName::Constraint(table.clone(), constraint.label());
    let position = em.outline.creates.get(&name).copied()?;
    let created = &em.changes[position];
    let same =
        matches!(created, Change::Create(Object::Constraint(_, new)) if **new == *constraint);
    (same && position > em.position).then_some(position)
}

/// The column of a foreign key that has one, and what stands behind it.
fn clause(table: &Table, constraint: &Constraint) -> Option<(String, String)> {
    let key = constraint.foreign_key()?;
    let [column] = key.columns.as_slice() else {
        return None;
    };
    let start = format!("FOREIGN KEY ({}) ", quote(column));
    let text = constraint.definition.strip_prefix(&start)?;
    has_chosen_name(table, constraint).then(|| (column.clone(), text.to_owned()))
}

/// Whether what a key references is there already, as it stays.
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

/// Whether the referenced columns are unique before and after, and stay as they are.
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
