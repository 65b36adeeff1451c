//! Computes the changes between two catalogs, in an order that can be applied statement by
//! statement. Pure functions: nothing here touches a database.
//!
//! [`differences`] matches the objects of both catalogs by kind and name. An object on one side
//! only is dropped or created; one that differs is altered in place, or dropped and recreated if no
//! statement can alter it. Whatever blocks a change (a view on a column whose type changes, a
//! default that calls a function that is recreated) is dropped, or loses its default, before the
//! change and is restored after it.
//!
//! The order of columns is not a difference: only SQLite and MySQL could change it, at the cost of
//! rewriting the whole table.

mod action;
mod answers;
mod apply_rename;
mod compare;
mod dependencies;
mod derived_names;
mod disposition;
mod inherited;
mod mentions;
mod normalization;
mod object_ref;
mod ordering_constraints;
mod pairs;
mod partition_keys;
mod priority;
mod question;
mod recreated_types;
mod stub;
#[cfg(test)]
mod tests;
mod whitespace;

pub use answers::Answers;
pub use question::{Candidate, Otherwise, Question, Subject, questions};
pub use whitespace::unformatted;

use glowplug::catalog::{Catalog, Object, ObjectName};

use action::Actions;
use disposition::{Disposition, Dispositions};
use object_ref::ObjectRef;
use pairs::{Id, Pairs};

use crate::change::{Change, Rename, Strategy};
use crate::dialect::planning::{self, Edge, Orderable};

/// Returns all changes from one catalog to another, in an order that can be applied.
///
/// Created tables include their columns and constraints, but not their foreign keys, which follow
/// as changes of their own (on SQLite they are included). On MySQL they also include their indexes,
/// which `AUTO_INCREMENT` requires. A sequence that a column owns is created without its owner,
/// which is set once the column exists; the sequence of a `serial` column ([`Catalog::serial`]) is
/// created and dropped with the column. A column that partitions inherit is created, dropped and
/// altered together with the parent's.
pub fn differences(from: &Catalog, to: &Catalog) -> Vec<Change> {
    differences_for(from, to, Strategy::Online)
}

/// Returns the changes like [`differences`], for statements that are generated in the given manner.
/// Statements in one transaction cannot use a value that the same transaction adds to a PostgreSQL
/// enum, so such an enum is recreated, and what blocks that is dropped and restored.
pub fn differences_for(from: &Catalog, to: &Catalog, manner: Strategy) -> Vec<Change> {
    let mut pairs = Pairs::new(from, to);
    pairs.remade = recreated_types::remade(&pairs, to, manner);
    let fates = Dispositions::of(&pairs);
    let mut found = Found {
        actions: Actions::of(&pairs, &fates),
        pairs: &pairs,
        fates,
    };
    let order = planning::order(&mut found);
    found.actions.changes(&pairs, &found.fates, &order)
}

/// The fate of every object and the actions that follow from it, ready for ordering.
struct Found<'p, 'c> {
    pairs: &'p Pairs<'c>,
    fates: Dispositions,
    actions: Actions,
}

impl Orderable for Found<'_, '_> {
    type Key = priority::Key;

    fn graph(&self) -> (Vec<priority::Key>, Vec<Edge>) {
        let edges = ordering_constraints::edges(self.pairs, &self.fates, &self.actions);
        let keys = priority::keys(self.pairs, &self.fates, &self.actions, &edges);
        (keys, edges)
    }

    fn resolve(&mut self, cycles: &[Vec<usize>]) -> bool {
        let changed = self.fates.resolve(self.pairs, &self.actions, cycles);
        if changed {
            self.actions = Actions::of(self.pairs, &self.fates);
        }
        changed
    }
}

/// An object that differs between two catalogs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// The name of the object.
    pub name: ObjectName,
    /// The object in the first catalog, if it exists there.
    pub from: Option<Object>,
    /// The object in the second catalog, if it exists there.
    pub to: Option<Object>,
}

/// Returns the objects that differ, each once, sorted by name. Only objects that differ themselves
/// are included, not those that would have to be dropped and recreated because of them. Objects
/// that belong to a table on one side only are part of that table.
pub fn differing(from: &Catalog, to: &Catalog) -> Vec<Differing> {
    let pairs = Pairs::new(from, to);
    let fates = Dispositions::alone(&pairs);
    let stands_alone = |id: Id| match (pairs[id].owner, fates.get(id)) {
        (_, Disposition::Keep) => false,
        (Some(owner), Disposition::Create | Disposition::Drop)
            if fates.get(owner) == fates.get(id) =>
        {
            false
        }
        (_, Disposition::Create) => fates.created_by(&pairs, id).is_none(),
        (_, Disposition::Drop) => fates.dropped_by(&pairs, id).is_none(),
        _ => true,
    };
    let found = pairs.ids().filter(|id| stands_alone(*id));
    let mut found: Vec<Differing> = found
        .map(|id| Differing {
            name: pairs[id].name.clone(),
            from: pairs[id].from.map(ObjectRef::object),
            to: pairs[id].to.map(ObjectRef::object),
        })
        .collect();
    found.sort_by(|left, right| left.name.cmp(&right.name));
    found
}

/// The accuracy of a predicted catalog, compared with what the server will report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// Exactly as the server reports it.
    Exact,
    /// Except for expressions, which the server may rewrite (`now()`).
    Normalized,
}

/// Returns true if two catalogs are the same, as far as `known` allows to tell.
pub fn is_same(reached: &Catalog, other: &Catalog, known: Fidelity) -> bool {
    let is_open = |differing: &Differing| match (known, &differing.from, &differing.to) {
        (Fidelity::Normalized, Some(from), Some(to)) => !normalization::is_same(from, to),
        _ => true,
    };
    !differing(reached, other).iter().any(is_open)
}

/// Returns the renames that revert the given ones, in an order that can be applied. Renames of
/// objects that are no longer in the catalog are left out: an object that was renamed out of the
/// way may have been dropped since.
pub fn reversed(renames: &[Rename], catalog: &Catalog) -> Vec<Rename> {
    let mut now = catalog.clone();
    let mut found = Vec::new();
    for rename in renames.iter().rev().map(Rename::reversed) {
        if answers::is_there(&now, &rename) {
            now = apply_rename::renamed(now, &rename);
            found.push(rename);
        }
    }
    found
}
