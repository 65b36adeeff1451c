//! Which action has to come before which.

use std::collections::HashMap;

use super::action::{Act, Actions};
use super::fate::{Fates, identity_sequence};
use super::item::Item;
use super::mentions::words;
use super::pairs::{Id, Pairs};
use crate::catalog::{ObjectName, QualifiedName};
use crate::model::Database;

/// One action before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) before: usize,
    pub(super) after: usize,
    /// Whether it must be so; otherwise it is better so.
    pub(super) must: bool,
}

/// All that is known about the order of actions.
pub(super) fn edges(pairs: &Pairs<'_>, fates: &Fates, actions: &Actions) -> Vec<Edge> {
    let mut edges = Edges {
        pairs,
        fates,
        actions,
        found: Vec::new(),
    };
    for id in pairs.ids() {
        edges.of_one(id);
        for used in &pairs.from.uses[id] {
            edges.leave(id, *used);
        }
        for used in &pairs.to.uses[id] {
            edges.arrive(id, *used);
        }
    }
    edges.same_names();
    edges.overloads();
    edges.referenced_parts();
    edges.partitions();
    edges.guesses();
    edges.found.retain(|edge| edge.before != edge.after);
    edges.found.sort_unstable();
    edges.found
}

struct Edges<'e, 'a> {
    pairs: &'e Pairs<'a>,
    fates: &'e Fates,
    actions: &'e Actions,
    found: Vec<Edge>,
}

impl Edges<'_, '_> {
    fn add(&mut self, before: Option<usize>, after: Option<usize>, must: bool) {
        if let (Some(before), Some(after)) = (before, after) {
            self.found.push(Edge {
                before,
                after,
                must,
            });
        }
    }

    fn leaving(&self, id: Id) -> Option<usize> {
        self.actions.leaving(self.pairs, self.fates, id)
    }

    fn arriving(&self, id: Id) -> Option<usize> {
        self.actions.arriving(self.pairs, self.fates, id)
    }

    fn act(&self, place: usize) -> Act {
        self.actions.all[place].1
    }

    /// One object leaves before it arrives.
    fn of_one(&mut self, id: Id) {
        let (leaving, arriving) = (self.leaving(id), self.arriving(id));
        if leaving != arriving {
            self.add(leaving, arriving, true);
        }
        let restored = self.actions.place(id, Act::Restore);
        if restored != arriving {
            self.add(arriving, restored, true);
        }
    }

    /// What an object uses is still there, and as it was, when the object leaves.
    fn leave(&mut self, id: Id, used: Id) {
        let (Some(own), Some(other)) = (self.leaving(id), self.leaving(used)) else {
            return;
        };
        let moves = self.fates.moves(self.pairs, used);
        let must = match (self.act(own), self.act(other)) {
            (_, Act::Drop) => !self.loose_end(id, used),
            // Whatever becomes of the column that owns a sequence, the sequence can still go.
            _ if matches!(self.pairs[id].any(), Item::Sequence(_)) => return,
            (Act::Drop | Act::Loosen, Act::Alter) => moves || self.is_firm(used),
            (Act::Drop, Act::Loosen) => moves,
            (Act::Alter, Act::Alter) if !self.pairs.to.uses(id, used) => moves,
            _ => return,
        };
        self.add(Some(own), Some(other), must);
    }

    /// What an object uses is there, and as it is to be, when the object arrives.
    fn arrive(&mut self, id: Id, used: Id) {
        let Some(other) = self.arriving(used) else {
            return;
        };
        let own = match self.needs_later(id, used) {
            true => self.actions.place(id, Act::Restore),
            false => self.arriving(id),
        };
        let Some(own) = own else {
            return;
        };
        let moves = self.fates.moves(self.pairs, used);
        let must = match (self.act(other), self.act(own)) {
            (Act::Create, _) => !self.loose_end(id, used),
            (Act::Restore, _) => moves,
            (Act::Alter, Act::Create | Act::Restore) => moves || self.is_firm(used),
            _ => false,
        };
        self.add(Some(other), Some(own), must);
        if self.pairs[id].any().is_foreign_key() {
            let table = self.pairs[id].owner.and_then(|table| self.arriving(table));
            self.add(Some(other), table, false);
        }
    }

    /// SQLite lets a table reference one that is not there.
    fn loose_end(&self, id: Id, used: Id) -> bool {
        self.pairs.database == Database::Sqlite
            && matches!(self.pairs[id].any(), Item::Table(_))
            && matches!(self.pairs[used].any(), Item::Table(_))
    }

    /// Whether others depend on what an alteration changes. A table's own alteration changes
    /// options; on SQLite it changes everything.
    fn is_firm(&self, id: Id) -> bool {
        match self.pairs[id].any() {
            Item::Table(_) => self.pairs.database == Database::Sqlite,
            Item::Sequence(_) | Item::Schema(_) | Item::Extension(_) => false,
            _ => true,
        }
    }

    /// Whether an object is created without what it uses here.
    fn needs_later(&self, id: Id, used: Id) -> bool {
        let pair = &self.pairs[id];
        match pair.any() {
            Item::Sequence(_) => {
                matches!(self.pairs[used].any(), Item::Column(..)) && self.fates.late(id)
            }
            Item::Table(_) => matches!(self.pairs[used].any(), Item::Index(..)),
            Item::Column(..) | Item::Domain(_) if self.fates.late(id) => matches!(
                self.pairs[used].any(),
                Item::Function(_) | Item::Sequence(_)
            ),
            _ => false,
        }
    }

    /// What has a name leaves before another gets it.
    fn same_names(&mut self) {
        let mut left: HashMap<QualifiedName, Vec<usize>> = HashMap::new();
        for id in self.pairs.ids().filter(|id| self.fates.goes(*id)) {
            let place = self.leaving(id);
            if let (Some(name), Some(place)) = (self.name_taken(id), place) {
                left.entry(name).or_default().push(place);
            }
        }
        for id in self.pairs.ids() {
            self.identity(id);
            if !self.fates.comes(id) || left.is_empty() {
                continue;
            }
            if let (Some(name), Some(own)) = (self.name_taken(id), self.arriving(id)) {
                for other in left.get(&name).into_iter().flatten() {
                    self.add(Some(*other), Some(own), true);
                }
            }
        }
    }

    /// What references a table holds its parts, too.
    fn referenced_parts(&mut self) {
        let parts = self.pairs.ids().filter_map(|id| {
            let Some(Item::Table(table)) = self.pairs[id].from else {
                return None;
            };
            let whole = ObjectName::Table(table.partition_of.as_ref()?.parent.clone());
            Some((self.pairs.names.exact(&whole)?, id))
        });
        let parts: Vec<(Id, Id)> = parts.collect();
        for (whole, part) in &parts {
            let mut above = Some(*whole);
            while let Some(table) = above {
                for user in &self.pairs.from.users[table] {
                    if self.pairs[*user].any().is_foreign_key() {
                        self.add(self.leaving(*user), self.leaving(*part), true);
                    }
                }
                let next = parts.iter().find(|(_, part)| *part == table);
                above = next.map(|(whole, _)| *whole);
            }
        }
    }

    /// A function that goes does so before another of its name comes: a call might mean either.
    fn overloads(&mut self) {
        let functions = self
            .pairs
            .ids()
            .filter_map(|id| match &self.pairs[id].name {
                ObjectName::Function(name, _) => Some((name, id)),
                _ => None,
            });
        let functions: Vec<_> = functions.collect();
        for (name, gone) in functions.iter().filter(|(_, id)| self.fates.goes(*id)) {
            for (other, new) in &functions {
                if other == name && new != gone && self.fates.comes(*new) {
                    self.add(self.leaving(*gone), self.arriving(*new), false);
                }
            }
        }
    }

    /// The sequence of an identity has a name, too.
    fn identity(&mut self, id: Id) {
        let place = |name: Option<ObjectName>| self.pairs.names.exact(&name?);
        let was = place(self.pairs[id].from.and_then(identity_sequence));
        let is = place(self.pairs[id].to.and_then(identity_sequence));
        if let Some(sequence) = was {
            self.add(self.leaving(id), self.arriving(sequence), true);
        }
        if let Some(sequence) = is {
            self.add(self.leaving(sequence), self.arriving(id), true);
        }
    }

    /// The name that only one object of its schema, or of its table, can have.
    fn name_taken(&self, id: Id) -> Option<QualifiedName> {
        let in_table = self.pairs.database == Database::Mysql;
        match &self.pairs[id].name {
            ObjectName::Table(name)
            | ObjectName::View(name)
            | ObjectName::Sequence(name)
            | ObjectName::Enum(name)
            | ObjectName::Domain(name)
            | ObjectName::Composite(name)
            | ObjectName::Range(name) => Some(name.clone()),
            ObjectName::Index(on, name) | ObjectName::Constraint(on, name) if in_table => {
                Some(QualifiedName::new(format!("{on}."), name))
            }
            ObjectName::Constraint(_, _) if self.pairs[id].any().is_foreign_key() => None,
            ObjectName::Index(on, name) | ObjectName::Constraint(on, name) => Some(QualifiedName {
                schema: on.schema.clone(),
                name: name.clone(),
            }),
            ObjectName::Trigger(_, name) if self.pairs.database == Database::Sqlite => {
                Some(QualifiedName::plain(name))
            }
            _ => None,
        }
    }

    /// A table becomes a part of another when its columns fit, and stops being one before they
    /// change.
    fn partitions(&mut self) {
        for id in self.pairs.ids() {
            let Some(place) = self.actions.place(id, Act::Alter) else {
                continue;
            };
            let (Some(Item::Table(from)), Some(Item::Table(to))) =
                (self.pairs[id].from, self.pairs[id].to)
            else {
                continue;
            };
            let of = |table| super::inherited::parents(table).next();
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
    }

    /// What a body mentions is better there when the body is read.
    fn guesses(&mut self) {
        let mut places: HashMap<String, Vec<Id>> = HashMap::new();
        for (id, _) in &self.actions.all {
            if let Some(name) = mentioned_name(&self.pairs[*id].name) {
                places.entry(name).or_default().push(*id);
            }
        }
        for (id, _) in &self.actions.all {
            let id = *id;
            for word in self.pairs[id]
                .from
                .and_then(|i| self.body(i))
                .map(words)
                .into_iter()
                .flatten()
            {
                for used in places
                    .get(&word)
                    .into_iter()
                    .flatten()
                    .filter(|used| **used != id)
                {
                    self.add(self.leaving(id), self.leaving(*used), false);
                }
            }
            for word in self.pairs[id]
                .to
                .and_then(|i| self.body(i))
                .map(words)
                .into_iter()
                .flatten()
            {
                for used in places
                    .get(&word)
                    .into_iter()
                    .flatten()
                    .filter(|used| **used != id)
                {
                    self.add(self.arriving(*used), self.arriving(id), false);
                }
            }
        }
    }

    /// The text of an object whose uses the server does not tell.
    fn body<'i>(&self, item: Item<'i>) -> Option<&'i str> {
        let postgres = self.pairs.database == Database::Postgres;
        match item {
            Item::Function(function) => Some(&function.definition),
            Item::View(view) if !postgres => Some(&view.query),
            Item::Trigger(_, trigger) if !postgres => Some(&trigger.definition),
            _ => None,
        }
    }
}

/// The name of an object that a body may mention, in lower case.
fn mentioned_name(name: &ObjectName) -> Option<String> {
    match name {
        ObjectName::Table(name)
        | ObjectName::View(name)
        | ObjectName::Sequence(name)
        | ObjectName::Enum(name)
        | ObjectName::Domain(name)
        | ObjectName::Composite(name)
        | ObjectName::Range(name)
        | ObjectName::Function(name, _) => Some(name.name.to_lowercase()),
        ObjectName::Column(table, _) | ObjectName::Constraint(table, _) => {
            Some(table.name.to_lowercase())
        }
        _ => None,
    }
}
