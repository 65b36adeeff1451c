//! What one declaration says otherwise than another. The order of tables and columns says nothing.

use std::collections::HashMap;

use super::{Declared, DeclaredColumn, DeclaredJoin, DeclaredTable};
use crate::catalog::{Catalog, QualifiedName};
use crate::dialect::declaring::Declaring;
use crate::model::Database;

/// How declarations are compared: names by the catalog, types by the database.
pub(super) struct Comparison<'c> {
    pub(super) catalog: &'c Catalog,
    pub(super) words: &'static dyn Declaring,
    /// The schema of tables that are declared without one.
    pub(super) schema: Option<&'c str>,
    /// Whether the lengths of types are said.
    pub(super) lengths: bool,
    /// Whether types are told apart that are one in Rust.
    pub(super) aliases: bool,
}

/// What differs.
#[derive(Default)]
pub(super) struct Difference<'d> {
    pub(super) new: Vec<(QualifiedName, &'d DeclaredTable)>,
    pub(super) gone: Vec<QualifiedName>,
    pub(super) changed: Vec<Changed<'d>>,
    pub(super) new_joins: Vec<&'d DeclaredJoin>,
    pub(super) gone_joins: Vec<&'d DeclaredJoin>,
}

/// A table of both, and what differs of it.
pub(super) struct Changed<'d> {
    pub(super) name: QualifiedName,
    pub(super) before: &'d DeclaredTable,
    pub(super) after: &'d DeclaredTable,
    pub(super) new: Vec<&'d DeclaredColumn>,
    pub(super) gone: Vec<&'d DeclaredColumn>,
    /// Columns of both, before and after.
    pub(super) both: Vec<(&'d DeclaredColumn, &'d DeclaredColumn)>,
}

impl Comparison<'_> {
    /// A name with the schema it stands in.
    pub(super) fn whole(&self, name: &QualifiedName) -> QualifiedName {
        let schema = match self.catalog.database {
            Database::Postgres => name.schema.clone().or(self.schema.map(Into::into)),
            _ => name
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

    /// Whether a column has another type now.
    pub(super) fn has_other_type(&self, before: &DeclaredColumn, after: &DeclaredColumn) -> bool {
        let (before, after) = (&before.data_type, &after.data_type);
        let is_same = self.words.is_same(before, after)
            || !self.aliases && self.words.is_alias(before, after);
        !is_same
    }

    /// Whether a column has another length now.
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

/// Whether a declaration says the lengths of types. Older releases of Diesel did not, and then
/// their absence says nothing: where none of several lengths is left, or none stands in a file of
/// the old form, they were never said.
pub(super) fn says_lengths(before: &Declared, after: &Declared) -> bool {
    let lengths = |declared: &Declared| {
        let columns = declared.tables.iter().flat_map(|table| &table.columns);
        columns
            .filter(|column| column.data_type.max_length.is_some())
            .count()
    };
    lengths(after) > 0 || !after.is_old && lengths(before) < 2
}

/// Whether a declaration tells types apart that are one in Rust: not where it calls a column of a key
/// what none can be.
pub(super) fn tells_aliases(words: &dyn Declaring, before: &Declared, after: &Declared) -> bool {
    let no_keys = |declared: &Declared| {
        let tables = declared.tables.iter();
        let keys = tables.flat_map(|table| table.key.iter().map(|name| table.column(name)));
        keys.flatten()
            .filter(|column| words.is_no_key(&column.data_type))
            .count()
    };
    // With a prefix of theirs they can be, and are printed so.
    no_keys(after) <= no_keys(before)
}
