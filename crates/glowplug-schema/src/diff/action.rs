//! Actions: what is done to one object, each in one statement or a few.

use glowplug::catalog::{Object, Table, View};

use super::disposition::{Disposition, Dispositions};
use super::object_ref::ObjectRef;
use super::pairs::{Id, Pairs};
use super::stub::{loose_column, set_loose, without_defaults};
use crate::change::Change;

/// A kind of action on an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Drops it.
    Drop,
    /// Removes its default, or whatever else [`set_loose`] removes, for the time being.
    DropDefault,
    /// Alters it.
    Alter,
    /// Creates it.
    Create,
    /// Adds what it was created without, or what [`Act::DropDefault`] removed.
    RestoreDefault,
}

/// All actions, and an index to find the action of an object.
#[derive(Debug)]
pub(super) struct Actions {
    pub(super) all: Vec<(Id, Act)>,
    places: Vec<[Option<usize>; 5]>,
}

impl Actions {
    /// Derives the actions from the fates.
    pub(super) fn of(pairs: &Pairs<'_>, fates: &Dispositions) -> Self {
        let mut actions = Self {
            all: Vec::new(),
            places: vec![[None; 5]; pairs.pairs.len()],
        };
        for id in pairs.ids() {
            let fate = fates.get(id);
            if fates.goes(id) && fates.dropped_by(pairs, id).is_none() {
                actions.add(id, Act::Drop);
            }
            if fates.comes(id) && fates.created_by(pairs, id).is_none() {
                actions.add(id, Act::Create);
            }
            match fate {
                Disposition::Alter => actions.add(id, Act::Alter),
                Disposition::TwoPhase => {
                    actions.add(id, Act::DropDefault);
                    actions.add(id, Act::RestoreDefault);
                }
                _ if fates.comes(id) && fates.late(id) && !is_serial(pairs, fates, id) => {
                    actions.add(id, Act::RestoreDefault);
                }
                _ => {}
            }
        }
        actions
    }

    fn add(&mut self, id: Id, act: Act) {
        self.places[id][act as usize] = Some(self.all.len());
        self.all.push((id, act));
    }

    /// Returns the index of this action, if there is one.
    pub(super) fn place(&self, id: Id, act: Act) -> Option<usize> {
        self.places[id][act as usize]
    }

    /// Returns the first action after which an object is no longer what it was.
    pub(super) fn leaving(&self, pairs: &Pairs<'_>, fates: &Dispositions, id: Id) -> Option<usize> {
        if fates.goes(id) {
            return match fates.dropped_by(pairs, id) {
                Some(by) => self.leaving(pairs, fates, by),
                None => self.place(id, Act::Drop),
            };
        }
        let own = self
            .place(id, Act::DropDefault)
            .or(self.place(id, Act::Alter));
        own.or_else(|| {
            let inherited = pairs.inherited.get(&id)?;
            self.leaving(pairs, fates, inherited.parent)
        })
    }

    /// Returns the action after which an object exists as others need it.
    pub(super) fn arriving(
        &self,
        pairs: &Pairs<'_>,
        fates: &Dispositions,
        id: Id,
    ) -> Option<usize> {
        if fates.comes(id) {
            return match fates.created_by(pairs, id) {
                Some(by) => self.arriving(pairs, fates, by),
                None => self.place(id, Act::Create),
            };
        }
        let own = self
            .place(id, Act::RestoreDefault)
            .or(self.place(id, Act::Alter));
        own.or_else(|| {
            let inherited = pairs.inherited.get(&id)?;
            self.arriving(pairs, fates, inherited.parent)
        })
    }

    /// Returns the changes in this order of actions.
    pub(super) fn changes(
        &self,
        pairs: &Pairs<'_>,
        fates: &Dispositions,
        order: &[usize],
    ) -> Vec<Change> {
        let actions = order.iter().map(|place| self.all[*place]);
        actions
            .filter_map(|(id, act)| change(pairs, fates, id, act))
            .collect()
    }
}

/// Returns true if a sequence is created together with its column.
fn is_serial(pairs: &Pairs<'_>, fates: &Dispositions, id: Id) -> bool {
    matches!(pairs[id].any(), ObjectRef::Sequence(_)) && fates.created_by(pairs, id).is_some()
}

fn change(pairs: &Pairs<'_>, fates: &Dispositions, id: Id, act: Act) -> Option<Change> {
    let before = pairs.before(id).map(ObjectRef::object);
    let after = pairs[id].to.map(ObjectRef::object);
    match act {
        Act::Drop => before.map(Change::Drop),
        Act::Create => Some(Change::Create(created(pairs, fates, id)?)),
        Act::Alter => alter(before?, after?),
        Act::DropDefault => alter(before.clone()?, set_loose(before?)),
        Act::RestoreDefault if fates.get(id) == Disposition::TwoPhase => {
            alter(set_loose(before?), after?)
        }
        Act::RestoreDefault => alter(without_defaults(after.clone()?), after?),
    }
}

fn alter(from: Object, to: Object) -> Option<Change> {
    (from != to).then(|| Change::Alter {
        from: Box::new(from),
        to: Box::new(to),
    })
}

/// Returns the object as its creation creates it, without the parts that follow as actions of their
/// own.
fn created(pairs: &Pairs<'_>, fates: &Dispositions, id: Id) -> Option<Object> {
    let object = match pairs[id].to? {
        ObjectRef::Table(table) => Object::Table(Box::new(created_table(pairs, fates, table))),
        ObjectRef::View(view) => Object::View(Box::new(View {
            indexes: Vec::new(),
            triggers: Vec::new(),
            rules: Vec::new(),
            ..view.clone()
        })),
        item => item.object(),
    };
    Some(if fates.late(id) {
        without_defaults(object)
    } else {
        object
    })
}

fn created_table(pairs: &Pairs<'_>, fates: &Dispositions, table: &Table) -> Table {
    let mut created = Table {
        triggers: Vec::new(),
        policies: Vec::new(),
        rules: Vec::new(),
        ..table.clone()
    };
    if !pairs.can.inline_indexes {
        created.indexes.clear();
    }
    if pairs.can.table_rebuild {
        return created;
    }
    let place = |item: ObjectRef<'_>| pairs.id(item);
    let apart = |item: ObjectRef<'_>| place(item).is_some_and(|id| fates.apart(id));
    let late = |item: ObjectRef<'_>| place(item).is_some_and(|id| fates.late(id));
    created.constraints.retain(|constraint| {
        let item = ObjectRef::Constraint(table, constraint);
        !item.is_foreign_key() && !apart(item)
    });
    created
        .indexes
        .retain(|index| !apart(ObjectRef::Index(&table.name, index)));
    created.columns = (table.columns.iter())
        .filter(|column| !apart(ObjectRef::Column(table, column)))
        .map(|column| match late(ObjectRef::Column(table, column)) {
            true => loose_column(column.clone()),
            false => column.clone(),
        })
        .collect();
    created
}
