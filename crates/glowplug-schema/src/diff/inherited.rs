//! Columns that partitions and inheriting tables have from a parent. The server applies every
//! change of the parent's column to them.

use std::collections::HashMap;

use glowplug::catalog::{Column, ObjectName, QualifiedName, Table};

use super::object_ref::ObjectRef;
use super::pairs::{Id, Pairs};

/// A column that is inherited from a parent.
#[derive(Debug)]
pub(super) struct Inherited {
    /// The parent's column.
    pub(super) parent: Id,
    /// The column once the parent's has changed; `None` if it is created or dropped with it.
    pub(super) after: Option<Column>,
}

/// Returns the tables that a table inherits columns from.
pub(super) fn parents(table: &Table) -> impl Iterator<Item = &QualifiedName> {
    let whole = table.partition_of.as_ref().map(|part| &part.parent);
    whole.into_iter().chain(&table.inherits)
}

/// Returns all columns that are inherited from a table that is the parent on both sides.
pub(super) fn inherited(pairs: &Pairs<'_>) -> HashMap<Id, Inherited> {
    let mut found = HashMap::new();
    for id in pairs.ids() {
        if let (Some(ObjectRef::Table(from)), Some(ObjectRef::Table(to))) =
            (pairs[id].from, pairs[id].to)
        {
            for parent in parents(to).filter(|parent| parents(from).any(|p| p == *parent)) {
                for column in from.columns.iter().chain(&to.columns) {
                    follow(pairs, &to.name, parent, &column.name, &mut found);
                }
            }
        }
    }
    found
}

fn follow(
    pairs: &Pairs<'_>,
    child: &QualifiedName,
    parent: &QualifiedName,
    column: &str,
    found: &mut HashMap<Id, Inherited>,
) {
    let place = |table: &QualifiedName| {
        let name = ObjectName::Column(table.clone(), column.to_owned());
        pairs.names.exact(&name)
    };
    let (Some(child), Some(parent)) = (place(child), place(parent)) else {
        return;
    };
    let both = |id: Id| (pairs[id].from, pairs[id].to);
    let after = match (both(child), both(parent)) {
        ((None, Some(ObjectRef::Column(_, one))), (None, Some(_)))
        | ((Some(ObjectRef::Column(_, one)), None), (Some(_), None))
            if one.inherited =>
        {
            None
        }
        (
            (Some(ObjectRef::Column(_, child)), Some(_)),
            (Some(ObjectRef::Column(_, from)), Some(ObjectRef::Column(_, to))),
        ) => Some(after(child, from, to)),
        _ => return,
    };
    found.entry(child).or_insert(Inherited { parent, after });
}

/// Returns the column as it is after the change of the parent's column.
fn after(child: &Column, from: &Column, to: &Column) -> Column {
    let mut after = child.clone();
    if from.data_type != to.data_type || from.collation != to.collation {
        after.data_type = to.data_type.clone();
        after.collation.clone_from(&to.collation);
    }
    if from.nullable != to.nullable {
        after.nullable = to.nullable;
    }
    if from.default != to.default {
        after.default.clone_from(&to.default);
    }
    if from.storage != to.storage {
        after.storage.clone_from(&to.storage);
    }
    if from.generated != to.generated {
        after.generated.clone_from(&to.generated);
    }
    after
}
