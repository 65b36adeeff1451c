//! Finds tables that are partitioned by a column whose type is recreated.
//!
//! PostgreSQL cannot change the type of such a column. The partitioned table itself holds no rows,
//! so it is dropped and recreated, and its partitions are detached in the meantime.

use glowplug::catalog::Table;

use super::mentions::words;
use super::object_ref::ObjectRef;
use super::pairs::{Id, Pairs};

/// Returns the tables that have to be recreated because these types are.
pub(super) fn recreated(pairs: &Pairs<'_>, is_remade: impl Fn(Id) -> bool) -> Vec<Id> {
    let is_type = |id: &Id| pairs[*id].any().is_type();
    let mut types: Vec<Id> = pairs
        .ids()
        .filter(|id| is_type(id) && is_remade(*id))
        .collect();
    let mut next = 0;
    while let Some(id) = types.get(next).copied() {
        next += 1;
        let made_of = pairs.from.users[id].iter().copied().filter(is_type);
        let new: Vec<Id> = made_of.filter(|id| !types.contains(id)).collect();
        types.extend(new);
    }
    let users = types.iter().flat_map(|id| &pairs.from.users[*id]);
    let mut tables: Vec<Id> = users.filter_map(|id| cut_by(pairs, *id)).collect();
    tables.sort_unstable();
    tables.dedup();
    tables
}

/// Returns the table that is partitioned by this column, if its partition key stays the same.
fn cut_by(pairs: &Pairs<'_>, column: Id) -> Option<Id> {
    let Some(ObjectRef::Column(table, column)) = pairs[column].from else {
        return None;
    };
    let id = pairs
        .names
        .exact(&glowplug::catalog::ObjectName::Table(table.name.clone()))?;
    let Some(ObjectRef::Table(after)) = pairs[id].to else {
        return None;
    };
    let name = column.name.to_lowercase();
    let by = &table.partitioned.as_ref()?.by;
    let stays = table.partitioned == after.partitioned && !counts(table) && !counts(after);
    (stays && words(by).any(|word| word == name)).then_some(id)
}

/// Returns true if the table has identity or serial columns, whose counters would be lost.
fn counts(table: &Table) -> bool {
    let mut columns = table.columns.iter();
    columns.any(|column| column.identity.is_some() || column.owned_sequence.is_some())
}
