//! Puts renames into an order in which each new name is free when it is needed.

use std::collections::BTreeSet;

use glowplug::catalog::{Catalog, ObjectName, QualifiedName};
use glowplug::model::Database;

use crate::change::Rename;
use crate::dialect;
use crate::diff::object_ref::items;

/// The maximum length of an identifier in bytes, on every database.
const LONGEST: usize = 63;

/// A name that only one object can have within its schema, table or enum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot(String, String);

impl Slot {
    /// Returns the slot that an object occupies.
    pub(super) fn of(database: Database, object: &ObjectName) -> Self {
        let in_schema = |name: &QualifiedName, own: &str| {
            Self(name.schema.clone().unwrap_or_default(), own.to_owned())
        };
        let is_shared = dialect::of(database)
            .capabilities()
            .names
            .indexes_are_relations;
        match object {
            ObjectName::Table(name) | ObjectName::View(name) | ObjectName::Sequence(name) => {
                in_schema(name, &name.name)
            }
            ObjectName::Index(on, name) | ObjectName::Constraint(on, name) if is_shared => {
                in_schema(on, name)
            }
            other => {
                let mut rest = other.clone();
                let own = rest.own_name_mut().map(std::mem::take);
                Self(
                    format!("{} {rest:?}", other.kind()),
                    own.unwrap_or_default(),
                )
            }
        }
    }

    /// Returns the slot that a rename needs.
    pub(super) fn after(database: Database, rename: &Rename) -> Self {
        match rename {
            Rename::EnumValue { of, to, .. } => Self::of_value(of, to),
            _ => Self::of(database, &rename.renamed()),
        }
    }

    /// Returns the slot that a rename frees.
    pub(super) fn before(database: Database, rename: &Rename) -> Self {
        match rename {
            Rename::EnumValue { of, from, .. } => Self::of_value(of, from),
            _ => Self::of(database, &rename.object()),
        }
    }

    fn of_value(of: &QualifiedName, value: &str) -> Self {
        Self(format!("enum value {of:?}"), value.to_owned())
    }
}

/// Returns all slots that are occupied in a catalog.
pub(super) fn taken(catalog: &Catalog) -> BTreeSet<Slot> {
    let of = |object: &ObjectName| Slot::of(catalog.database, object);
    let mut slots: BTreeSet<Slot> = (items(catalog).into_iter())
        .map(|item| of(&item.name()))
        .collect();
    for table in &catalog.tables {
        let columns = table.columns.iter();
        let columns =
            columns.map(|own| of(&ObjectName::Column(table.name.clone(), own.name.clone())));
        slots.extend(columns);
    }
    for of in &catalog.enums {
        slots.extend(
            of.values
                .iter()
                .map(|value| Slot::of_value(&of.name, value)),
        );
    }
    slots
}

/// Names that no object has, in either catalog.
pub(super) struct Free(BTreeSet<String>);

impl Free {
    pub(super) fn of(catalogs: [&Catalog; 2]) -> Self {
        let taken = catalogs.into_iter().flat_map(taken);
        Self(taken.map(|slot| slot.1).collect())
    }

    /// Chooses a free name for an object that is moved out of the way: `labels_old`, `labels_old1`.
    pub(super) fn choose(&mut self, name: &str) -> String {
        let mut label = "_old".to_owned();
        for number in 1_u32.. {
            let room = LONGEST - label.len();
            let end = (0..=room.min(name.len()))
                .rev()
                .find(|at| name.is_char_boundary(*at));
            let chosen = format!("{}{label}", &name[..end.unwrap_or_default()]);
            if self.0.insert(chosen.clone()) {
                return chosen;
            }
            label = format!("_old{number}");
        }
        unreachable!("there are more numbers than names")
    }
}

/// Orders renames; a cycle is broken by renaming one object to a temporary name first.
pub(super) fn in_order(database: Database, mut left: Vec<Rename>, free: &mut Free) -> Vec<Rename> {
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let is_free = |one: &Rename| {
            let wanted = Slot::after(database, one);
            let others = left.iter().filter(|other| *other != one);
            others
                .into_iter()
                .all(|other| Slot::before(database, other) != wanted)
        };
        match left.iter().position(is_free) {
            Some(place) => ordered.push(left.remove(place)),
            None => {
                let (aside, rest) = by_way_of(&left[0], free);
                ordered.push(aside);
                left[0] = rest;
            }
        }
    }
    ordered
}

/// Splits a rename in two: to a temporary name, and from there to the final one.
fn by_way_of(rename: &Rename, free: &mut Free) -> (Rename, Rename) {
    let mut between = rename.clone();
    let mut rest = rename.clone();
    match (&mut between, &mut rest) {
        (Rename::EnumValue { from, to, .. }, Rename::EnumValue { from: later, .. }) => {
            *to = free.choose(from);
            later.clone_from(to);
        }
        (Rename::Object { object, to }, Rename::Object { object: later, .. }) => {
            let mut own = object.clone();
            let own = own.own_name_mut().map(std::mem::take).unwrap_or_default();
            *to = free.choose(&own);
            if let Some(name) = later.own_name_mut() {
                name.clone_from(to);
            }
        }
        _ => {}
    }
    (between, rest)
}

/// Returns the rename that moves an object out of the way of another that takes its name.
pub(super) fn aside(rename: &Rename, free: &mut Free) -> Rename {
    by_way_of(rename, free).0
}
