//! Propagates the change of an object to the objects that use it.

use std::collections::VecDeque;

use glowplug::catalog::OtherKind;

use super::{Disposition, Dispositions, can_loosen};
use crate::dialect;
use crate::diff::object_ref::ObjectRef;
use crate::diff::pairs::{Id, Pairs};

/// The effect of a change on the users of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Impact {
    /// The object is dropped, for a while or for good.
    Gone,
    /// The values of a column change their type.
    Moved,
    /// A type is recreated under its name.
    Remade,
}

impl Dispositions {
    /// Propagates the changes of these objects to their users, and on from there.
    pub(in crate::diff) fn propagate(&mut self, pairs: &Pairs<'_>, from: Vec<Id>) {
        let mut queue: VecDeque<Id> = from.into();
        while let Some(id) = queue.pop_front() {
            let Some(harm) = self.harm(pairs, id) else {
                continue;
            };
            for user in &pairs.from.users[id] {
                if self.reach(pairs, id, harm, *user) {
                    queue.push_back(*user);
                }
            }
        }
    }

    fn harm(&self, pairs: &Pairs<'_>, id: Id) -> Option<Impact> {
        if self.goes(id) {
            return Some(Impact::Gone);
        }
        if !self.moves(pairs, id) || pairs.can.table_rebuild {
            let harmed = pairs.can.foreign_keys_pin_columns && forbids_null(pairs, id);
            return harmed.then_some(Impact::Moved);
        }
        let remade = pairs[id].any().is_type();
        Some(if remade {
            Impact::Remade
        } else {
            Impact::Moved
        })
    }

    /// Updates the fate of a user; returns true if that affects its own users.
    fn reach(&mut self, pairs: &Pairs<'_>, id: Id, harm: Impact, user: Id) -> bool {
        let fate = self.all[user];
        if !matches!(fate, Disposition::Keep | Disposition::Alter) {
            return harm == Impact::Remade && self.pass_on(pairs, user);
        }
        if fate == Disposition::Alter && !pairs.to.uses(user, id) {
            return false; // Its alteration comes first.
        }
        let item = pairs[user].any();
        match item {
            ObjectRef::Column(..) if pairs.inherited.contains_key(&user) => {
                self.inherit(harm, user)
            }
            _ if item.is_generated() => self.set(user, Disposition::Recreate),
            ObjectRef::Column(..)
            | ObjectRef::Domain(_)
            | ObjectRef::Composite(_)
            | ObjectRef::Range(_) => self.empty(pairs, harm, user),
            ObjectRef::Table(_) | ObjectRef::Sequence(_) | ObjectRef::Enum(_) => false,
            ObjectRef::Schema(_) | ObjectRef::Extension(_) => false,
            ObjectRef::Other(other) if other.kind.is_kept() => false,
            ObjectRef::Other(other)
                if other.kind == OtherKind::Statistics && harm != Impact::Gone =>
            {
                false
            }
            ObjectRef::Index(..) | ObjectRef::Constraint(..) if harm == Impact::Moved => {
                item.is_foreign_key() && refuses(pairs, id, self.moved.contains(&id)) && {
                    self.set(user, Disposition::Recreate)
                }
            }
            _ if harm == Impact::Moved && !pairs.can.dependents_block_retyping => false,
            _ => self.set(user, Disposition::Recreate),
        }
    }

    fn set(&mut self, id: Id, fate: Disposition) -> bool {
        let changed = self.all[id] != fate;
        self.all[id] = fate;
        changed
    }

    /// Updates a column that is inherited from a parent.
    fn inherit(&mut self, harm: Impact, user: Id) -> bool {
        match harm {
            Impact::Gone => self.set(user, Disposition::Recreate),
            Impact::Moved => self.moved.insert(user),
            Impact::Remade => false,
        }
    }

    /// Updates an object that stays: it loses its default for a while; if its type is recreated,
    /// its users are affected as well.
    fn empty(&mut self, pairs: &Pairs<'_>, harm: Impact, user: Id) -> bool {
        if harm == Impact::Moved {
            return false;
        }
        if pairs.before(user).is_some_and(can_loosen) {
            self.all[user] = Disposition::TwoPhase;
        }
        harm == Impact::Remade && self.pass_on(pairs, user)
    }

    /// Marks an object whose type is recreated as changing its type; returns true if it was not
    /// marked yet.
    fn pass_on(&mut self, pairs: &Pairs<'_>, user: Id) -> bool {
        let follows = matches!(
            pairs[user].any(),
            ObjectRef::Column(..)
                | ObjectRef::Domain(_)
                | ObjectRef::Composite(_)
                | ObjectRef::Range(_)
        );
        let stays = matches!(
            self.all[user],
            Disposition::Keep | Disposition::Alter | Disposition::TwoPhase
        );
        follows && stays && self.moved.insert(user)
    }
}

/// Returns true if a column becomes `NOT NULL`, which some servers refuse while a foreign key uses
/// it.
fn forbids_null(pairs: &Pairs<'_>, id: Id) -> bool {
    match (pairs[id].from, pairs[id].to) {
        (Some(ObjectRef::Column(_, from)), Some(ObjectRef::Column(_, to))) => {
            from.nullable && !to.nullable
        }
        _ => false,
    }
}

/// Returns true if a foreign key cannot stay while one of its columns changes.
fn refuses(pairs: &Pairs<'_>, column: Id, remade: bool) -> bool {
    match (pairs[column].from, pairs[column].to) {
        (Some(ObjectRef::Column(_, from)), Some(ObjectRef::Column(_, to))) => {
            remade || !dialect::of(pairs.database).keeps_foreign_key(from, to)
        }
        _ => true,
    }
}
