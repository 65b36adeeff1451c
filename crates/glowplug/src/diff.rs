//! What differs between two catalogs, in an order that can be applied statement by statement.
//! Pure functions: nothing here touches a database.
//!
//! [`differences`] lays the objects of both sides over each other by kind and name. What is on one
//! side alone is dropped or created, what is on both and not equal is altered in place, or dropped
//! and created again where no statement can change it. What stands in the way of a change (a view
//! on a column whose type changes, a default that calls a function that is made again) is dropped
//! or emptied before it and made again after it.
//!
//! The order of columns is no difference: only SQLite and MySQL could change it, at the price of
//! writing the whole table again.

mod action;
mod answers;
mod compare;
mod edges;
mod fate;
mod follow;
mod inherited;
mod item;
mod loose;
mod mentions;
mod order;
mod pairs;
mod question;
mod rank;
mod renamed;
mod side;
mod spelling;
#[cfg(test)]
mod tests;

pub use answers::Answers;
pub use question::{Candidate, Question, Subject, questions};

use crate::catalog::{Catalog, Object, ObjectName};
use crate::change::{Change, Rename};
use action::Actions;
use fate::{Fate, Fates};
use item::Item;
use pairs::{Id, Pairs};

/// How often a cycle is looked at again before it is cut anywhere.
const ATTEMPTS: usize = 16;

/// All differences, in an order that can be applied.
///
/// Created tables come with their columns and constraints, without foreign keys (on SQLite with
/// them), which follow by themselves; on MySQL with their indexes, which its `AUTO_INCREMENT`
/// needs. A sequence that a column owns is created without its owner and is given to it once the
/// column is there; that of a `serial` column ([`Catalog::serial`]) comes and goes with the column.
/// A column that partitions have from their parent comes, goes and changes with the parent's.
pub fn differences(from: &Catalog, to: &Catalog) -> Vec<Change> {
    let pairs = Pairs::new(from, to);
    let mut fates = Fates::of(&pairs);
    for attempt in 0.. {
        let actions = Actions::of(&pairs, &fates);
        let edges = edges::edges(&pairs, &fates, &actions);
        let keys = rank::keys(&pairs, &fates, &actions, &edges);
        match order::sort(&keys, &edges) {
            Ok(order) => return actions.changes(&pairs, &fates, &order),
            Err(cycles) if attempt < ATTEMPTS && fates.resolve(&pairs, &actions, &cycles) => {}
            Err(_) => {
                let order = order::anyhow(&keys, &edges);
                return actions.changes(&pairs, &fates, &order);
            }
        }
    }
    Vec::new()
}

/// An object that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Which one.
    pub name: ObjectName,
    /// What it is on the first side.
    pub from: Option<Object>,
    /// What it is on the second.
    pub to: Option<Object>,
}

/// The objects that differ, each once, by name: what has to change by itself, without what would
/// have to be dropped and created again for it. What stands on a table that is on one side alone
/// is a part of it.
pub fn differing(from: &Catalog, to: &Catalog) -> Vec<Differing> {
    let pairs = Pairs::new(from, to);
    let fates = Fates::alone(&pairs);
    let stands_alone = |id: Id| match (pairs[id].owner, fates.get(id)) {
        (_, Fate::Keep) => false,
        (Some(owner), Fate::Create | Fate::Drop) if fates.get(owner) == fates.get(id) => false,
        (_, Fate::Create) => fates.created_by(&pairs, id).is_none(),
        (_, Fate::Drop) => fates.dropped_by(&pairs, id).is_none(),
        _ => true,
    };
    let found = pairs.ids().filter(|id| stands_alone(*id));
    let mut found: Vec<Differing> = found
        .map(|id| Differing {
            name: pairs[id].name.clone(),
            from: pairs[id].from.map(Item::object),
            to: pairs[id].to.map(Item::object),
        })
        .collect();
    found.sort_by(|left, right| left.name.cmp(&right.name));
    found
}

/// How exactly a schema is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// As the server says it.
    Exactly,
    /// The server may write expressions otherwise (`now()`).
    ButForSpelling,
}

/// Whether a schema is another one, as far as that is known.
pub fn is_same(reached: &Catalog, other: &Catalog, known: Known) -> bool {
    let is_open = |differing: &Differing| match (known, &differing.from, &differing.to) {
        (Known::ButForSpelling, Some(from), Some(to)) => !spelling::is_same(from, to),
        _ => true,
    };
    !differing(reached, other).iter().any(is_open)
}

/// What takes renames back, in an order that can be applied.
pub fn reversed(renames: &[Rename]) -> Vec<Rename> {
    renames.iter().rev().map(Rename::reversed).collect()
}
