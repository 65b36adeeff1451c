//! Breaks cycles: what cannot be altered, created or dropped in one step is done in two.

use super::{Disposition, Dispositions};
use crate::diff::action::{Act, Actions};
use crate::diff::object_ref::ObjectRef;
use crate::diff::pairs::{Id, Pairs};

impl Dispositions {
    /// Changes how the objects of each cycle are created, altered or dropped; returns true if
    /// anything changed.
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
        let mut recreated = Vec::new();
        let mut changed = false;
        for (id, act) in acts() {
            match (act, pairs[id].any()) {
                (
                    Act::Alter,
                    ObjectRef::View(_)
                    | ObjectRef::Function(_)
                    | ObjectRef::Policy(..)
                    | ObjectRef::Trigger(..)
                    | ObjectRef::Rule(..)
                    | ObjectRef::Index(..)
                    | ObjectRef::Constraint(..)
                    | ObjectRef::Other(_),
                ) => {
                    self.all[id] = Disposition::Recreate;
                    recreated.push(id);
                }
                (Act::Alter, ObjectRef::Column(..) | ObjectRef::Domain(_))
                    if self.all[id] == Disposition::Alter =>
                {
                    self.all[id] = Disposition::TwoPhase;
                    changed = true;
                }
                // A table that takes over the sequence may need a name that the altered sequence
                // frees.
                (Act::Alter, ObjectRef::Sequence(sequence))
                    if self.all[id] == Disposition::Alter && sequence.owner.is_some() =>
                {
                    self.all[id] = Disposition::TwoPhase;
                    changed = true;
                }
                (Act::Drop, ObjectRef::Table(_)) => {
                    changed |= self.set_apart(pairs, id, |item, _| item.is_foreign_key());
                }
                (Act::Create, ObjectRef::Table(_)) => {
                    let makes = |used: Id| acts().any(|(other, _)| other == used && other != id);
                    changed |= self.set_apart(pairs, id, |_, part| {
                        pairs.to.uses[part].iter().any(|used| makes(*used))
                    });
                }
                (Act::Create, ObjectRef::Column(..) | ObjectRef::Domain(_)) => {
                    changed |= self.late.insert(id)
                }
                _ => {}
            }
        }
        changed |= !recreated.is_empty();
        self.propagate(pairs, recreated);
        changed
    }

    /// Has parts of a table created, or dropped, separately; returns true if that changes anything.
    fn set_apart(
        &mut self,
        pairs: &Pairs<'_>,
        table: Id,
        wanted: impl Fn(ObjectRef<'_>, Id) -> bool,
    ) -> bool {
        let users = pairs.from.users[table].iter().chain(&pairs.to.users[table]);
        let mut changed = false;
        for part in users.filter(|part| pairs[**part].owner == Some(table)) {
            let item = pairs[*part].any();
            if !wanted(item, *part) {
                continue;
            }
            changed |= match item {
                ObjectRef::Column(_, column) if column.generated.is_none() => {
                    self.late.insert(*part)
                }
                ObjectRef::Column(..) | ObjectRef::Constraint(..) | ObjectRef::Index(..) => {
                    self.apart.insert(*part)
                }
                _ => false,
            };
        }
        changed
    }
}
