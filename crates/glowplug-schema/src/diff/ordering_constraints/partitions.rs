//! Ordering constraints of tables that become partitions or children of others, and stop being it.

use std::collections::HashMap;

use glowplug::catalog::{ObjectName, QualifiedName, Table};

use super::OrderingConstraints;
use crate::diff::action::Act;
use crate::diff::inherited::parents;
use crate::diff::object_ref::ObjectRef;
use crate::diff::pairs::Id;

impl OrderingConstraints<'_, '_> {
    /// Orders attaching a table to a parent after its columns match, and detaching it before they
    /// change.
    pub(super) fn partitions(&mut self) {
        for id in self.pairs.ids() {
            let Some(place) = self.actions.place(id, Act::Alter) else {
                continue;
            };
            let (Some(ObjectRef::Table(from)), Some(ObjectRef::Table(to))) =
                (self.pairs[id].from, self.pairs[id].to)
            else {
                continue;
            };
            let of = |table| parents(table).next();
            let joins = of(to).is_some() && of(from) != of(to);
            let parts = |side: &[Vec<Id>]| -> Vec<Id> {
                let parts = side[id].iter().copied();
                parts
                    .filter(|part| self.pairs[*part].owner == Some(id))
                    .collect()
            };
            if joins {
                for part in parts(&self.pairs.to.users) {
                    self.add(self.arriving(part), Some(place), true);
                }
            } else if of(from).is_some() && of(from) != of(to) {
                for part in parts(&self.pairs.from.users) {
                    self.add(Some(place), self.leaving(part), true);
                }
            }
        }
        self.bounds();
        self.gaps();
    }

    /// Orders attaching a partition that was detached for a while before any change of the parent:
    /// it would not follow such a change in the meantime.
    fn gaps(&mut self) {
        for id in self.pairs.ids() {
            let stepped_out = self.actions.place(id, Act::DropDefault).is_some();
            let Some((whole, _)) = part(self.pairs[id].to).filter(|_| stepped_out) else {
                continue;
            };
            let name = ObjectName::Table(whole.clone());
            let Some(whole) = self.pairs.names.exact(&name) else {
                continue;
            };
            for other in self.pairs.ids() {
                if self.pairs[other].owner == Some(whole) {
                    self.add(self.arriving(id), self.leaving(other), false);
                    self.add(self.arriving(id), self.arriving(other), false);
                }
            }
        }
    }

    /// Orders detaching or dropping a partition before attaching another, which may have its
    /// bounds.
    fn bounds(&mut self) {
        let (mut leave, mut join): (HashMap<&QualifiedName, Vec<Id>>, HashMap<_, Vec<Id>>) =
            (HashMap::new(), HashMap::new());
        for id in self.pairs.ids() {
            let side = |item: Option<ObjectRef<'_>>| matches!(item, Some(ObjectRef::Table(_)));
            let pair = &self.pairs[id];
            if !side(pair.from) && !side(pair.to) {
                continue;
            }
            let (was, is) = (part(pair.from), part(pair.to));
            if was == is && !self.fates.goes(id) {
                continue;
            }
            if let Some((whole, _)) = was {
                leave.entry(whole).or_default().push(id);
            }
            if let Some((whole, _)) = is {
                join.entry(whole).or_default().push(id);
            }
        }
        for (whole, those) in leave {
            for new in join.get(whole).into_iter().flatten() {
                for old in those.iter().filter(|old| *old != new) {
                    self.add(self.leaving(*old), self.arriving(*new), true);
                }
            }
        }
    }
}

/// Returns the parent and the bounds of a partition.
fn part(item: Option<ObjectRef<'_>>) -> Option<(&QualifiedName, &str)> {
    let Some(ObjectRef::Table(Table {
        partition_of: Some(part),
        ..
    })) = item
    else {
        return None;
    };
    Some((&part.parent, &part.bound))
}
