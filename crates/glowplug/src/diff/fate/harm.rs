//! How the change of one object reaches those that use it.

use std::collections::VecDeque;

use super::{Fate, Fates, can_loosen};
use crate::catalog::{Column, DataType};
use crate::diff::item::Item;
use crate::diff::pairs::{Id, Pairs};
use crate::model::Database;

/// What the users of an object notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    /// It is not there for a while, or for ever.
    Gone,
    /// A column has other values.
    Moved,
    /// A type is made again under its name.
    Remade,
}

impl Fates {
    /// Carries the changes of these objects to those that use them, and on from there.
    pub(in crate::diff) fn spread(&mut self, pairs: &Pairs<'_>, from: Vec<Id>) {
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

    fn harm(&self, pairs: &Pairs<'_>, id: Id) -> Option<Harm> {
        if self.goes(id) {
            return Some(Harm::Gone);
        }
        if !self.moves(pairs, id) || pairs.database == Database::Sqlite {
            let harmed = pairs.database == Database::Mysql && forbids_null(pairs, id);
            return harmed.then_some(Harm::Moved);
        }
        let remade = pairs[id].any().is_type();
        Some(if remade { Harm::Remade } else { Harm::Moved })
    }

    /// Decides anew about a user; tells whether that reaches its own users.
    fn reach(&mut self, pairs: &Pairs<'_>, id: Id, harm: Harm, user: Id) -> bool {
        let fate = self.all[user];
        if !matches!(fate, Fate::Keep | Fate::Alter) {
            return harm == Harm::Remade && self.pass_on(pairs, user);
        }
        if fate == Fate::Alter && !pairs.to.uses(user, id) {
            return false; // Its alteration comes first.
        }
        let item = pairs[user].any();
        match item {
            Item::Column(..) if pairs.inherited.contains_key(&user) => self.inherit(harm, user),
            _ if item.is_generated() => self.set(user, Fate::Anew),
            Item::Column(..) | Item::Domain(_) | Item::Composite(_) | Item::Range(_) => {
                self.empty(pairs, harm, user)
            }
            Item::Table(_) | Item::Sequence(_) | Item::Enum(_) => false,
            Item::Schema(_) | Item::Extension(_) => false,
            Item::Index(..) | Item::Constraint(..) if harm == Harm::Moved => {
                item.is_foreign_key() && refuses(pairs, id, self.moved.contains(&id)) && {
                    self.set(user, Fate::Anew)
                }
            }
            _ if harm == Harm::Moved && pairs.database != Database::Postgres => false,
            _ => self.set(user, Fate::Anew),
        }
    }

    fn set(&mut self, id: Id, fate: Fate) -> bool {
        let changed = self.all[id] != fate;
        self.all[id] = fate;
        changed
    }

    /// A column that follows its parent's.
    fn inherit(&mut self, harm: Harm, user: Id) -> bool {
        match harm {
            Harm::Gone => self.set(user, Fate::Anew),
            Harm::Moved => self.moved.insert(user),
            Harm::Remade => false,
        }
    }

    /// An object that stays, without its default for a while; of a type that is made again.
    fn empty(&mut self, pairs: &Pairs<'_>, harm: Harm, user: Id) -> bool {
        if harm == Harm::Moved {
            return false;
        }
        if pairs.before(user).is_some_and(can_loosen) {
            self.all[user] = Fate::Detour;
        }
        harm == Harm::Remade && self.pass_on(pairs, user)
    }

    /// What is of a type that is made again changes its type, too.
    fn pass_on(&mut self, pairs: &Pairs<'_>, user: Id) -> bool {
        let follows = matches!(
            pairs[user].any(),
            Item::Column(..) | Item::Domain(_) | Item::Composite(_) | Item::Range(_)
        );
        let stays = matches!(self.all[user], Fate::Keep | Fate::Alter | Fate::Detour);
        follows && stays && self.moved.insert(user)
    }
}

/// Whether `NULL` is forbidden from now on, which MySQL refuses while a foreign key is there.
fn forbids_null(pairs: &Pairs<'_>, id: Id) -> bool {
    match (pairs[id].from, pairs[id].to) {
        (Some(Item::Column(_, from)), Some(Item::Column(_, to))) => from.nullable && !to.nullable,
        _ => false,
    }
}

/// Whether a foreign key cannot stay while one of its columns changes.
fn refuses(pairs: &Pairs<'_>, column: Id, remade: bool) -> bool {
    match (pairs[column].from, pairs[column].to) {
        (Some(Item::Column(_, from)), Some(Item::Column(_, to))) => {
            remade || pairs.database == Database::Mysql || !comparable(from, to)
        }
        _ => true,
    }
}

/// Whether PostgreSQL compares the values before with those after.
fn comparable(from: &Column, to: &Column) -> bool {
    let family = |data_type: &DataType| match data_type.name.name.as_str() {
        "int2" | "int4" | "int8" => "integer".to_owned(),
        "varchar" | "text" => "text".to_owned(),
        _ => data_type.sql.clone(),
    };
    family(&from.data_type) == family(&to.data_type) && from.collation == to.collation
}
