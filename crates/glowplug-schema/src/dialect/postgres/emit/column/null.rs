//! Checks that already prove that a column has no `NULL`.

use glowplug::catalog::{Column, Constraint, ConstraintKind, Object, ObjectName, QualifiedName};

use super::super::super::quote::quote;
use super::super::emitter::Emitter;
use crate::change::Change;

/// Returns a validated check of the old catalog that forbids `NULL` in a column, so that the rows
/// need not be read for `SET NOT NULL`.
pub(super) fn null_check(
    em: &Emitter<'_>,
    table: &QualifiedName,
    column: &Column,
) -> Option<ObjectName> {
    let mut checks = em.from.table(table)?.constraints.iter();
    let check = checks.find(|check| check.validated && says_not_null(check, &column.name))?;
    Some(ObjectName::Constraint(table.clone(), check.label()))
}

/// Returns true if a dropped check is still needed for a `SET NOT NULL`, after which it is dropped.
pub(in super::super) fn forbids_null_by(
    em: &Emitter<'_>,
    table: &QualifiedName,
    check: &Constraint,
) -> bool {
    let mut columns = em
        .to
        .table(table)
        .into_iter()
        .flat_map(|table| &table.columns);
    let column = columns.find(|column| says_not_null(check, &column.name));
    let name = ObjectName::Constraint(table.clone(), check.label());
    column.is_some_and(|column| {
        is_forbidden(em, table, column) && null_check(em, table, column) == Some(name)
    })
}

/// Returns true if a check says exactly that a column is not null.
pub(in super::super) fn says_not_null(check: &Constraint, column: &str) -> bool {
    match &check.kind {
        ConstraintKind::Check { expression } => {
            *expression == format!("({} IS NOT NULL)", quote(column))
        }
        _ => false,
    }
}

/// Returns true if a column becomes `NOT NULL`.
fn is_forbidden(em: &Emitter<'_>, table: &QualifiedName, column: &Column) -> bool {
    let name = ObjectName::Column(table.clone(), column.name.clone());
    let altered = em.outline.alters.get(&name).map(|at| &em.changes[*at]);
    match altered {
        Some(Change::Alter { from, to }) => match (&**from, &**to) {
            (Object::Column(_, from), Object::Column(_, to)) => from.nullable && !to.nullable,
            _ => false,
        },
        _ => false,
    }
}

/// Returns the constraint's own name, without that of its table.
pub(super) fn own_name(constraint: &ObjectName) -> &str {
    match constraint {
        ObjectName::Constraint(_, name) => name,
        _ => "",
    }
}
