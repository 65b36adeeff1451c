//! What the migrations before a statement have built, as far as the rules ask for it.

mod alter;
mod apply;
mod constraint;
mod lookup;

use std::collections::{BTreeMap, BTreeSet};

use crate::action::{Column, ConstraintKind, Name, Type};

/// When something was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The migrations that are applied together.
    pub(crate) batch: usize,
    /// The statements that take effect together.
    pub(crate) transaction: usize,
}

/// A schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schema {
    tables: BTreeMap<String, Table>,
    enums: BTreeMap<String, Enum>,
    domains: BTreeMap<String, bool>,
    /// The types that domains are made of.
    domain_bases: BTreeMap<String, Type>,
    views: BTreeMap<String, View>,
    /// Functions, and whether each call may give another value.
    functions: BTreeMap<String, bool>,
    /// The tables of indexes.
    index_tables: BTreeMap<String, String>,
    pub(crate) now: Moment,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) name: Name,
    pub(crate) columns: Vec<Column>,
    pub(crate) constraints: Vec<KnownConstraint>,
    pub(crate) indexes: Vec<KnownIndex>,
    /// When it was created.
    pub(crate) created: Moment,
    pub(crate) temporary: bool,
    /// The key of the table of which it takes what no other partition does.
    pub(crate) default_partition_of: Option<String>,
    /// Whether it has columns that are not known.
    pub(crate) is_partial: bool,
}

/// A constraint.
#[derive(Clone, Debug)]
pub(crate) struct KnownConstraint {
    pub(crate) name: String,
    pub(crate) kind: ConstraintKind,
    pub(crate) is_valid: bool,
    pub(crate) added: Moment,
    /// Whether it is written behind its column.
    pub(crate) is_inline: bool,
}

/// An index.
#[derive(Clone, Debug)]
pub(crate) struct KnownIndex {
    pub(crate) name: Option<String>,
    pub(crate) columns: Vec<Option<String>>,
    pub(crate) partial: bool,
}

/// An enum.
#[derive(Clone, Debug, Default)]
struct Enum {
    /// Values that were added to it, and when.
    added: Vec<(String, Moment)>,
    created: Moment,
}

/// A view.
#[derive(Clone, Debug, Default)]
struct View {
    words: BTreeSet<String>,
    created: Moment,
}
