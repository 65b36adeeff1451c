//! Questions about a schema.

use super::{KnownConstraint, Moment, Schema, Table};
use crate::action::{Column, ConstraintKind, Name, Type};

impl Schema {
    /// Returns a table, if a migration has created it.
    pub(crate) fn table(&self, name: &Name) -> Option<&Table> {
        self.tables.get(&name.key())
    }

    pub(crate) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.tables.values()
    }

    /// Returns a schema with this table alone.
    pub(crate) fn only(&self, name: &Name) -> Self {
        let key = name.key();
        let table = self.tables.get(&key).cloned();
        Self {
            tables: table.map(|table| (key, table)).into_iter().collect(),
            now: self.now,
            ..Self::default()
        }
    }

    /// Takes a table out of the schema.
    pub(crate) fn take(&mut self, name: &Name) -> Option<Table> {
        self.tables.remove(&name.key())
    }

    /// Returns a column, if a migration has created it.
    pub(crate) fn column(&self, table: &Name, column: &str) -> Option<&Column> {
        self.table(table)?.column(column)
    }

    /// Returns true if others may use the table or view: it was not created in this batch, and it is not
    /// temporary. A table that no migration has created was there before.
    pub(crate) fn is_live(&self, name: &Name) -> bool {
        if self.views.contains_key(&name.key()) {
            return self.is_live_view(name);
        }
        self.table(name)
            .is_none_or(|table| !table.temporary && table.created.batch != self.now.batch)
    }

    /// Returns the table of an index.
    pub(crate) fn table_of_index(&self, index: &Name) -> Option<&Table> {
        self.tables.get(self.index_tables.get(&index.key())?)
    }

    /// Returns true if a type is a domain with a check or `NOT NULL`.
    pub(crate) fn is_checked_domain(&self, kind: &Type) -> bool {
        self.domains.get(&kind.name).copied().unwrap_or(false)
    }

    /// Returns the type that a domain is made of.
    pub(crate) fn base_of_domain(&self, kind: &Type) -> Option<&Type> {
        self.domain_bases.get(&kind.name).filter(|_| !kind.array)
    }

    /// Returns true if a domain was created in this batch, or does not exist.
    pub(crate) fn is_used_domain(&self, domain: &Name) -> bool {
        let key = domain.key();
        let mut columns = self.tables().flat_map(|table| {
            let live = !table.temporary && table.created.batch != self.now.batch;
            table.columns.iter().filter(move |_| live)
        });
        !self.domains.contains_key(&key)
            || columns.any(|column| column.kind.as_ref().is_some_and(|kind| kind.name == key))
    }

    /// Returns the tables with a column of this type that were not created in this batch.
    pub(crate) fn tables_with_type(&self, kind: &Name) -> Vec<&Name> {
        let key = kind.key();
        let has = |table: &&Table| {
            let mut kinds = table.columns.iter().filter_map(|one| one.kind.as_ref());
            kinds.any(|kind| kind.name == key)
        };
        let live = self.tables().filter(|table| self.is_live(&table.name));
        live.filter(has).map(|table| &table.name).collect()
    }

    /// Returns the partition of a table for what no other one takes, if others may use it.
    pub(crate) fn default_partition(&self, parent: &Name) -> Option<&Table> {
        let key = parent.key();
        let mut live = self.tables().filter(|table| self.is_live(&table.name));
        live.find(|table| table.default_partition_of.as_ref() == Some(&key))
    }

    /// Returns whether a function is known to be volatile or not.
    pub(crate) fn is_volatile(&self, function: &str) -> Option<bool> {
        self.functions.get(function).copied()
    }

    /// Returns the views whose queries name all these words.
    pub(crate) fn views_with<'s>(
        &'s self,
        words: &'s [&'s str],
    ) -> impl Iterator<Item = &'s str> + 's {
        let views = self.views.iter();
        let fits =
            views.filter(move |(_, view)| words.iter().all(|word| view.words.contains(*word)));
        fits.map(|(name, _)| name.as_str())
    }

    /// Returns true if a view was created before this batch, or by no migration.
    pub(crate) fn is_live_view(&self, name: &Name) -> bool {
        let view = self.views.get(&name.key());
        view.is_none_or(|view| view.created.batch != self.now.batch)
    }

    /// Returns enum values that were added in this transaction to a type that is older.
    pub(crate) fn new_enum_values(&self) -> impl Iterator<Item = &str> {
        let now = self.now.transaction;
        let old = self
            .enums
            .values()
            .filter(move |kind| kind.created.transaction != now);
        let added = old.flat_map(|kind| &kind.added);
        let fresh = added.filter(move |(_, at)| at.transaction == now);
        fresh.map(|(value, _)| value.as_str())
    }

    /// Returns the foreign keys of other tables that reference this one.
    pub(crate) fn references_to<'s>(
        &'s self,
        name: &Name,
    ) -> impl Iterator<Item = (&'s Table, Option<&'s str>)> {
        let key = name.key();
        self.tables()
            .filter({
                let key = key.clone();
                move |table| table.name.key() != key
            })
            .flat_map(move |table| {
                let key = key.clone();
                let references = table.references();
                let fitting = references.filter(move |reference| reference.table.key() == key);
                fitting.map(move |reference| (table, reference.on_delete.as_deref()))
            })
    }

    pub(crate) const fn now(&self) -> Moment {
        self.now
    }
}

impl Table {
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    pub(crate) fn constraint(&self, name: &str) -> Option<&KnownConstraint> {
        self.constraints
            .iter()
            .find(|constraint| constraint.name == name)
    }

    /// Returns its foreign keys.
    pub(crate) fn references(&self) -> impl Iterator<Item = &crate::action::Reference> {
        self.constraints
            .iter()
            .filter_map(|constraint| match &constraint.kind {
                ConstraintKind::ForeignKey { reference, .. } => Some(reference),
                _ => None,
            })
    }

    /// Returns true if a valid check proves that a column is not null.
    pub(crate) fn proves_not_null(&self, column: &str) -> bool {
        let mut valid = self.constraints.iter().filter(|one| one.is_valid);
        valid.any(|constraint| match &constraint.kind {
            ConstraintKind::Check { not_null, .. } => not_null.iter().any(|name| name == column),
            ConstraintKind::NotNull { column: name } => name == column,
            _ => false,
        })
    }

    /// Returns true if an index or a key begins with these columns, in any order.
    pub(crate) fn has_index_on(&self, columns: &[String]) -> bool {
        let fits = |index: &[Option<String>]| {
            let first = index.get(..columns.len()).unwrap_or_default();
            !first.is_empty()
                && columns
                    .iter()
                    .all(|column| first.iter().flatten().any(|name| name == column))
        };
        let whole = |names: &[String]| {
            let first = names.get(..columns.len()).unwrap_or_default();
            !first.is_empty() && columns.iter().all(|column| first.contains(column))
        };
        self.indexes
            .iter()
            .any(|index| !index.partial && fits(&index.columns))
            || self.constraints.iter().any(|one| match &one.kind {
                ConstraintKind::PrimaryKey { columns, .. }
                | ConstraintKind::Unique { columns, .. } => whole(columns),
                _ => false,
            })
    }

    /// Returns true if an index or a key has this column.
    pub(crate) fn has_index_with(&self, column: &str) -> bool {
        let mut indexed = self.indexes.iter().flat_map(|index| &index.columns);
        indexed.any(|name| name.as_deref() == Some(column))
            || self.constraints.iter().any(|one| match &one.kind {
                ConstraintKind::PrimaryKey { columns, .. }
                | ConstraintKind::Unique { columns, .. } => columns.iter().any(|it| it == column),
                _ => false,
            })
    }

    /// Returns true if a check names this column.
    pub(crate) fn has_check_of(&self, column: &str) -> bool {
        self.constraints.iter().any(|one| match &one.kind {
            ConstraintKind::Check { words, .. } => words.iter().any(|word| word == column),
            _ => false,
        })
    }

    /// Returns true if a foreign key or a check of the table, and not of the column, names it.
    pub(crate) fn has_constraint_with(&self, column: &str) -> bool {
        let mut own = self.constraints.iter().filter(|one| !one.is_inline);
        own.any(|one| match &one.kind {
            ConstraintKind::ForeignKey { columns, .. }
            | ConstraintKind::Check { words: columns, .. } => columns.iter().any(|it| it == column),
            _ => false,
        })
    }

    /// Returns the index with this name.
    pub(crate) fn index(&self, name: &str) -> Option<&super::KnownIndex> {
        self.indexes
            .iter()
            .find(|index| index.name.as_deref() == Some(name))
    }
}
