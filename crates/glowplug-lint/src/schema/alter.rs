//! Applies changes of tables.

use super::{Moment, Schema, Table};
use crate::action::{Alter, Column, ConstraintKind, Name};

impl Schema {
    pub(super) fn alter(&mut self, name: &Name, alter: &Alter) {
        match alter {
            Alter::RenameTable(to) => return self.rename_table(name, to),
            Alter::SetSchema(schema) => {
                let to = Name {
                    schema: Some(schema.clone()),
                    ..name.clone()
                };
                return self.move_table(name, to);
            }
            _ => {}
        }
        let now = self.now;
        let key = name.key();
        if let Alter::AddIndex(index) = alter
            && let Some(index) = &index.name
        {
            self.index_tables.insert(index.key(), key.clone());
        }
        if !matches!(alter, Alter::Harmless | Alter::Unknown) {
            self.known(name).alter(alter, now);
        }
    }

    fn rename_table(&mut self, from: &Name, to: &Name) {
        // The new name has no schema: it stays in the old one.
        let to = Name {
            schema: to.schema.clone().or_else(|| from.schema.clone()),
            ..to.clone()
        };
        self.move_table(from, to);
    }

    fn move_table(&mut self, from: &Name, to: Name) {
        let Some(mut table) = self.tables.remove(&from.key()) else {
            return;
        };
        for other in self.tables.values_mut() {
            for constraint in &mut other.constraints {
                if let ConstraintKind::ForeignKey { reference, .. } = &mut constraint.kind
                    && reference.table.key() == from.key()
                {
                    reference.table = to.clone();
                }
            }
        }
        for owner in self.index_tables.values_mut() {
            if *owner == from.key() {
                *owner = to.key();
            }
        }
        let key = to.key();
        table.name = to;
        self.tables.insert(key, table);
    }
}

impl Table {
    fn alter(&mut self, alter: &Alter, now: Moment) {
        match alter {
            Alter::AddColumn(column) => self.add_column(column, now),
            Alter::DropColumn { name } => self.drop_column(name),
            Alter::RenameColumn { from, to } => self.rename_column(from, to),
            Alter::SetType {
                column,
                kind,
                collation,
                ..
            } => self.change(column, |column| {
                column.kind = Some(kind.clone());
                column.collation = *collation;
            }),
            Alter::SetNotNull { column } => self.change(column, |column| column.not_null = true),
            Alter::DropNotNull { column } => self.change(column, |column| column.not_null = false),
            Alter::SetDefault { column } => {
                self.change(column, |column| column.default = Some(Default::default()));
            }
            Alter::DropDefault { column } => self.change(column, |column| column.default = None),
            Alter::AddConstraint(constraint) => self.add_constraint(constraint, now),
            Alter::DropConstraint { name, kind } => self.constraints.retain(|one| {
                let is_key = matches!(one.kind, ConstraintKind::PrimaryKey { .. });
                one.name != *name && !(*kind == Some("primary key") && is_key)
            }),
            Alter::ValidateConstraint { name } => {
                let found = self.constraints.iter_mut().find(|one| one.name == *name);
                if let Some(constraint) = found {
                    constraint.is_valid = true;
                }
            }
            Alter::RenameConstraint { from, to } => self.rename_constraint(from, to),
            Alter::AddIndex(index) => self.add_index(index),
            Alter::DropIndex { name } => {
                self.indexes
                    .retain(|index| index.name.as_deref() != Some(name));
            }
            Alter::ModifyColumn { old, column } => {
                if old != &column.name {
                    self.rename_column(old, &column.name);
                }
                self.change(&column.name, |known| *known = (**column).clone());
            }
            _ => {}
        }
    }

    fn change(&mut self, name: &str, change: impl FnOnce(&mut Column)) {
        if let Some(column) = self.columns.iter_mut().find(|column| column.name == name) {
            change(column);
        }
    }

    fn add_column(&mut self, column: &Column, now: Moment) {
        if self.column(&column.name).is_some() {
            return;
        }
        self.columns.push(column.clone());
        self.add_keys_of(column, now);
    }

    fn drop_column(&mut self, name: &str) {
        self.columns.retain(|column| column.name != name);
        self.indexes
            .retain(|index| !index.columns.iter().flatten().any(|column| column == name));
        self.constraints.retain(|one| match &one.kind {
            ConstraintKind::PrimaryKey { columns, .. }
            | ConstraintKind::Unique { columns, .. }
            | ConstraintKind::ForeignKey { columns, .. } => !columns.iter().any(|it| it == name),
            _ => true,
        });
    }

    fn rename_column(&mut self, from: &str, to: &str) {
        self.change(from, |column| to.clone_into(&mut column.name));
        let indexed = self.indexes.iter_mut().flat_map(|index| &mut index.columns);
        for column in indexed.flatten().filter(|column| *column == from) {
            to.clone_into(column);
        }
        for constraint in &mut self.constraints {
            let columns = match &mut constraint.kind {
                ConstraintKind::PrimaryKey { columns, .. }
                | ConstraintKind::Unique { columns, .. }
                | ConstraintKind::ForeignKey { columns, .. } => columns,
                ConstraintKind::Check { not_null, words } => {
                    words.extend(words.contains(&from.to_owned()).then(|| to.to_owned()));
                    not_null
                }
                ConstraintKind::Exclusion | ConstraintKind::NotNull { .. } => continue,
            };
            for column in columns.iter_mut().filter(|column| *column == from) {
                to.clone_into(column);
            }
        }
    }

    fn rename_constraint(&mut self, from: &str, to: &str) {
        for constraint in &mut self.constraints {
            if constraint.name == from {
                to.clone_into(&mut constraint.name);
            }
        }
        for index in &mut self.indexes {
            if index.name.as_deref() == Some(from) {
                index.name = Some(to.to_owned());
            }
        }
    }
}
