//! Ordering constraints: which action has to come before which.

mod columns;
mod partitions;

use std::collections::HashMap;

use glowplug::catalog::{ObjectName, QualifiedName};
use glowplug::dialect::NameScope;

use super::action::{Act, Actions};
use super::disposition::{Disposition, Dispositions, identity_sequence};
use super::mentions::words;
use super::object_ref::ObjectRef;
use super::pairs::{Id, Pairs};
use crate::dialect::planning::Edge;

/// Returns all ordering constraints between the actions.
pub(super) fn edges(pairs: &Pairs<'_>, fates: &Dispositions, actions: &Actions) -> Vec<Edge> {
    let mut edges = OrderingConstraints {
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
    edges.typed_tables();
    edges.guesses();
    edges.found.retain(|edge| edge.before != edge.after);
    edges.found.sort_unstable();
    edges.found
}

struct OrderingConstraints<'e, 'a> {
    pairs: &'e Pairs<'a>,
    fates: &'e Dispositions,
    actions: &'e Actions,
    found: Vec<Edge>,
}

impl OrderingConstraints<'_, '_> {
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

    /// Orders the actions of one object: drop before create, create before restore.
    fn of_one(&mut self, id: Id) {
        let (leaving, arriving) = (self.leaving(id), self.arriving(id));
        if leaving != arriving {
            self.add(leaving, arriving, true);
        }
        let restored = self.actions.place(id, Act::RestoreDefault);
        if restored != arriving {
            self.add(arriving, restored, true);
        }
    }

    /// Orders the drop or change of an object before that of what it uses.
    fn leave(&mut self, id: Id, used: Id) {
        let (Some(own), Some(other)) = (self.leaving(id), self.leaving(used)) else {
            return;
        };
        // A property that an object keeps is changed once the object exists again.
        if self.pairs[id].any().is_kept() && self.fates.get(used) != Disposition::Drop {
            return self.add(self.arriving(used), Some(own), true);
        }
        let moves = self.fates.moves(self.pairs, used);
        let must = match (self.act(own), self.act(other)) {
            (_, Act::Drop) => !self.loose_end(id, used),
            // The sequence can be dropped whatever happens to the column that owns it.
            _ if matches!(self.pairs[id].any(), ObjectRef::Sequence(_)) => return,
            (Act::Drop | Act::DropDefault, Act::Alter) => moves || self.is_firm(used),
            // A partition is detached and attached again while it still has the columns of the
            // parent.
            (Act::Drop, Act::DropDefault)
                if matches!(self.pairs[used].any(), ObjectRef::Table(_)) =>
            {
                return;
            }
            (Act::Drop, Act::DropDefault) => moves,
            (Act::Alter, Act::Alter) if !self.pairs.to.uses(id, used) => moves,
            _ => return,
        };
        self.add(Some(own), Some(other), must);
    }

    /// Orders the creation or change of an object after that of what it uses.
    fn arrive(&mut self, id: Id, used: Id) {
        let Some(other) = self.arriving(used) else {
            return;
        };
        let own = match self.needs_later(id, used) {
            true => self.actions.place(id, Act::RestoreDefault),
            false => self.arriving(id),
        };
        let Some(own) = own else {
            return;
        };
        let moves = self.fates.moves(self.pairs, used);
        let must = match (self.act(other), self.act(own)) {
            (Act::Create, _) => !self.loose_end(id, used),
            (Act::RestoreDefault, _) => moves,
            (Act::Alter, Act::Create | Act::RestoreDefault) => moves || self.is_firm(used),
            _ => false,
        };
        self.add(Some(other), Some(own), must);
        if self.pairs[id].any().is_foreign_key() {
            let table = self.pairs[id].owner.and_then(|table| self.arriving(table));
            self.add(Some(other), table, false);
        }
    }

    /// Returns true if a table uses another one that need not exist yet.
    fn loose_end(&self, id: Id, used: Id) -> bool {
        self.pairs.can.forward_references
            && matches!(self.pairs[id].any(), ObjectRef::Table(_))
            && matches!(self.pairs[used].any(), ObjectRef::Table(_))
    }

    /// Returns true if other objects depend on what an alteration changes. Altering a table itself
    /// changes options only, or everything where tables are rebuilt.
    fn is_firm(&self, id: Id) -> bool {
        match self.pairs[id].any() {
            ObjectRef::Table(_) => self.pairs.can.table_rebuild,
            ObjectRef::Sequence(_) | ObjectRef::Schema(_) | ObjectRef::Extension(_) => false,
            _ => true,
        }
    }

    /// Returns true if an object is first created without what it uses here.
    fn needs_later(&self, id: Id, used: Id) -> bool {
        let pair = &self.pairs[id];
        match pair.any() {
            ObjectRef::Sequence(_) => {
                matches!(self.pairs[used].any(), ObjectRef::Column(..)) && self.fates.late(id)
            }
            ObjectRef::Table(_) => matches!(self.pairs[used].any(), ObjectRef::Index(..)),
            ObjectRef::Column(..) | ObjectRef::Domain(_) if self.fates.late(id) => matches!(
                self.pairs[used].any(),
                ObjectRef::Function(_) | ObjectRef::Sequence(_)
            ),
            _ => false,
        }
    }

    /// Orders the drop of an object before the creation of another with its name.
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

    /// Orders the drop of a foreign key that references a partitioned table before that of its
    /// partitions.
    fn referenced_parts(&mut self) {
        let parts = self.pairs.ids().filter_map(|id| {
            let Some(ObjectRef::Table(table)) = self.pairs[id].from else {
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

    /// Orders the drop of a function before the creation of another with its name: a call could
    /// mean either.
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

    /// Orders changes of identity columns, whose sequences take names, too.
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

    /// Returns the name that only one object of its schema, or of its table, can have.
    fn name_taken(&self, id: Id) -> Option<QualifiedName> {
        let names = self.pairs.can.names;
        let in_table = names.indexes == NameScope::Table;
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
            ObjectName::Trigger(_, name) if names.triggers == NameScope::Schema => {
                Some(QualifiedName::plain(name))
            }
            _ => None,
        }
    }

    /// Prefers that what a body mentions exists when the body is parsed.
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

    /// Returns the text of an object whose dependencies the server does not report.
    fn body<'i>(&self, item: ObjectRef<'i>) -> Option<&'i str> {
        let is_reported = self.pairs.can.reports_dependencies;
        match item {
            ObjectRef::Function(function) => Some(&function.definition),
            ObjectRef::View(view) if !is_reported => Some(&view.query),
            ObjectRef::Trigger(_, trigger) if !is_reported => Some(&trigger.definition),
            _ => None,
        }
    }
}

/// Returns the name of an object that a body may mention, in lower case.
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
