//! Where an action stands among those that could come next: first what makes room, then types,
//! tables one by one with all that is done to them, what stands on them, and at last what goes.

use super::action::{Act, Actions};
use super::edges::Edge;
use super::fate::Fates;
use super::item::Item;
use super::pairs::Pairs;
use crate::catalog::{Column, ObjectName, Table};

/// The smaller comes first: phase, table, what is done to it, name.
pub(super) type Key = (u8, String, u8, String);

/// The keys of all actions.
pub(super) fn keys(
    pairs: &Pairs<'_>,
    fates: &Fates,
    actions: &Actions,
    edges: &[Edge],
) -> Vec<Key> {
    let mut awaited = vec![false; actions.all.len()];
    for edge in edges.iter().filter(|edge| edge.must) {
        // That an object is created again after its own drop needs no room.
        awaited[edge.before] |= actions.all[edge.before].0 != actions.all[edge.after].0;
    }
    let keyed = actions.all.iter().zip(awaited);
    keyed
        .map(|((id, act), awaited)| {
            let name = &pairs[*id].name;
            let item = pairs[*id].any();
            let (phase, step) = match act {
                Act::Drop if fates.comes(*id) && !awaited => place(item),
                Act::Drop => leaving(item, awaited),
                Act::Loosen => (0, 8),
                Act::Alter | Act::Create => place(item),
                Act::Restore => restored(item),
            };
            let step = step * 4 + order(*act);
            let own = match (act, item) {
                (Act::Create, Item::Column(table, column)) => place_in(table, column),
                _ => name.to_string(),
            };
            (phase, group(name), step, own)
        })
        .collect()
}

const fn order(act: Act) -> u8 {
    match act {
        Act::Loosen | Act::Drop => 0,
        Act::Create => 1,
        Act::Alter => 2,
        Act::Restore => 3,
    }
}

/// New columns come in the order in which they stand.
fn place_in(table: &Table, column: &Column) -> String {
    let mut columns = table.columns.iter();
    let place = columns.position(|other| other.name == column.name);
    format!("{:05}", place.unwrap_or_default())
}

/// What belongs together: a table or view with its parts.
fn group(name: &ObjectName) -> String {
    match (name, name.owner()) {
        (_, Some(owner)) => owner.to_string(),
        (ObjectName::Table(name) | ObjectName::View(name), _) => name.to_string(),
        _ => String::new(),
    }
}

/// The phase in which an object is made or altered, and its place within its group.
const fn place(item: Item<'_>) -> (u8, u8) {
    match item {
        Item::Schema(_) => (1, 0),
        Item::Extension(_) => (1, 1),
        Item::Enum(_) => (2, 0),
        Item::Domain(_) => (2, 2),
        Item::Composite(_) | Item::Range(_) => (2, 1),
        Item::Sequence(_) => (3, 0),
        Item::Table(_) => (4, 0),
        Item::Column(..) => (4, 4),
        Item::Constraint(..) if item.is_foreign_key() => (4, 8),
        Item::Constraint(..) => (4, 5),
        Item::Index(..) => (4, 7),
        Item::Function(_) => (5, 0),
        Item::View(_) => (6, 0),
        Item::Rule(..) => (7, 0),
        Item::Trigger(..) => (7, 1),
        Item::Policy(..) => (7, 2),
    }
}

/// What others wait for goes first; what nobody waits for goes with its table, or at last.
const fn leaving(item: Item<'_>, awaited: bool) -> (u8, u8) {
    match item {
        Item::Trigger(..) => (0, 0),
        Item::Rule(..) => (0, 1),
        Item::Policy(..) => (0, 2),
        Item::View(_) => (0, 3),
        Item::Function(_) if awaited => (0, 4),
        Item::Constraint(..) if item.is_foreign_key() && awaited => (0, 5),
        Item::Constraint(..) | Item::Index(..) => (4, 1),
        Item::Column(..) => (4, 2),
        Item::Function(_) => (8, 0),
        Item::Table(_) => (8, 1),
        Item::Sequence(_) => (8, 2),
        Item::Domain(_) => (8, 3),
        Item::Enum(_) | Item::Composite(_) | Item::Range(_) => (8, 4),
        Item::Extension(_) => (8, 5),
        Item::Schema(_) => (8, 6),
    }
}

const fn restored(item: Item<'_>) -> (u8, u8) {
    match item {
        Item::Sequence(_) => (4, 9),
        _ => place(item),
    }
}
