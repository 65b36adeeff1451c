//! Computes how one declaration differs from another. The order of tables and columns does not
//! matter.

use std::collections::HashMap;

use glowplug::catalog::{Catalog, QualifiedName};

use super::{Declared, DeclaredColumn, DeclaredJoin, DeclaredTable};
use crate::dialect::{self, conventions::SchemaConventions};

/// Compares declarations: names by the rules of the catalog, types by those of the database.
pub(super) struct Comparison<'c> {
    pub(super) catalog: &'c Catalog,
    pub(super) words: &'static dyn SchemaConventions,
    /// The schema of tables that are declared without one.
    pub(super) schema: Option<&'c str>,
    /// Whether the declaration includes the lengths of types.
    pub(super) lengths: bool,
    /// Whether SQL types are distinguished that are the same type in Rust.
    pub(super) aliases: bool,
}

/// The differences between two declarations.
#[derive(Default)]
pub(super) struct Difference<'d> {
    pub(super) new: Vec<(QualifiedName, &'d DeclaredTable)>,
    pub(super) gone: Vec<QualifiedName>,
    pub(super) changed: Vec<Changed<'d>>,
    pub(super) new_joins: Vec<&'d DeclaredJoin>,
    pub(super) gone_joins: Vec<&'d DeclaredJoin>,
}

/// A table in both declarations, and how it differs.
pub(super) struct Changed<'d> {
    pub(super) name: QualifiedName,
    pub(super) before: &'d DeclaredTable,
    pub(super) after: &'d DeclaredTable,
    pub(super) new: Vec<&'d DeclaredColumn>,
    pub(super) gone: Vec<&'d DeclaredColumn>,
    /// Columns in both declarations, before and after.
    pub(super) both: Vec<(&'d DeclaredColumn, &'d DeclaredColumn)>,
}

impl Comparison<'_> {
    /// Returns a name qualified with its schema, as the catalog has it.
    pub(super) fn whole(&self, name: &QualifiedName) -> QualifiedName {
        let schema = match dialect::of(self.catalog.database)
            .capabilities()
            .qualified_names
        {
            true => name.schema.clone().or(self.schema.map(Into::into)),
            false => name
                .schema
                .clone()
                .filter(|schema| !self.catalog.is_default(Some(schema))),
        };
        QualifiedName {
            schema,
            name: name.name.clone(),
        }
    }

    pub(super) fn difference<'d>(
        &self,
        before: &'d Declared,
        after: &'d Declared,
    ) -> Difference<'d> {
        let mut difference = Difference::default();
        let mut left = self.by_name(before);
        for table in &after.tables {
            let name = self.whole(&table.name);
            match left.remove(&name) {
                Some(before) => difference.changed.push(changed(name, before, table)),
                None => difference.new.push((name, table)),
            }
        }
        difference.gone = left.into_keys().collect();
        difference.gone.sort();
        difference.gone_joins = self.joins_without(before, after);
        difference.new_joins = self.joins_without(after, before);
        difference
    }

    fn by_name<'d>(&self, declared: &'d Declared) -> HashMap<QualifiedName, &'d DeclaredTable> {
        let tables = declared.tables.iter();
        tables
            .map(|table| (self.whole(&table.name), table))
            .collect()
    }

    fn joins_without<'d>(&self, of: &'d Declared, without: &Declared) -> Vec<&'d DeclaredJoin> {
        let key = |join: &DeclaredJoin| {
            let (child, parent) = (self.whole(&join.child), self.whole(&join.parent));
            (child, parent, join.column.clone())
        };
        let known: std::collections::HashSet<_> = without.joins.iter().map(key).collect();
        let joins = of.joins.iter();
        joins.filter(|join| !known.contains(&key(join))).collect()
    }

    /// Returns true if the type of a column changed.
    pub(super) fn has_other_type(&self, before: &DeclaredColumn, after: &DeclaredColumn) -> bool {
        let (before, after) = (&before.data_type, &after.data_type);
        let is_same = self.words.is_same(before, after)
            || !self.aliases && self.words.is_alias(before, after);
        !is_same
    }

    /// Returns true if the length of a column's type changed.
    pub(super) fn has_other_length(&self, before: &DeclaredColumn, after: &DeclaredColumn) -> bool {
        self.lengths && before.data_type.max_length != after.data_type.max_length
    }
}

fn changed<'d>(
    name: QualifiedName,
    before: &'d DeclaredTable,
    after: &'d DeclaredTable,
) -> Changed<'d> {
    let columns = before.columns.iter();
    let mut left: HashMap<&str, &DeclaredColumn> = columns
        .map(|column| (column.name.as_str(), column))
        .collect();
    let (mut new, mut both) = (Vec::new(), Vec::new());
    for column in &after.columns {
        match left.remove(column.name.as_str()) {
            Some(before) => both.push((before, column)),
            None => new.push(column),
        }
    }
    let gone = before.columns.iter();
    let gone = gone
        .filter(|column| left.contains_key(column.name.as_str()))
        .collect();
    Changed {
        name,
        before,
        after,
        new,
        gone,
        both,
    }
}

/// Returns true if a declaration includes the lengths of types. Older releases of Diesel did not
/// print them, and then their absence has no meaning: if none of several lengths is left, or a file
/// of the old form has none, they were never included.
pub(super) fn says_lengths(before: &Declared, after: &Declared) -> bool {
    let lengths = |declared: &Declared| {
        let columns = declared.tables.iter().flat_map(|table| &table.columns);
        columns
            .filter(|column| column.data_type.max_length.is_some())
            .count()
    };
    lengths(after) > 0 || !after.is_old && lengths(before) < 2
}

/// Returns true if a declaration distinguishes SQL types that are the same type in Rust. It does
/// not if it gives a column of a key a type that no key can have.
pub(super) fn tells_aliases(
    words: &dyn SchemaConventions,
    before: &Declared,
    after: &Declared,
) -> bool {
    let no_keys = |declared: &Declared| {
        let tables = declared.tables.iter();
        let keys = tables.flat_map(|table| table.key.iter().map(|name| table.column(name)));
        keys.flatten()
            .filter(|column| words.is_no_key(&column.data_type))
            .count()
    };
    // With a prefix length such columns can be in a key, and are printed like that.
    no_keys(after) <= no_keys(before)
}
