//! The objects of both catalogs, laid over each other by kind and name.

use std::collections::HashMap;

use super::inherited::{Inherited, inherited};
use super::item::{Item, items};
use super::side::Side;
use crate::catalog::{Catalog, ObjectName};
use crate::model::Database;

/// Where an object stands in the list of all.
pub(super) type Id = usize;

/// What an object was, and what it is to be.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) name: ObjectName,
    pub(super) from: Option<Item<'a>>,
    pub(super) to: Option<Item<'a>>,
    /// The table or view it stands on.
    pub(super) owner: Option<Id>,
}

impl<'a> Pair<'a> {
    /// Either of them; both are of one kind.
    pub(super) fn any(&self) -> Item<'a> {
        let any = self.to.or(self.from);
        any.expect("an object of a pair is on one side at least")
    }
}

/// Names by which objects are found.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: HashMap<ObjectName, Id>,
    /// MySQL lets a foreign key and a unique key of a table have one name.
    foreign_keys: HashMap<ObjectName, Id>,
}

impl Names {
    /// Where the object is: itself, or else the table or view that it is a part of.
    pub(super) fn find(&self, name: &ObjectName) -> Option<Id> {
        let exact = self.ids.get(name).or_else(|| self.foreign_keys.get(name));
        exact.copied().or_else(|| {
            let owner = name.owner()?;
            let table = self.ids.get(&ObjectName::Table(owner.clone()));
            let owner = table.or_else(|| self.ids.get(&ObjectName::View(owner.clone())));
            owner.copied()
        })
    }

    /// Where the object itself is.
    pub(super) fn exact(&self, name: &ObjectName) -> Option<Id> {
        self.ids.get(name).copied()
    }

    fn of(&mut self, item: Item<'_>) -> &mut HashMap<ObjectName, Id> {
        if item.is_foreign_key() {
            &mut self.foreign_keys
        } else {
            &mut self.ids
        }
    }
}

/// All pairs, with what uses what on either side.
#[derive(Debug)]
pub(super) struct Pairs<'a> {
    pub(super) database: Database,
    pub(super) pairs: Vec<Pair<'a>>,
    pub(super) names: Names,
    pub(super) from: Side,
    pub(super) to: Side,
    /// Columns that follow those of a parent.
    pub(super) inherited: HashMap<Id, Inherited>,
}

impl<'a> Pairs<'a> {
    /// Lays the catalogs over each other.
    pub(super) fn new(from: &'a Catalog, to: &'a Catalog) -> Self {
        let mut all = Self {
            database: to.database,
            pairs: Vec::new(),
            names: Names::default(),
            from: Side::default(),
            to: Side::default(),
            inherited: HashMap::new(),
        };
        let before = items(from);
        let after = items(to);
        for item in &before {
            let id = all.enter(*item);
            all.pairs[id].from = Some(*item);
        }
        for item in &after {
            let id = all.enter(*item);
            all.pairs[id].to = Some(*item);
        }
        for id in 0..all.pairs.len() {
            let owner = all.pairs[id].name.owner().cloned();
            all.pairs[id].owner = owner.and_then(|owner| {
                let table = all.names.find(&ObjectName::Table(owner.clone()));
                table.or_else(|| all.names.find(&ObjectName::View(owner)))
            });
        }
        all.from = Side::of(from, &before, &all);
        all.to = Side::of(to, &after, &all);
        all.inherited = inherited(&all);
        all
    }

    fn enter(&mut self, item: Item<'a>) -> Id {
        let name = item.name();
        let next = self.pairs.len();
        let id = *self.names.of(item).entry(name.clone()).or_insert(next);
        if id == next {
            self.pairs.push(Pair {
                name,
                from: None,
                to: None,
                owner: None,
            });
        }
        id
    }

    /// What is there of an object when its own change begins: a column of a partition is then
    /// what its parent made of it.
    pub(super) fn before(&self, id: Id) -> Option<Item<'_>> {
        let from = self.pairs[id].from;
        match (from, self.inherited.get(&id)) {
            (
                Some(Item::Column(table, _)),
                Some(Inherited {
                    after: Some(after), ..
                }),
            ) => Some(Item::Column(table, after)),
            _ => from,
        }
    }

    /// Where the object is.
    pub(super) fn id(&self, item: Item<'_>) -> Option<Id> {
        let name = item.name();
        if item.is_foreign_key() {
            return self.names.foreign_keys.get(&name).copied();
        }
        self.names.ids.get(&name).copied()
    }

    /// All places.
    pub(super) fn ids(&self) -> std::ops::Range<Id> {
        0..self.pairs.len()
    }
}

impl<'a> std::ops::Index<Id> for Pairs<'a> {
    type Output = Pair<'a>;

    fn index(&self, id: Id) -> &Pair<'a> {
        &self.pairs[id]
    }
}
