//! Ways out of cycles: what cannot be altered, created or dropped in one step is in two.

use super::{Fate, Fates};
use crate::diff::action::{Act, Actions};
use crate::diff::item::Item;
use crate::diff::pairs::{Id, Pairs};

impl Fates {
    /// Changes something about each cycle of actions; tells whether it could.
    pub(in crate::diff) fn resolve(
        &mut self,
        pairs: &Pairs<'_>,
        actions: &Actions,
        cycles: &[Vec<usize>],
    ) -> bool {
        let mut changed = false;
        for cycle in cycles {
            changed |= self.part(pairs, actions, cycle);
        }
        changed
    }

    fn part(&mut self, pairs: &Pairs<'_>, actions: &Actions, cycle: &[usize]) -> bool {
        let acts = || cycle.iter().map(|action| actions.all[*action]);
        let mut anew = Vec::new();
        let mut changed = false;
        for (id, act) in acts() {
            match (act, pairs[id].any()) {
                (
                    Act::Alter,
                    Item::View(_)
                    | Item::Function(_)
                    | Item::Policy(..)
                    | Item::Trigger(..)
                    | Item::Rule(..)
                    | Item::Index(..)
                    | Item::Constraint(..),
                ) => {
                    self.all[id] = Fate::Anew;
                    anew.push(id);
                }
                (Act::Alter, Item::Column(..) | Item::Domain(_)) if self.all[id] == Fate::Alter => {
                    self.all[id] = Fate::Detour;
                    changed = true;
                }
                // A table that takes the sequence over may need the name of the one that leaves it.
                (Act::Alter, Item::Sequence(sequence))
                    if self.all[id] == Fate::Alter && sequence.owner.is_some() =>
                {
                    self.all[id] = Fate::Detour;
                    changed = true;
                }
                (Act::Drop, Item::Table(_)) => {
                    changed |= self.set_apart(pairs, id, |item, _| item.is_foreign_key());
                }
                (Act::Create, Item::Table(_)) => {
                    let makes = |used: Id| acts().any(|(other, _)| other == used && other != id);
                    changed |= self.set_apart(pairs, id, |_, part| {
                        pairs.to.uses[part].iter().any(|used| makes(*used))
                    });
                }
                (Act::Create, Item::Column(..) | Item::Domain(_)) => {
                    changed |= self.late.insert(id)
                }
                _ => {}
            }
        }
        changed |= !anew.is_empty();
        self.spread(pairs, anew);
        changed
    }

    /// Makes, or drops, parts of a table by themselves.
    fn set_apart(
        &mut self,
        pairs: &Pairs<'_>,
        table: Id,
        wanted: impl Fn(Item<'_>, Id) -> bool,
    ) -> bool {
        let users = pairs.from.users[table].iter().chain(&pairs.to.users[table]);
        let mut changed = false;
        for part in users.filter(|part| pairs[**part].owner == Some(table)) {
            let item = pairs[*part].any();
            if !wanted(item, *part) {
                continue;
            }
            changed |= match item {
                Item::Column(_, column) if column.generated.is_none() => self.late.insert(*part),
                Item::Column(..) | Item::Constraint(..) | Item::Index(..) => {
                    self.apart.insert(*part)
                }
                _ => false,
            };
        }
        changed
    }
}
