//! Objects without what they can do without for a while: so that what their defaults call can be
//! made again, and so that two objects that need each other can be made one after the other.

use super::side::follows_index;
use crate::catalog::{Column, Object, Table};

/// The object without defaults, owner, or replica identity.
pub(super) fn loosened(object: Object) -> Object {
    match object {
        Object::Column(table, column) => Object::Column(table, Box::new(loose_column(*column))),
        Object::Sequence(mut sequence) => {
            sequence.owner = None;
            Object::Sequence(sequence)
        }
        Object::Domain(mut domain) => {
            domain.default = None;
            domain.checks.clear();
            Object::Domain(domain)
        }
        Object::Table(mut table) => {
            table.replica_identity = None;
            Object::Table(table)
        }
        other => other,
    }
}

/// The column without its default.
pub(super) fn loose_column(column: Column) -> Column {
    Column {
        default: None,
        identity: None,
        owned_sequence: None,
        ..column
    }
}

/// Whether a table names an index that is made after it.
pub(super) fn names_an_index(table: &Table) -> bool {
    let mut indexes = table.indexes.iter();
    indexes.any(|index| follows_index(table, &index.name))
}
