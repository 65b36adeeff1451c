//! Applies actions to a schema.

use super::{Enum, Moment, Schema, Table, View};
use crate::action::{Action, CreateTable, Index, Name};

/// Before all migrations.
const BEFORE: Moment = Moment {
    batch: usize::MAX,
    transaction: usize::MAX,
};

impl Schema {
    /// Applies an action.
    pub(crate) fn apply(&mut self, action: &Action) {
        match action {
            Action::CreateTable(table) => self.create_table(table),
            Action::AlterTable { table, alter } => self.alter(table, alter),
            Action::CreateIndex(index) => self.create_index(index),
            Action::DropIndex { names, table, .. } => self.drop_indexes(names, table.as_ref()),
            Action::CreateType { name, .. } => {
                let created = self.now;
                let kind = Enum {
                    created,
                    ..Enum::default()
                };
                self.enums.insert(name.key(), kind);
            }
            Action::AddEnumValue { kind, value } => {
                let now = self.now;
                let kind = self.enums.entry(kind.key()).or_insert_with(|| Enum {
                    created: BEFORE,
                    ..Enum::default()
                });
                kind.added.push((value.clone(), now));
            }
            Action::CreateDomain {
                name,
                base,
                is_checked,
            } => {
                let base = base.clone().map(|base| (name.key(), base));
                self.domain_bases.extend(base);
                self.domains.insert(name.key(), *is_checked);
            }
            Action::ConstrainDomain { name, .. } => {
                self.domains.insert(name.key(), true);
            }
            Action::CreateFunction {
                name, is_volatile, ..
            } => {
                self.functions.insert(name.name.clone(), *is_volatile);
            }
            Action::CreateView { name, words, .. } => {
                let view = View {
                    words: words.iter().cloned().collect(),
                    created: self.now,
                };
                self.views.insert(name.key(), view);
            }
            Action::Drop { kind, names, .. } => self.drop(kind, names),
            _ => {}
        }
    }

    /// Returns a table. One that no migration has created was there before, with columns that are not
    /// known.
    pub(super) fn known(&mut self, name: &Name) -> &mut Table {
        self.tables.entry(name.key()).or_insert_with(|| Table {
            name: name.clone(),
            created: BEFORE,
            is_partial: true,
            ..Table::default()
        })
    }

    fn create_table(&mut self, create: &CreateTable) {
        let key = create.name.key();
        if create.if_not_exists && self.tables.contains_key(&key) {
            return;
        }
        let mut table = Table {
            name: create.name.clone(),
            columns: create.columns.clone(),
            created: self.now,
            temporary: create.temporary,
            default_partition_of: match &create.partition_of {
                Some(parent) if create.is_default_partition => Some(parent.key()),
                _ => None,
            },
            is_partial: create.copies || create.foreign,
            ..Table::default()
        };
        for column in &create.columns {
            table.add_keys_of(column, self.now);
        }
        for constraint in &create.constraints {
            table.add_constraint(constraint, self.now);
        }
        for index in &create.indexes {
            table.add_index(index);
        }
        self.tables.insert(key, table);
    }

    fn create_index(&mut self, index: &Index) {
        let key = index.table.key();
        self.known(&index.table).add_index(index);
        if let Some(name) = &index.name {
            let mut name = name.clone();
            name.schema.clone_from(&index.table.schema);
            self.index_tables.insert(name.key(), key);
        }
    }

    fn drop_indexes(&mut self, names: &[Name], table: Option<&Name>) {
        for name in names {
            let key = match table {
                Some(table) => Some(table.key()),
                None => self.index_tables.remove(&name.key()),
            };
            let table = key.and_then(|key| self.tables.get_mut(&key));
            if let Some(table) = table {
                table
                    .indexes
                    .retain(|index| index.name.as_deref() != Some(&name.name));
            }
        }
    }

    fn drop(&mut self, kind: &str, names: &[Name]) {
        for name in names {
            let key = name.key();
            match kind {
                "TABLE" => {
                    self.tables.remove(&key);
                }
                "TYPE" => {
                    self.enums.remove(&key);
                }
                "DOMAIN" => {
                    self.domains.remove(&key);
                }
                "VIEW" | "MATERIALIZED VIEW" => {
                    self.views.remove(&key);
                }
                "SCHEMA" => {
                    let prefix = format!("{key}.");
                    self.tables.retain(|table, _| !table.starts_with(&prefix));
                }
                _ => {}
            }
        }
    }
}
