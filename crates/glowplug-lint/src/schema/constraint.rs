//! How constraints and indexes get into a table.

use super::{KnownConstraint, KnownIndex, Moment, Table};
use crate::action::{Column, Constraint, ConstraintKind, Index};

impl Table {
    /// Adds the constraints that a column brings.
    pub(super) fn add_keys_of(&mut self, column: &Column, now: Moment) {
        let columns = || vec![column.name.clone()];
        let index = None;
        let mut kinds = Vec::new();
        if column.primary_key {
            let columns = columns();
            kinds.push(ConstraintKind::PrimaryKey { columns, index });
        }
        if column.unique {
            let (columns, index) = (columns(), None);
            kinds.push(ConstraintKind::Unique { columns, index });
        }
        if column.check.is_some() {
            kinds.push(ConstraintKind::Check {
                not_null: Vec::new(),
                words: column.check_words.clone(),
            });
        }
        if let Some(reference) = column.reference.clone() {
            let columns = columns();
            kinds.push(ConstraintKind::ForeignKey { columns, reference });
        }
        for kind in kinds {
            let name = self.default_name(&kind, Some(&column.name));
            self.constraints.push(KnownConstraint {
                name,
                kind,
                is_valid: true,
                added: now,
                is_inline: true,
            });
        }
    }

    /// Adds a constraint.
    pub(super) fn add_constraint(&mut self, constraint: &Constraint, now: Moment) {
        let mut kind = constraint.kind.clone();
        self.take_columns_of_index(&mut kind);
        if let ConstraintKind::PrimaryKey { columns, .. } = &kind {
            for column in &mut self.columns {
                column.not_null |= columns.contains(&column.name);
            }
        }
        let is_valid = !constraint.not_valid && !constraint.not_enforced;
        if let ConstraintKind::NotNull { column: name } = &kind
            && is_valid
        {
            for column in &mut self.columns {
                column.not_null |= column.name == *name;
            }
        }
        let name = constraint.name.clone();
        let name = name.unwrap_or_else(|| self.default_name(&kind, None));
        self.constraints.push(KnownConstraint {
            name,
            kind,
            is_valid,
            added: now,
            is_inline: false,
        });
    }

    /// Gives a constraint that uses an index the columns of the index.
    fn take_columns_of_index(&self, kind: &mut ConstraintKind) {
        if let ConstraintKind::PrimaryKey { columns, index }
        | ConstraintKind::Unique { columns, index } = kind
            && let Some(index) = index.as_deref().and_then(|name| self.index(name))
        {
            *columns = index.columns.iter().flatten().cloned().collect();
        }
    }

    pub(super) fn add_index(&mut self, index: &Index) {
        self.indexes.push(KnownIndex {
            name: index.name.as_ref().map(|name| name.name.clone()),
            columns: index.columns.clone(),
            partial: index.partial && !index.skips_nulls,
        });
    }

    /// Returns the name that PostgreSQL gives.
    fn default_name(&self, kind: &ConstraintKind, column: Option<&str>) -> String {
        let table = &self.name.name;
        match kind {
            ConstraintKind::PrimaryKey { .. } => format!("{table}_pkey"),
            ConstraintKind::Unique { columns, .. } => format!("{table}_{}_key", columns.join("_")),
            ConstraintKind::ForeignKey { columns, .. } => {
                format!("{table}_{}_fkey", columns.join("_"))
            }
            ConstraintKind::NotNull { column } => format!("{table}_{column}_not_null"),
            ConstraintKind::Exclusion => format!("{table}_excl"),
            ConstraintKind::Check { words, .. } => {
                let name = match column.or_else(|| self.only_column_in(words)) {
                    Some(column) => format!("{table}_{column}_check"),
                    None => format!("{table}_check"),
                };
                self.unused(name)
            }
        }
    }

    /// Returns the column that a check names, if it names one alone.
    fn only_column_in(&self, words: &[String]) -> Option<&str> {
        let mut named = self.columns.iter().filter(|it| words.contains(&it.name));
        let first = named.next()?;
        named.next().is_none().then_some(&first.name)
    }

    /// Returns the name, with a number if another constraint has it.
    fn unused(&self, name: String) -> String {
        let numbered = (1..).map(|number| format!("{name}{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let found = names.find(|name| self.constraint(name).is_none());
        found.unwrap_or(name)
    }
}
