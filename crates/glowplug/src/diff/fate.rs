//! What becomes of each object: at first by itself, then by what it uses.

mod harm;
mod resolve;

use std::collections::HashSet;

use super::compare::{Difference, difference};
use super::item::Item;
use super::loose::{loosened, names_an_index};
use super::pairs::{Id, Pairs};
use crate::catalog::{ObjectName, QualifiedName};
use crate::model::Database;

/// What becomes of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing.
    Keep,
    /// It is created.
    Create,
    /// It is dropped.
    Drop,
    /// It is altered.
    Alter,
    /// It is dropped and created again.
    Anew,
    /// It is altered twice: it loses its default first, and is finished when all else is there.
    Detour,
}

/// What becomes of all objects.
#[derive(Debug)]
pub(super) struct Fates {
    all: Vec<Fate>,
    /// Columns and types whose values change their type although they themselves are equal.
    moved: HashSet<Id>,
    /// Parts of created or dropped tables that are made or dropped by themselves.
    apart: HashSet<Id>,
    /// What is created without its default or owner, and finished later.
    late: HashSet<Id>,
}

impl Fates {
    /// Decides.
    pub(super) fn of(pairs: &Pairs<'_>) -> Self {
        let mut fates = Self::alone(pairs);
        fates.spread(pairs, pairs.ids().collect());
        fates
    }

    /// Decides of each object as if it stood alone.
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
        self.all[id] == Fate::Create
            && match pairs[id].to {
                Some(Item::Sequence(sequence)) => sequence.owner.is_some(),
                Some(Item::Table(table)) => names_an_index(table),
                _ => false,
            }
    }

    /// What becomes of one.
    pub(super) fn get(&self, id: Id) -> Fate {
        self.all[id]
    }

    /// Whether it is created without all that it is to have.
    pub(super) fn late(&self, id: Id) -> bool {
        self.late.contains(&id)
    }

    /// Whether it goes with the statement that drops its table or view.
    pub(super) fn goes(&self, id: Id) -> bool {
        matches!(self.all[id], Fate::Drop | Fate::Anew)
    }

    /// Whether a statement creates it.
    pub(super) fn comes(&self, id: Id) -> bool {
        matches!(self.all[id], Fate::Create | Fate::Anew)
    }

    /// Whether a part of a table is created, or dropped, apart from it.
    pub(super) fn apart(&self, id: Id) -> bool {
        self.apart.contains(&id)
    }

    /// What creates an object along with itself, if it is not created alone.
    pub(super) fn created_by(&self, pairs: &Pairs<'_>, id: Id) -> Option<Id> {
        if let Some(inherited) = pairs.inherited.get(&id) {
            return Some(inherited.parent);
        }
        let item = pairs[id].to?;
        if let Item::Sequence(_) = item {
            return serial(pairs, id).filter(|column| self.comes(*column));
        }
        let owner = pairs[id].owner.filter(|owner| self.comes(*owner))?;
        let with = match item {
            Item::Column(..) => true,
            Item::Constraint(..) => !item.is_foreign_key(),
            Item::Index(..) => pairs.database == Database::Mysql,
            _ => false,
        };
        (with && !self.apart(id)).then_some(owner)
    }

    /// What drops an object along with itself, if it is not dropped alone.
    pub(super) fn dropped_by(&self, pairs: &Pairs<'_>, id: Id) -> Option<Id> {
        if let Some(inherited) = pairs.inherited.get(&id) {
            return Some(inherited.parent);
        }
        if let Item::Sequence(sequence) = pairs[id].from? {
            let (table, column) = sequence.owner.as_ref()?;
            let column = ObjectName::Column(table.clone(), column.clone());
            return pairs.names.exact(&column).filter(|id| self.goes(*id));
        }
        let owner = pairs[id].owner.filter(|owner| self.goes(*owner))?;
        (!self.apart(id)).then_some(owner)
    }

    /// Whether an alteration of it is refused while something uses it.
    pub(super) fn moves(&self, pairs: &Pairs<'_>, id: Id) -> bool {
        if self.moved.contains(&id) {
            return true;
        }
        let altered = matches!(self.all[id], Fate::Alter | Fate::Detour);
        match (pairs.before(id), pairs[id].to) {
            (Some(from), Some(to)) => altered && super::compare::moves(from, to),
            _ => false,
        }
    }
}

/// The column that a sequence comes with: what `serial` would make again.
fn serial(pairs: &Pairs<'_>, id: Id) -> Option<Id> {
    let Some(Item::Sequence(sequence)) = pairs[id].to else {
        return None;
    };
    if pairs[id].from.is_some() {
        return None;
    }
    let (table, name) = sequence.owner.as_ref()?;
    let name = ObjectName::Column(table.clone(), name.clone());
    let id = pairs.names.exact(&name)?;
    match pairs[id].to {
        Some(Item::Column(table, column)) if sequence.is_serial(&table.name, column) => Some(id),
        _ => None,
    }
}

/// What becomes of an object, whatever becomes of others.
fn alone(pairs: &Pairs<'_>, id: Id) -> Fate {
    match (pairs.before(id), pairs[id].to) {
        (None, _) => Fate::Create,
        (_, None) => Fate::Drop,
        (Some(from), Some(to)) => match difference(pairs.database, from, to) {
            Difference::None => Fate::Keep,
            Difference::InPlace if swaps_sequence(pairs, from, to) => Fate::Detour,
            Difference::InPlace => Fate::Alter,
            Difference::Anew => Fate::Anew,
        },
    }
}

/// Whether an identity takes the place of a sequence of the same name, or the other way around.
fn swaps_sequence(pairs: &Pairs<'_>, from: Item<'_>, to: Item<'_>) -> bool {
    let (left, right) = (identity_sequence(from), identity_sequence(to));
    let stands =
        |name: Option<&ObjectName>| name.is_some_and(|name| pairs.names.exact(name).is_some());
    left != right && (stands(left.as_ref()) || stands(right.as_ref()))
}

/// The sequence behind an identity; the server chooses its name where none is given.
pub(super) fn identity_sequence(item: Item<'_>) -> Option<ObjectName> {
    let Item::Column(table, column) = item else {
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

/// Whether an object can do without something for a while.
fn can_loosen(item: Item<'_>) -> bool {
    match item {
        Item::Column(_, column) => column.default.is_some() || column.identity.is_some(),
        Item::Domain(_) => loosened(item.object()) != item.object(),
        _ => false,
    }
}
