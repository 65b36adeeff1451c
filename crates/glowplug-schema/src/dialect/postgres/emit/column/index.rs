//! Indexes of a column whose type is changed.

use glowplug::catalog::{Column, ConstraintKind, ObjectName, OtherKind, QualifiedName};

use super::super::constraint::duplicates;
use super::super::deferred::keys;
use super::super::emitter::Emitter;
use super::super::hazards::long_lock;
use super::super::text::words;
use super::cast::Cast;
use crate::change::Hazard;

/// Returns the hazards of rebuilding indexes along with the column. Indexes that are changed
/// themselves have hazards of their own.
pub(super) fn retyping(
    em: &Emitter<'_>,
    table: &QualifiedName,
    from: &Column,
    to: &Column,
    cast: &Cast,
) -> Vec<Hazard> {
    let folds = to.data_type.name.name == "citext" && from.data_type.name.name != "citext";
    let unfolds = from.data_type.name.name == "citext" && to.data_type.name.name != "citext";
    let is_collated = from.data_type == to.data_type && from.collation != to.collation;
    let mut hazards = Vec::new();
    let kept = kept(em, table, &to.name);
    if is_collated && (!kept.is_empty() || has_expressions(em, table)) {
        hazards.push(long_lock(
            "the order of texts changes",
            format!(
                "ACCESS EXCLUSIVE on {} while its indexes are built again",
                em.name(table)
            ),
            "add a column of the new type beside it, fill it in batches, and swap the two",
        ));
    }
    if (folds || unfolds) && !kept.is_empty() && !cast.rewrites {
        let name = em.name(table);
        hazards.push(long_lock(
            "its indexes are built again",
            format!("ACCESS EXCLUSIVE on {name} while its indexes are built again"),
            "add a column of the new type beside it, fill it in batches, and swap the two",
        ));
    }
    if from.data_type != to.data_type && !cast.rewrites && is_checked(em, table, &to.name) {
        hazards.push(long_lock(
            "all rows are checked again",
            format!(
                "ACCESS EXCLUSIVE on {} while all rows are read",
                em.name(table)
            ),
            "drop its checks before, and add them again with NOT VALID",
        ));
    }
    if folds || equates(em, from, to) || cast.loses.is_some() {
        for unique in kept.into_iter().flatten() {
            hazards.extend(duplicates(em, table, &unique));
        }
    }
    hazards
}

/// Returns true if a check of a column is kept: the server tests all rows again.
fn is_checked(em: &Emitter<'_>, table: &QualifiedName, column: &str) -> bool {
    let before = em.from.table(table);
    before.is_some_and(|before| {
        before.constraints.iter().any(|constraint| {
            let name = ObjectName::Constraint(table.clone(), constraint.label());
            let ConstraintKind::Check { expression } = &constraint.kind else {
                return false;
            };
            words(expression).any(|word| word == column) && !em.outline.drops.contains_key(&name)
        })
    })
}

/// Returns true if an index of a table has an expression or a condition, which may use any column.
fn has_expressions(em: &Emitter<'_>, table: &QualifiedName) -> bool {
    let before = em.from.table(table);
    before.is_some_and(|before| {
        let stays = |name: &str| {
            let name = ObjectName::Index(table.clone(), name.to_owned());
            !em.outline.drops.contains_key(&name)
        };
        let mut indexes = before.indexes.iter().filter(|it| stays(&it.name));
        indexes.any(|index| {
            index.predicate.is_some() || index.keys.iter().any(|key| key.column.is_none())
        })
    })
}

/// Returns true if different texts may be equal by the new collation.
fn equates(em: &Emitter<'_>, from: &Column, to: &Column) -> bool {
    let Some(collation) = to
        .collation
        .as_ref()
        .filter(|_| from.collation != to.collation)
    else {
        return false;
    };
    em.to.catalog.others.iter().any(|other| {
        let says = |sql: &String| sql.contains("deterministic = false");
        other.kind == OtherKind::Collation
            && other.name == *collation
            && other.create.iter().any(says)
    })
}

/// Returns the indexes of a column that are kept: the columns of the unique ones, `None` for the
/// others.
fn kept(em: &Emitter<'_>, table: &QualifiedName, column: &str) -> Vec<Option<Vec<String>>> {
    let Some(before) = em.from.table(table) else {
        return Vec::new();
    };
    let stays = |name: ObjectName| !em.outline.drops.contains_key(&name);
    let holds = |columns: &[String]| columns.iter().any(|other| other == column);
    let constraints = before.constraints.iter().filter_map(|constraint| {
        let name = ObjectName::Constraint(table.clone(), constraint.label());
        let columns = keys(&constraint.kind).filter(|columns| holds(columns))?;
        stays(name).then(|| Some(columns.to_vec()))
    });
    let indexes = before.indexes.iter().filter_map(|index| {
        let name = ObjectName::Index(table.clone(), index.name.clone());
        let columns: Vec<String> = (index.keys.iter())
            .filter_map(|key| key.column.clone())
            .collect();
        let held = holds(&columns) && stays(name);
        held.then(|| Some(columns).filter(|_| index.unique))
    });
    constraints.chain(indexes).collect()
}
