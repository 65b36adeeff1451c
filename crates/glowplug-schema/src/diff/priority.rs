//! The preferred order of actions that do not depend on each other: first drops that others wait
//! for, then types, then table by table everything that is done to it, then what depends on tables,
//! and finally the remaining drops.

use glowplug::catalog::{Column, ObjectName, OtherKind, Table};

use super::action::{Act, Actions};
use super::disposition::Dispositions;
use super::object_ref::ObjectRef;
use super::pairs::Pairs;
use crate::dialect::planning::Edge;

/// The sort key of an action, smaller first: phase, table, step within the table, name.
pub(super) type Key = (u8, String, u8, String);

/// Returns the keys of all actions.
pub(super) fn keys(
    pairs: &Pairs<'_>,
    fates: &Dispositions,
    actions: &Actions,
    edges: &[Edge],
) -> Vec<Key> {
    let mut awaited = vec![false; actions.all.len()];
    for edge in edges.iter().filter(|edge| edge.must) {
        // Recreating an object after its own drop does not require an early drop.
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
                Act::DropDefault => (0, 8),
                Act::Alter | Act::Create => place(item),
                Act::RestoreDefault => restored(item),
            };
            let step = step * 4 + order(*act);
            let own = match (act, item) {
                (Act::Create, ObjectRef::Column(table, column)) => place_in(table, column),
                _ => name.to_string(),
            };
            (phase, group(name), step, own)
        })
        .collect()
}

const fn order(act: Act) -> u8 {
    match act {
        Act::DropDefault | Act::Drop => 0,
        Act::Create => 1,
        Act::Alter => 2,
        Act::RestoreDefault => 3,
    }
}

/// Returns the position of a column, so that new columns are added in the order of the table.
fn place_in(table: &Table, column: &Column) -> String {
    let mut columns = table.columns.iter();
    let place = columns.position(|other| other.name == column.name);
    format!("{:05}", place.unwrap_or_default())
}

/// Returns the name that groups actions: that of a table or view, also for its parts.
fn group(name: &ObjectName) -> String {
    match (name, name.owner()) {
        (_, Some(owner)) => owner.to_string(),
        (ObjectName::Table(name) | ObjectName::View(name), _) => name.to_string(),
        _ => String::new(),
    }
}

/// Returns the phase in which an object is created or altered, and its step within its group.
const fn place(item: ObjectRef<'_>) -> (u8, u8) {
    match item {
        ObjectRef::Schema(_) => (1, 0),
        ObjectRef::Extension(_) => (1, 1),
        ObjectRef::Enum(_) => (2, 0),
        ObjectRef::Domain(_) => (2, 2),
        ObjectRef::Composite(_) | ObjectRef::Range(_) => (2, 1),
        ObjectRef::Sequence(_) => (3, 0),
        ObjectRef::Table(_) => (4, 0),
        ObjectRef::Column(..) => (4, 4),
        ObjectRef::Constraint(..) if item.is_foreign_key() => (4, 8),
        ObjectRef::Constraint(..) => (4, 5),
        ObjectRef::Index(..) => (4, 7),
        ObjectRef::Function(_) => (5, 0),
        ObjectRef::View(_) => (6, 0),
        ObjectRef::Rule(..) => (7, 0),
        ObjectRef::Trigger(..) => (7, 1),
        ObjectRef::Policy(..) => (7, 2),
        ObjectRef::Other(other) => other_place(other.kind),
    }
}

const fn other_place(kind: OtherKind) -> (u8, u8) {
    match kind {
        OtherKind::AccessMethod | OtherKind::ForeignDataWrapper | OtherKind::Language => (1, 2),
        OtherKind::Collation | OtherKind::ForeignServer => (1, 3),
        OtherKind::TextSearchDictionary => (1, 4),
        OtherKind::TextSearchConfiguration => (1, 5),
        OtherKind::ForeignTable => (4, 6),
        OtherKind::Statistics | OtherKind::Comment => (4, 9),
        OtherKind::OperatorFamily => (5, 1),
        OtherKind::Operator | OtherKind::Cast => (5, 2),
        OtherKind::OperatorClass | OtherKind::Transform | OtherKind::Conversion => (5, 3),
        OtherKind::Cluster | OtherKind::StatisticsTarget | OtherKind::Tablespace => (7, 3),
        OtherKind::Publication => (7, 4),
        OtherKind::PublishedTable => (7, 5),
        // After all objects that they may refer to, and that may be recreated.
        OtherKind::Owner => (9, 0),
        OtherKind::Privileges => (9, 1),
        OtherKind::DefaultPrivileges => (9, 2),
        OtherKind::EventTrigger => (9, 3),
    }
}

/// Returns the phase and step of a drop: early if others wait for it, otherwise with its table or
/// at the end.
const fn leaving(item: ObjectRef<'_>, awaited: bool) -> (u8, u8) {
    match item {
        ObjectRef::Trigger(..) => (0, 0),
        ObjectRef::Rule(..) => (0, 1),
        ObjectRef::Policy(..) => (0, 2),
        ObjectRef::View(_) => (0, 3),
        ObjectRef::Function(_) if awaited => (0, 4),
        ObjectRef::Constraint(..) if item.is_foreign_key() && awaited => (0, 5),
        ObjectRef::Constraint(..) | ObjectRef::Index(..) => (4, 1),
        ObjectRef::Column(..) => (4, 2),
        ObjectRef::Function(_) => (8, 0),
        ObjectRef::Table(_) => (8, 1),
        ObjectRef::Sequence(_) => (8, 2),
        ObjectRef::Domain(_) => (8, 3),
        ObjectRef::Enum(_) | ObjectRef::Composite(_) | ObjectRef::Range(_) => (8, 4),
        ObjectRef::Extension(_) => (8, 5),
        ObjectRef::Schema(_) => (8, 6),
        ObjectRef::Other(other) => match other.kind {
            OtherKind::EventTrigger => (0, 0),
            kind if kind.is_access() => other_place(kind),
            kind if kind.is_property() => (0, 4),
            _ => (8, 4),
        },
    }
}

const fn restored(item: ObjectRef<'_>) -> (u8, u8) {
    match item {
        ObjectRef::Sequence(_) => (4, 9),
        _ => place(item),
    }
}
