//! Indexes of a column whose type is changed.

use glowplug::catalog::{Column, ObjectName, OtherKind, QualifiedName};

use super::super::constraint::duplicates;
use super::super::deferred::keys;
use super::super::emitter::Emitter;
use super::super::hazards::long_lock;
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
    let mut hazards = Vec::new();
    let kept = kept(em, table, &to.name);
    if folds && !kept.is_empty() && !cast.rewrites {
        let name = em.name(table);
        hazards.push(long_lock(
            "its indexes are built again",
            format!("ACCESS EXCLUSIVE on {name} while its indexes are built again"),
            "add a column of the new type beside it, fill it in batches, and swap the two",
        ));
    }
    if folds || equates(em, from, to) || cast.loses.is_some() {
        for unique in kept.into_iter().flatten() {
            hazards.extend(duplicates(em, table, &unique));
        }
    }
    hazards
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
