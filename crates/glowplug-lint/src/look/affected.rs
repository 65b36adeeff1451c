//! The tables that an action locks, reads or writes.

use super::Look;
use crate::action::{Action, Alter, ConstraintKind, Name};

impl<'a> Look<'a> {
    /// Returns the tables that the action locks, reads or writes, as far as it is known.
    pub(crate) fn affected(&self) -> Vec<&'a Name> {
        match self.action() {
            Action::AlterTable { table, alter } => of_alter(table, alter),
            Action::CreateTable(create) => {
                let parent = create.partition_of.as_ref();
                let beside = parent.and_then(|parent| self.schema.default_partition(parent));
                beside.map(|table| &table.name).into_iter().collect()
            }
            Action::CreateIndex(index) => vec![&index.table],
            Action::DropIndex { names, table, .. } => match table {
                Some(table) => vec![table],
                None => names.iter().filter_map(|it| self.indexed(it)).collect(),
            },
            Action::Reindex { index, table, .. } => {
                let indexed = index.as_ref().and_then(|index| self.indexed(index));
                table.iter().chain(indexed).collect()
            }
            Action::Drop {
                kind: "TABLE",
                names,
                ..
            } => names.iter().collect(),
            Action::Truncate { tables, .. } | Action::Vacuum { tables, .. } => {
                tables.iter().collect()
            }
            Action::Cluster { table } => table.iter().collect(),
            Action::Update { table, .. } | Action::Delete { table, .. } => vec![table],
            Action::RefreshView { name, .. } => vec![name],
            Action::ConstrainDomain { name, .. } => self.schema.tables_with_type(name),
            _ => Vec::new(),
        }
    }

    fn indexed(&self, index: &Name) -> Option<&'a Name> {
        let table = self.schema.table_of_index(index)?;
        Some(&table.name)
    }
}

fn of_alter<'a>(table: &'a Name, alter: &'a Alter) -> Vec<&'a Name> {
    match alter {
        Alter::AddConstraint(constraint) => match &constraint.kind {
            ConstraintKind::ForeignKey { reference, .. } => vec![table, &reference.table],
            _ => vec![table],
        },
        Alter::AttachPartition { partition } => vec![partition],
        Alter::RenameTable(name) => vec![table, name],
        _ => vec![table],
    }
}
