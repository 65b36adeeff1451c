//! Decides the fate of each object: first on its own, then by the fate of what it uses.

mod impact;
mod resolve;

use std::collections::HashSet;

use glowplug::catalog::{ObjectName, QualifiedName};

use super::compare::{Difference, difference};
use super::object_ref::ObjectRef;
use super::pairs::{Id, Pairs};
use super::stub::{is_retyped, names_an_index, without_defaults};

/// The fate of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposition {
    /// The object stays as it is.
    Keep,
    /// The object is created.
    Create,
    /// The object is dropped.
    Drop,
    /// The object is altered.
    Alter,
    /// The object is dropped and recreated.
    Recreate,
    /// The object is altered twice: it loses its default (or whatever else blocks others) first,
    /// and gets its final form once everything else exists.
    TwoPhase,
}

/// The fates of all objects.
#[derive(Debug)]
pub(super) struct Dispositions {
    all: Vec<Disposition>,
    /// Columns and types whose values change their type although they themselves are equal.
    moved: HashSet<Id>,
    /// Parts of created or dropped tables that are created or dropped by statements of their own.
    apart: HashSet<Id>,
    /// Objects that are created without their default or owner, and completed later.
    late: HashSet<Id>,
}

impl Dispositions {
    /// Decides the fates of all objects.
    pub(super) fn of(pairs: &Pairs<'_>) -> Self {
        let mut fates = Self::alone(pairs);
        for table in super::partition_keys::recreated(pairs, |id| fates.moves(pairs, id)) {
            fates.recreate(pairs, table);
        }
        fates.propagate(pairs, pairs.ids().collect());
        fates
    }

    /// Has a table and everything that belongs to it dropped and recreated.
    fn recreate(&mut self, pairs: &Pairs<'_>, table: Id) {
        for id in pairs.ids() {
            let is_part = id == table || pairs[id].owner == Some(table);
            if is_part && pairs[id].from.is_some() && pairs[id].to.is_some() {
                self.all[id] = Disposition::Recreate;
            }
        }
    }

    /// Decides the fate of each object on its own, regardless of all others.
    pub(super) fn alone(pairs: &Pairs<'_>) -> Self {
        let mut fates = Self {
            all: pairs.ids().map(|id| alone(pairs, id)).collect(),
            moved: HashSet::new(),
            apart: HashSet::new(),
            late: HashSet::new(),
        };
        for id in pairs.ids() {
            if fates.is_late(pairs, id) {
                fates.late.insert(id);
            }
        }
        fates
    }

    fn is_late(&self, pairs: &Pairs<'_>, id: Id) -> bool {
        self.all[id] == Disposition::Create
            && match pairs[id].to {
                Some(ObjectRef::Sequence(sequence)) => sequence.owner.is_some(),
                Some(ObjectRef::Table(table)) => names_an_index(table),
                _ => false,
            }
    }

    /// Returns the fate of an object.
    pub(super) fn get(&self, id: Id) -> Disposition {
        self.all[id]
    }

    /// Returns true if it is created incomplete, and completed later.
    pub(super) fn late(&self, id: Id) -> bool {
        self.late.contains(&id)
    }

    /// Returns true if it is dropped, by a statement of its own or with its table or view.
    pub(super) fn goes(&self, id: Id) -> bool {
        matches!(self.all[id], Disposition::Drop | Disposition::Recreate)
    }

    /// Returns true if it is created.
    pub(super) fn comes(&self, id: Id) -> bool {
        matches!(self.all[id], Disposition::Create | Disposition::Recreate)
    }

    /// Returns true if a part of a table is created, or dropped, separately.
    pub(super) fn apart(&self, id: Id) -> bool {
        self.apart.contains(&id)
    }

    /// Returns the object whose creation also creates this one; `None` if it is created separately.
    pub(super) fn created_by(&self, pairs: &Pairs<'_>, id: Id) -> Option<Id> {
        if let Some(inherited) = pairs.inherited.get(&id) {
            return Some(inherited.parent);
        }
        let item = pairs[id].to?;
        if let ObjectRef::Sequence(_) = item {
            return serial(pairs, id).filter(|column| self.comes(*column));
        }
        let owner = pairs[id].owner.filter(|owner| self.comes(*owner))?;
        let with = match item {
            ObjectRef::Column(..) => true,
            ObjectRef::Constraint(..) => !item.is_foreign_key(),
            ObjectRef::Index(..) => pairs.can.inline_indexes,
            _ => false,
        };
        (with && !self.apart(id)).then_some(owner)
    }

    /// Returns the object whose drop also drops this one; `None` if it is dropped separately.
    pub(super) fn dropped_by(&self, pairs: &Pairs<'_>, id: Id) -> Option<Id> {
        if let Some(inherited) = pairs.inherited.get(&id) {
            return Some(inherited.parent);
        }
        if let ObjectRef::Sequence(sequence) = pairs[id].from? {
            let (table, column) = sequence.owner.as_ref()?;
            let column = ObjectName::Column(table.clone(), column.clone());
            return pairs.names.exact(&column).filter(|id| self.goes(*id));
        }
        if let Some(ObjectRef::Other(other)) = pairs[id].from
            && other.kind.is_property()
        {
            let mut used = pairs.from.uses[id].iter().copied();
            return used.find(|used| match other.kind.is_kept() {
                true => self.get(*used) == Disposition::Drop,
                false => self.goes(*used) && !matches!(pairs[*used].any(), ObjectRef::Column(..)),
            });
        }
        let owner = pairs[id].owner.filter(|owner| self.goes(*owner))?;
        (!self.apart(id)).then_some(owner)
    }

    /// Returns true if its alteration is refused while another object uses it.
    pub(super) fn moves(&self, pairs: &Pairs<'_>, id: Id) -> bool {
        if self.moved.contains(&id) {
            return true;
        }
        let altered = matches!(self.all[id], Disposition::Alter | Disposition::TwoPhase);
        match (pairs.before(id), pairs[id].to) {
            (Some(from), Some(to)) if altered => {
                super::compare::moves(from, to)
                    || pairs.remade.contains(&id)
                    || (pairs.nested.contains(&id) && self.is_checked_again(id, from, to))
            }
            _ => false,
        }
    }
}

impl Dispositions {
    /// Returns true if a domain gets checks, which the server refuses while the domain is nested in
    /// other types, because it cannot check all values then.
    fn is_checked_again(&self, id: Id, from: ObjectRef<'_>, to: ObjectRef<'_>) -> bool {
        match (from, to) {
            (ObjectRef::Domain(from), ObjectRef::Domain(to)) => {
                let again = self.all[id] == Disposition::TwoPhase && !to.checks.is_empty();
                again || to.is_stricter_than(from)
            }
            _ => false,
        }
    }
}

/// Returns the column that a sequence is created with, as `serial` does it.
fn serial(pairs: &Pairs<'_>, id: Id) -> Option<Id> {
    let Some(ObjectRef::Sequence(sequence)) = pairs[id].to else {
        return None;
    };
    if pairs[id].from.is_some() {
        return None;
    }
    let (table, name) = sequence.owner.as_ref()?;
    let name = ObjectName::Column(table.clone(), name.clone());
    let id = pairs.names.exact(&name)?;
    match pairs[id].to {
        Some(ObjectRef::Column(table, column)) if sequence.is_serial(&table.name, column) => {
            Some(id)
        }
        _ => None,
    }
}

/// Returns the fate of an object, regardless of all others.
fn alone(pairs: &Pairs<'_>, id: Id) -> Disposition {
    match (pairs.before(id), pairs[id].to) {
        (None, _) => Disposition::Create,
        (_, None) => Disposition::Drop,
        (Some(ObjectRef::Table(from)), Some(ObjectRef::Table(to))) if is_retyped(from, to) => {
            Disposition::TwoPhase
        }
        (Some(from), Some(to)) => match difference(pairs.database, from, to) {
            Difference::None => Disposition::Keep,
            Difference::InPlace if swaps_sequence(pairs, from, to) => Disposition::TwoPhase,
            Difference::InPlace if changes_bounds(from, to) => Disposition::TwoPhase,
            Difference::InPlace => Disposition::Alter,
            Difference::Recreate => Disposition::Recreate,
        },
    }
}

/// Returns true if a partition gets new bounds, which another one may have had.
fn changes_bounds(from: ObjectRef<'_>, to: ObjectRef<'_>) -> bool {
    match (from, to) {
        (ObjectRef::Table(from), ObjectRef::Table(to)) => {
            let parts = (&from.partition_of, &to.partition_of);
            matches!(parts, (Some(from), Some(to)) if from.parent == to.parent && from != to)
        }
        _ => false,
    }
}

/// Returns true if an identity replaces a sequence of the same name, or the other way around.
fn swaps_sequence(pairs: &Pairs<'_>, from: ObjectRef<'_>, to: ObjectRef<'_>) -> bool {
    let (left, right) = (identity_sequence(from), identity_sequence(to));
    let stands =
        |name: Option<&ObjectName>| name.is_some_and(|name| pairs.names.exact(name).is_some());
    left != right && (stands(left.as_ref()) || stands(right.as_ref()))
}

/// Returns the sequence of an identity column; the server chooses its name if none is given.
pub(super) fn identity_sequence(item: ObjectRef<'_>) -> Option<ObjectName> {
    let ObjectRef::Column(table, column) = item else {
        return None;
    };
    let named = column.identity.as_ref()?.sequence.as_ref();
    let name = named.map(|sequence| sequence.name.clone());
    let name = name.filter(|name| !name.name.is_empty());
    Some(ObjectName::Sequence(name.unwrap_or_else(|| {
        QualifiedName {
            schema: table.name.schema.clone(),
            name: format!("{}_{}_seq", table.name.name, column.name),
        }
    })))
}

/// Returns true if an object can lose a part of its definition for a while.
fn can_loosen(item: ObjectRef<'_>) -> bool {
    match item {
        ObjectRef::Column(_, column) => column.default.is_some() || column.identity.is_some(),
        ObjectRef::Domain(_) => without_defaults(item.object()) != item.object(),
        _ => false,
    }
}
