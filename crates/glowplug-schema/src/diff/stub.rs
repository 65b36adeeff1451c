//! Objects stripped of defaults, owners and other properties. This breaks dependency cycles: what a
//! default calls can be recreated, and two objects that need each other can be created one after
//! the other.

use glowplug::catalog::{Column, Object, Table};

use super::dependencies::follows_index;

/// Returns the object without its default, owner, replica identity, or the type that its columns
/// come from.
pub(super) fn without_defaults(object: Object) -> Object {
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
            table.of_type = None;
            Object::Table(table)
        }
        other => other,
    }
}

/// Returns the object as it is while others change: a partition is detached, a typed table is an
/// untyped one, anything else is as it would be created at first.
pub(super) fn set_loose(object: Object) -> Object {
    match object {
        Object::Table(mut table) => {
            table.partition_of = None;
            table.of_type = None;
            Object::Table(table)
        }
        other => without_defaults(other),
    }
}

/// Returns the column without its default, identity and sequence.
pub(super) fn loose_column(column: Column) -> Column {
    Column {
        default: None,
        identity: None,
        owned_sequence: None,
        ..column
    }
}

/// Returns true if a typed table stays one, but gets other columns: it is untyped in between.
pub(super) fn is_retyped(from: &Table, to: &Table) -> bool {
    let columns = |table: &Table| -> Vec<_> {
        let columns = table.columns.iter().cloned();
        columns
            .map(|column| (column.name, column.data_type, column.collation))
            .collect()
    };
    from.of_type.is_some() && from.of_type == to.of_type && columns(from) != columns(to)
}

/// Returns true if a table refers to an index that is created after it (its replica identity).
pub(super) fn names_an_index(table: &Table) -> bool {
    let mut indexes = table.indexes.iter();
    indexes.any(|index| follows_index(table, &index.name))
}
