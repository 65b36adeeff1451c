//! What is done, one statement or a few of one object at a time.

use super::fate::{Fate, Fates};
use super::item::Item;
use super::loose::{loose_column, loosened};
use super::pairs::{Id, Pairs};
use crate::catalog::{Object, Table, View};
use crate::change::Change;
use crate::model::Database;

/// What is done to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// It is dropped.
    Drop,
    /// It loses its default.
    Loosen,
    /// It is altered.
    Alter,
    /// It is created.
    Create,
    /// It gets what it was created without, or what it lost.
    Restore,
}

/// All that is done, and where it is found.
#[derive(Debug)]
pub(super) struct Actions {
    pub(super) all: Vec<(Id, Act)>,
    places: Vec<[Option<usize>; 5]>,
}

impl Actions {
    /// The actions that the fates ask for.
    pub(super) fn of(pairs: &Pairs<'_>, fates: &Fates) -> Self {
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
                Fate::Alter => actions.add(id, Act::Alter),
                Fate::Detour => {
                    actions.add(id, Act::Loosen);
                    actions.add(id, Act::Restore);
                }
                _ if fates.comes(id) && fates.late(id) && !is_serial(pairs, fates, id) => {
                    actions.add(id, Act::Restore);
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

    /// Where this action is, if there is one.
    pub(super) fn place(&self, id: Id, act: Act) -> Option<usize> {
        self.places[id][act as usize]
    }

    /// The first action by which an object stops being what it was.
    pub(super) fn leaving(&self, pairs: &Pairs<'_>, fates: &Fates, id: Id) -> Option<usize> {
        if fates.goes(id) {
            return match fates.dropped_by(pairs, id) {
                Some(by) => self.leaving(pairs, fates, by),
                None => self.place(id, Act::Drop),
            };
        }
        let own = self.place(id, Act::Loosen).or(self.place(id, Act::Alter));
        own.or_else(|| {
            let inherited = pairs.inherited.get(&id)?;
            self.leaving(pairs, fates, inherited.parent)
        })
    }

    /// The action after which an object is there, and what others need of it.
    pub(super) fn arriving(&self, pairs: &Pairs<'_>, fates: &Fates, id: Id) -> Option<usize> {
        if fates.comes(id) {
            return match fates.created_by(pairs, id) {
                Some(by) => self.arriving(pairs, fates, by),
                None => self.place(id, Act::Create),
            };
        }
        let own = self.place(id, Act::Restore).or(self.place(id, Act::Alter));
        own.or_else(|| {
            let inherited = pairs.inherited.get(&id)?;
            self.arriving(pairs, fates, inherited.parent)
        })
    }

    /// The changes, in this order of actions.
    pub(super) fn changes(&self, pairs: &Pairs<'_>, fates: &Fates, order: &[usize]) -> Vec<Change> {
        let actions = order.iter().map(|place| self.all[*place]);
        actions
            .filter_map(|(id, act)| change(pairs, fates, id, act))
            .collect()
    }
}

/// Whether a sequence comes with its column.
fn is_serial(pairs: &Pairs<'_>, fates: &Fates, id: Id) -> bool {
    matches!(pairs[id].any(), Item::Sequence(_)) && fates.created_by(pairs, id).is_some()
}

fn change(pairs: &Pairs<'_>, fates: &Fates, id: Id, act: Act) -> Option<Change> {
    let before = pairs.before(id).map(Item::object);
    let after = pairs[id].to.map(Item::object);
    match act {
        Act::Drop => before.map(Change::Drop),
        Act::Create => Some(Change::Create(created(pairs, fates, id)?)),
        Act::Alter => alter(before?, after?),
        Act::Loosen => alter(before.clone()?, loosened(before?)),
        Act::Restore if fates.get(id) == Fate::Detour => alter(loosened(before?), after?),
        Act::Restore => alter(loosened(after.clone()?), after?),
    }
}

fn alter(from: Object, to: Object) -> Option<Change> {
    (from != to).then(|| Change::Alter {
        from: Box::new(from),
        to: Box::new(to),
    })
}

/// An object as far as one creation goes.
fn created(pairs: &Pairs<'_>, fates: &Fates, id: Id) -> Option<Object> {
    let object = match pairs[id].to? {
        Item::Table(table) => Object::Table(Box::new(created_table(pairs, fates, table))),
        Item::View(view) => Object::View(Box::new(View {
            indexes: Vec::new(),
            triggers: Vec::new(),
            rules: Vec::new(),
            ..view.clone()
        })),
        item => item.object(),
    };
    Some(if fates.late(id) {
        loosened(object)
    } else {
        object
    })
}

fn created_table(pairs: &Pairs<'_>, fates: &Fates, table: &Table) -> Table {
    let mut created = Table {
        triggers: Vec::new(),
        policies: Vec::new(),
        rules: Vec::new(),
        ..table.clone()
    };
    if pairs.database != Database::Mysql {
        created.indexes.clear();
    }
    if pairs.database == Database::Sqlite {
        return created;
    }
    let place = |item: Item<'_>| pairs.id(item);
    let apart = |item: Item<'_>| place(item).is_some_and(|id| fates.apart(id));
    let late = |item: Item<'_>| place(item).is_some_and(|id| fates.late(id));
    created.constraints.retain(|constraint| {
        let item = Item::Constraint(table, constraint);
        !item.is_foreign_key() && !apart(item)
    });
    created
        .indexes
        .retain(|index| !apart(Item::Index(&table.name, index)));
    created.columns = (table.columns.iter())
        .filter(|column| !apart(Item::Column(table, column)))
        .map(|column| match late(Item::Column(table, column)) {
            true => loose_column(column.clone()),
            false => column.clone(),
        })
        .collect();
    created
}
