//! Hazards of constraints on tables that have rows.

use glowplug::catalog::{
    Constraint, ConstraintKind, ForeignKey, ObjectName, QualifiedName, TypeKind,
};

use super::super::super::quote::quote;
use super::super::column;
use super::super::deferred::keys;
use super::super::emitter::Emitter;
use super::super::hazards::{long_lock, may_fail};
use crate::change::Hazard;
use crate::dialect::fitting;

/// Returns the hazards of a constraint that is checked against all rows immediately.
pub(super) fn at_once(
    em: &Emitter<'_>,
    table: &QualifiedName,
    constraint: &Constraint,
) -> Vec<Hazard> {
    let name = em.name(table);
    let (locks, safer) = match &constraint.kind {
        ConstraintKind::Foreign(key) => (
            format!(
                "SHARE ROW EXCLUSIVE on {name} and {} while all rows of {name} are looked up",
                em.name(&key.references)
            ),
            "add it NOT VALID, and validate it in a later migration",
        ),
        ConstraintKind::Check { .. } => (
            format!("ACCESS EXCLUSIVE on {name} while all rows are read"),
            "add it NOT VALID, and validate it in a later migration",
        ),
        ConstraintKind::Exclusion => (
            format!("ACCESS EXCLUSIVE on {name} while the index is built"),
            "none: the index of an exclusion constraint cannot be built concurrently",
        ),
        _ => (
            format!("ACCESS EXCLUSIVE on {name} while the index is built"),
            "build the index concurrently first, and add the constraint USING INDEX",
        ),
    };
    let mut hazards = violation_hazards(em, table, constraint);
    hazards.push(long_lock("all rows are looked at", locks, safer));
    hazards
}

/// Returns the hazards of rows that violate a constraint.
pub(super) fn violation_hazards(
    em: &Emitter<'_>,
    table: &QualifiedName,
    constraint: &Constraint,
) -> Vec<Hazard> {
    let name = em.name(table);
    let hazard = match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
            return duplicates(em, table, columns);
        }
        ConstraintKind::Foreign(key) if is_empty(em, table, &key.columns) => return Vec::new(),
        ConstraintKind::Foreign(key) if is_held_already(em, table, key) => return Vec::new(),
        ConstraintKind::Foreign(key) => may_fail(
            format!(
                "rows of {name} may reference no row of {}",
                em.name(&key.references)
            ),
            "look for such rows first",
        ),
        ConstraintKind::Check { .. } if is_known(em, table, constraint) => return Vec::new(),
        ConstraintKind::Check { expression } if passes(em, table, expression) => return Vec::new(),
        ConstraintKind::Check { .. } => may_fail(
            format!("rows of {name} may violate {}", quote(&constraint.label())),
            "look for such rows first",
        ),
        ConstraintKind::Exclusion => may_fail(
            format!("rows of {name} may conflict with each other"),
            "look for such rows first",
        ),
    };
    vec![hazard]
}

/// Returns the hazards of duplicate values in columns that must be unique.
pub(in super::super) fn duplicates(
    em: &Emitter<'_>,
    table: &QualifiedName,
    columns: &[String],
) -> Vec<Hazard> {
    if is_empty(em, table, columns)
        || is_unique_already(em, table, columns)
        || is_numbered(em, table, columns)
    {
        return Vec::new();
    }
    let why = format!(
        "rows of {} may have the same {}",
        em.name(table),
        columns.join(", ")
    );
    vec![may_fail(why, "look for such rows first")]
}

/// Returns true if a check says no more than a previous `NOT NULL`.
fn is_known(em: &Emitter<'_>, table: &QualifiedName, check: &Constraint) -> bool {
    let mut columns = em
        .from
        .table(table)
        .into_iter()
        .flat_map(|table| &table.columns);
    columns.any(|column| !column.nullable && column::says_not_null(check, &column.name))
}

/// Returns true if existing rows certainly pass a check, given the values of new columns.
fn passes(em: &Emitter<'_>, table: &QualifiedName, check: &str) -> bool {
    let after = em.to.table(table).into_iter();
    let columns = after.flat_map(|after| &after.columns).map(|column| {
        // A domain may have a default of its own.
        let is_plain = column.data_type.kind != TypeKind::Domain;
        let filled =
            (is_plain && is_new(em, table, &column.name)).then(|| fitting::filling(column));
        (&*column.name, filled.flatten())
    });
    fitting::holds(check, &columns.collect::<Vec<_>>())
}

/// Returns true if a column is created and does not replace one of the same name.
fn is_new(em: &Emitter<'_>, table: &QualifiedName, column: &str) -> bool {
    let name = ObjectName::Column(table.clone(), column.to_owned());
    em.outline.creates.contains_key(&name) && !em.outline.drops.contains_key(&name)
}

/// Returns true if one of the columns is new and `NULL` in all rows.
fn is_empty(em: &Emitter<'_>, table: &QualifiedName, columns: &[String]) -> bool {
    let Some(table) = em.to.table(table) else {
        return false;
    };
    let mut found = columns.iter().filter_map(|column| table.column(column));
    found.any(|column| is_new(em, &table.name, &column.name) && column::is_without_value(column))
}

/// Returns true if one of the columns is new and gets a unique value in each row.
fn is_numbered(em: &Emitter<'_>, table: &QualifiedName, columns: &[String]) -> bool {
    let Some(table) = em.to.table(table) else {
        return false;
    };
    let mut found = columns.iter().filter_map(|column| table.column(column));
    found.any(|column| {
        let name = ObjectName::Column(table.name.clone(), column.name.clone());
        em.outline.creates.contains_key(&name)
            && column::is_own_in_each_row(em, &table.name, column)
    })
}

/// Returns true if a foreign key already enforced the same.
fn is_held_already(em: &Emitter<'_>, table: &QualifiedName, key: &ForeignKey) -> bool {
    let Some(before) = em.from.table(table) else {
        return false;
    };
    let touched = |of: &QualifiedName, columns: &[String]| {
        columns
            .iter()
            .any(|column| em.outline.touches_column(of, column))
    };
    let held = before.constraints.iter().any(|constraint| {
        constraint.validated
            && constraint.foreign_key().is_some_and(|old| {
                (&old.columns, &old.references, &old.referenced, old.matching)
                    == (&key.columns, &key.references, &key.referenced, key.matching)
            })
    });
    // If it is added in a later migration, nothing enforces it in between.
    let at_once = em.is_one_transaction() || em.is_parted();
    held && at_once && !touched(table, &key.columns) && !touched(&key.references, &key.referenced)
}

/// Returns true if a subset of the columns is already unique, and does not change.
fn is_unique_already(em: &Emitter<'_>, table: &QualifiedName, columns: &[String]) -> bool {
    let Some(table) = em.from.table(table) else {
        return false;
    };
    let kept = |column: &String| {
        columns.contains(column) && !em.outline.touches_column(&table.name, column)
    };
    // A key that is dropped in an earlier migration no longer enforces anything.
    let stays = |constraint: &&Constraint| {
        let name = ObjectName::Constraint(table.name.clone(), constraint.label());
        em.is_one_transaction()
            || !em.outline.drops.contains_key(&name)
            || em.outline.creates.contains_key(&name)
    };
    let held = table.constraints.iter().filter(stays);
    let mut kinds = held.map(|constraint| &constraint.kind);
    kinds.any(|kind| keys(kind).is_some_and(|keys| keys.iter().all(kept)))
}
