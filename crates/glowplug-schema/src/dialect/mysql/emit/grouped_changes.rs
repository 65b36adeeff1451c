//! Groups changes by the kind of object.

use super::between;
use crate::change::{Change, Rename, Unsupported};
use crate::dialect::fitting;
use glowplug::catalog::{
    Catalog, Column, Constraint, Function, Index, Object, QualifiedName, Sequence, Table, Trigger,
    View,
};

/// The change to one object.
#[derive(Debug)]
pub(super) enum Act<'a, T> {
    Create(&'a T),
    Drop(&'a T),
    Alter(&'a T, &'a T),
}

// Derived implementations would require them of `T` too.
impl<T> Clone for Act<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Act<'_, T> {}

impl<'a, T> Act<'a, T> {
    /// Returns the object before the change.
    pub(super) const fn before(&self) -> Option<&'a T> {
        match self {
            Self::Create(_) => None,
            Self::Drop(old) | Self::Alter(old, _) => Some(old),
        }
    }

    /// Returns the object after the change.
    pub(super) const fn after(&self) -> Option<&'a T> {
        match self {
            Self::Drop(_) => None,
            Self::Create(new) | Self::Alter(_, new) => Some(new),
        }
    }
}

/// Changes to parts of tables, each with its table.
type Parts<'a, T> = Vec<(&'a QualifiedName, Act<'a, T>)>;

/// All changes, grouped.
pub(super) struct GroupedChanges<'a> {
    pub(super) from: &'a Catalog,
    pub(super) to: &'a Catalog,
    pub(super) renames: Vec<&'a Rename>,
    pub(super) tables: Vec<Act<'a, Table>>,
    pub(super) columns: Parts<'a, Column>,
    pub(super) constraints: Parts<'a, Constraint>,
    pub(super) indexes: Parts<'a, Index>,
    pub(super) triggers: Parts<'a, Trigger>,
    pub(super) views: Vec<Act<'a, View>>,
    pub(super) functions: Vec<Act<'a, Function>>,
    pub(super) sequences: Vec<Act<'a, Sequence>>,
}

impl<'a> GroupedChanges<'a> {
    pub(super) fn new(
        changes: &'a [Change],
        from: &'a Catalog,
        to: &'a Catalog,
    ) -> Result<Self, Vec<Unsupported>> {
        let mut work = Self {
            from,
            to,
            renames: Vec::new(),
            tables: Vec::new(),
            columns: Vec::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            triggers: Vec::new(),
            views: Vec::new(),
            functions: Vec::new(),
            sequences: Vec::new(),
        };
        let refused = changes.iter().filter(|change| !work.take(change));
        let refused: Vec<Unsupported> = refused
            .map(|change| Unsupported {
                object: change.object(),
                reason: format!("MySQL has no {}", change.object().kind()),
            })
            .collect();
        pair(&mut work.constraints, |one| one.label(), |_, _, _| true);
        pair(&mut work.indexes, |one| one.name.clone(), |_, _, _| true);
        let keeps = |table: &QualifiedName, old: &Column, new: &Column| {
            let before = from.table(table);
            before.is_some_and(|before| between::stored_first(before, old, new))
        };
        pair(&mut work.columns, |one| one.name.clone(), keeps);
        if refused.is_empty() {
            Ok(work)
        } else {
            Err(refused)
        }
    }

    /// Adds a change to its group; returns false if there is none for it.
    fn take(&mut self, change: &'a Change) -> bool {
        match change {
            Change::Rename(rename) => {
                self.renames.push(rename);
                true
            }
            Change::Create(object) => self.put(object, None, false),
            Change::Drop(object) => self.put(object, None, true),
            Change::Alter { from, to } => self.put(from, Some(to), false),
        }
    }

    fn put(&mut self, object: &'a Object, other: Option<&'a Object>, drops: bool) -> bool {
        use Object::{Column, Constraint, Function, Index, Sequence, Table, Trigger, View};
        match (object, other) {
            (Table(one), None) => self.tables.push(act(one, drops)),
            (Table(old), Some(Table(new))) => self.tables.push(Act::Alter(old, new)),
            (View(one), None) => self.views.push(act(one, drops)),
            (View(old), Some(View(new))) => self.views.push(Act::Alter(old, new)),
            (Function(one), None) => self.functions.push(act(one, drops)),
            (Function(old), Some(Function(new))) => self.functions.push(Act::Alter(old, new)),
            (Sequence(one), None) => self.sequences.push(act(one, drops)),
            (Sequence(old), Some(Sequence(new))) => self.sequences.push(Act::Alter(old, new)),
            (Column(table, one), None) => self.columns.push((table, act(one, drops))),
            (Column(table, old), Some(Column(_, new))) => {
                self.columns.push((table, Act::Alter(old, new)));
            }
            (Constraint(table, one), None) => self.constraints.push((table, act(one, drops))),
            (Constraint(table, old), Some(Constraint(_, new))) => {
                self.constraints.push((table, Act::Alter(old, new)));
            }
            (Index(table, one), None) => self.indexes.push((table, act(one, drops))),
            (Index(table, old), Some(Index(_, new))) => {
                self.indexes.push((table, Act::Alter(old, new)));
            }
            (Trigger(table, one), None) => self.triggers.push((table, act(one, drops))),
            (Trigger(table, old), Some(Trigger(_, new))) => {
                self.triggers.push((table, Act::Alter(old, new)));
            }
            _ => return false,
        }
        true
    }

    /// Returns true if a table is created.
    pub(super) fn creates(&self, name: &QualifiedName) -> bool {
        let mut tables = self.tables.iter();
        tables.any(|act| matches!(act, Act::Create(table) if table.name == *name))
    }

    /// Returns true if a table is dropped.
    pub(super) fn drops(&self, name: &QualifiedName) -> bool {
        let mut tables = self.tables.iter();
        tables.any(|act| matches!(act, Act::Drop(table) if table.name == *name))
    }

    /// Returns true if a column is added, and is `NULL` in existing rows.
    pub(super) fn is_empty(&self, table: &QualifiedName, column: &str) -> bool {
        self.added(table, column).is_some_and(|column| {
            column.nullable
                && column.default.is_none()
                && column.generated.is_none()
                && column.identity.is_none()
        })
    }

    /// Returns true if existing rows certainly pass a check, given the values of added columns.
    pub(super) fn passes(&self, table: &QualifiedName, check: &str) -> bool {
        let after = self.to.table(table);
        let columns = after.into_iter().flat_map(|after| &after.columns);
        let columns = columns.map(|column| {
            let added = self.added(table, &column.name);
            (&*column.name, added.and_then(fitting::filling))
        });
        fitting::holds(check, &columns.collect::<Vec<_>>())
    }

    /// Returns the column of this name that is added to an existing table.
    pub(super) fn added(&self, table: &QualifiedName, column: &str) -> Option<&'a Column> {
        let mut own = self.columns.iter().filter(|(of, _)| *of == table);
        own.find_map(|(_, act)| match act {
            Act::Create(one) if one.name == column => Some(*one),
            _ => None,
        })
    }
}

/// Merges drop and create of the same name into an alteration, some of which the server can do in
/// place.
fn pair<'a, T>(
    parts: &mut Parts<'a, T>,
    name: impl Fn(&T) -> String,
    fits: impl Fn(&QualifiedName, &T, &T) -> bool,
) {
    let mut index = 0;
    while index < parts.len() {
        let (table, act) = parts[index];
        let comes = parts
            .iter()
            .position(|(other, act_of)| match (act, act_of) {
                (Act::Drop(old), Act::Create(new)) => {
                    *other == table && name(old) == name(new) && fits(table, old, new)
                }
                _ => false,
            });
        if let (Act::Drop(old), Some(comes)) = (act, comes)
            && let Act::Create(new) = parts[comes].1
        {
            parts[index].1 = Act::Alter(old, new);
            parts.remove(comes);
            index -= usize::from(comes < index);
        }
        index += 1;
    }
}

const fn act<T>(one: &T, drops: bool) -> Act<'_, T> {
    if drops {
        Act::Drop(one)
    } else {
        Act::Create(one)
    }
}
