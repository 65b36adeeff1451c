//! The objects of both catalogs, matched by kind and name.

use std::collections::{HashMap, HashSet};

use glowplug::catalog::{Catalog, ObjectName};
use glowplug::dialect::Capabilities;
use glowplug::model::Database;

use super::dependencies::Dependencies;
use super::inherited::{Inherited, inherited};
use super::object_ref::{ObjectRef, items};
use crate::dialect;

/// The position of an object in [`Pairs`].
pub(super) type Id = usize;

/// An object in the old and in the new catalog.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) name: ObjectName,
    pub(super) from: Option<ObjectRef<'a>>,
    pub(super) to: Option<ObjectRef<'a>>,
    /// The table or view it belongs to.
    pub(super) owner: Option<Id>,
}

impl<'a> Pair<'a> {
    /// Returns the new object, or else the old one; both are of the same kind.
    pub(super) fn any(&self) -> ObjectRef<'a> {
        let any = self.to.or(self.from);
        any.expect("an object of a pair is on one side at least")
    }
}

/// Index of the pairs by name.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: HashMap<ObjectName, Id>,
    /// Foreign keys on their own: a foreign key and a unique key of a table may have the same name.
    foreign_keys: HashMap<ObjectName, Id>,
}

impl Names {
    /// Finds an object, or else the table or view that it is a part of.
    pub(super) fn find(&self, name: &ObjectName) -> Option<Id> {
        let exact = self.ids.get(name).or_else(|| self.foreign_keys.get(name));
        exact.copied().or_else(|| {
            let owner = name.owner()?;
            let table = self.ids.get(&ObjectName::Table(owner.clone()));
            let owner = table.or_else(|| self.ids.get(&ObjectName::View(owner.clone())));
            owner.copied()
        })
    }

    /// Finds exactly this object. Foreign keys are not found.
    pub(super) fn exact(&self, name: &ObjectName) -> Option<Id> {
        self.ids.get(name).copied()
    }

    fn of(&mut self, item: ObjectRef<'_>) -> &mut HashMap<ObjectName, Id> {
        if item.is_foreign_key() {
            &mut self.foreign_keys
        } else {
            &mut self.ids
        }
    }
}

/// All pairs, with the dependencies on either side.
#[derive(Debug)]
pub(super) struct Pairs<'a> {
    pub(super) database: Database,
    /// The capabilities of this database.
    pub(super) can: &'static Capabilities,
    pub(super) pairs: Vec<Pair<'a>>,
    pub(super) names: Names,
    pub(super) from: Dependencies,
    pub(super) to: Dependencies,
    /// Columns that are inherited from a parent.
    pub(super) inherited: HashMap<Id, Inherited>,
    /// Domains whose values are nested in values of other types.
    pub(super) nested: HashSet<Id>,
    /// Types that are recreated although a statement could alter them on its own.
    pub(super) remade: HashSet<Id>,
}

impl<'a> Pairs<'a> {
    /// Matches the objects of two catalogs.
    pub(super) fn new(from: &'a Catalog, to: &'a Catalog) -> Self {
        let mut all = Self {
            database: to.database,
            can: dialect::of(to.database).capabilities(),
            pairs: Vec::new(),
            names: Names::default(),
            from: Dependencies::default(),
            to: Dependencies::default(),
            inherited: HashMap::new(),
            nested: HashSet::new(),
            remade: HashSet::new(),
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
        all.from = Dependencies::of(from, &before, &all);
        all.to = Dependencies::of(to, &after, &all);
        all.inherited = inherited(&all);
        let nested = from
            .domains
            .iter()
            .filter(|domain| from.is_nested(&domain.name));
        let nested = nested.filter_map(|of| all.names.exact(&ObjectName::Domain(of.name.clone())));
        all.nested = nested.collect();
        all
    }

    fn enter(&mut self, item: ObjectRef<'a>) -> Id {
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

    /// Returns an object as it is when its own change begins: an inherited column has been changed
    /// along with its parent's by then.
    pub(super) fn before(&self, id: Id) -> Option<ObjectRef<'_>> {
        let from = self.pairs[id].from;
        match (from, self.inherited.get(&id)) {
            (
                Some(ObjectRef::Column(table, _)),
                Some(Inherited {
                    after: Some(after), ..
                }),
            ) => Some(ObjectRef::Column(table, after)),
            _ => from,
        }
    }

    /// Finds the object, foreign keys included.
    pub(super) fn id(&self, item: ObjectRef<'_>) -> Option<Id> {
        let name = item.name();
        if item.is_foreign_key() {
            return self.names.foreign_keys.get(&name).copied();
        }
        self.names.ids.get(&name).copied()
    }

    /// Returns all ids.
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
