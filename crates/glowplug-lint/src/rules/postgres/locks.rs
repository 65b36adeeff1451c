//! What statements lock, as it was measured on PostgreSQL 15 and 18.

use crate::action::{Action, Alter, ConstraintKind, Name};
use crate::schema::Schema;

/// Returns the table, if the action takes an ACCESS EXCLUSIVE lock on one that others may use.
pub(super) fn locked_for_all<'a>(schema: &Schema, action: &'a Action) -> Option<&'a Name> {
    let table = match action {
        Action::AlterTable { table, alter } if alter_locks_all(alter) => table,
        Action::Drop {
            kind: "TABLE",
            names,
            ..
        } => names.first()?,
        Action::Truncate { tables, .. } => tables.first()?,
        _ => return None,
    };
    schema.is_live(table).then_some(table)
}

fn alter_locks_all(alter: &Alter) -> bool {
    match alter {
        Alter::ValidateConstraint { .. }
        | Alter::Harmless
        | Alter::Triggers
        | Alter::AttachPartition { .. }
        | Alter::Unknown => false,
        Alter::DetachPartition { concurrently, .. } => !concurrently,
        Alter::AddConstraint(constraint) => {
            !matches!(constraint.kind, ConstraintKind::ForeignKey { .. })
        }
        _ => true,
    }
}

/// Returns true if the action fails in a transaction.
pub(in crate::rules) fn refuses_transaction(action: &Action) -> bool {
    match action {
        Action::CreateIndex(index) => index.concurrently,
        Action::DropIndex { concurrently, .. } | Action::Reindex { concurrently, .. } => {
            *concurrently
        }
        Action::Vacuum { .. } | Action::CreateDatabase => true,
        Action::Drop { kind, .. } => matches!(*kind, "DATABASE" | "TABLESPACE"),
        Action::AlterTable { alter, .. } => matches!(
            &**alter,
            Alter::DetachPartition {
                concurrently: true,
                ..
            }
        ),
        _ => false,
    }
}
