//! Checks that say already that a column is not null.

use super::super::super::quote::quote;
use super::super::emitter::Emitter;
use crate::catalog::{Column, Constraint, ConstraintKind, Object, ObjectName, QualifiedName};
use crate::change::Change;

/// A validated check before the changes that forbids `NULL` in a column, so that `SET NOT NULL`
/// need not look at the rows.
pub(super) fn null_check(
    em: &Emitter<'_>,
    table: &QualifiedName,
    column: &Column,
) -> Option<ObjectName> {
    let mut checks = em.from.table(table)?.constraints.iter();
    let check = checks.find(|check| check.validated && says_not_null(check, &column.name))?;
    Some(ObjectName::Constraint(table.clone(), check.label()))
}

/// Whether a check that goes serves a column that does not take `NULL` any more, and so goes
/// behind it.
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

/// Whether a check says no more than that a column is not null.
pub(in super::super) fn says_not_null(check: &Constraint, column: &str) -> bool {
    match &check.kind {
        ConstraintKind::Check { expression } => {
            *expression == format!("({} IS NOT NULL)", quote(column))
        }
        _ => false,
    }
}

/// Whether an alteration forbids `NULL`, and does nothing before that to the values.
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

/// The last of a constraint's names.
pub(super) fn own_name(constraint: &ObjectName) -> &str {
    match constraint {
        ObjectName::Constraint(_, name) => name,
        _ => "",
    }
}
