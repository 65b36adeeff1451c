//! The changes, sorted by what they are about.

use crate::catalog::{Catalog, Column, Constraint, Function, Index, Object, QualifiedName};
use crate::catalog::{Sequence, Table, Trigger, View};
use crate::change::{Change, Impossible, Rename};

/// What happens to one object.
#[derive(Debug)]
pub(super) enum Act<'a, T> {
    Create(&'a T),
    Drop(&'a T),
    Alter(&'a T, &'a T),
}

// Derived ones would ask it of `T` too.
impl<T> Clone for Act<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Act<'_, T> {}

impl<'a, T> Act<'a, T> {
    /// What is there before.
    pub(super) const fn before(&self) -> Option<&'a T> {
        match self {
            Self::Create(_) => None,
            Self::Drop(old) | Self::Alter(old, _) => Some(old),
        }
    }

    /// What is there after.
    pub(super) const fn after(&self) -> Option<&'a T> {
        match self {
            Self::Drop(_) => None,
            Self::Create(new) | Self::Alter(_, new) => Some(new),
        }
    }
}

/// Parts of tables with the tables they are parts of.
type Parts<'a, T> = Vec<(&'a QualifiedName, Act<'a, T>)>;

/// All that is to be done.
pub(super) struct Work<'a> {
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

impl<'a> Work<'a> {
    pub(super) fn new(
        changes: &'a [Change],
        from: &'a Catalog,
        to: &'a Catalog,
    ) -> Result<Self, Vec<Impossible>> {
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
        let refused: Vec<Impossible> = refused
            .map(|change| Impossible {
                object: change.object(),
                reason: format!("MySQL has no {}", change.object().kind()),
            })
            .collect();
        pair(&mut work.constraints, |one| one.label());
        pair(&mut work.indexes, |one| one.name.clone());
        if refused.is_empty() {
            Ok(work)
        } else {
            Err(refused)
        }
    }

    /// Puts a change where it belongs; false when it belongs nowhere.
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

    /// Whether a table comes into being.
    pub(super) fn creates(&self, name: &QualifiedName) -> bool {
        let mut tables = self.tables.iter();
        tables.any(|act| matches!(act, Act::Create(table) if table.name == *name))
    }

    /// Whether a table goes.
    pub(super) fn drops(&self, name: &QualifiedName) -> bool {
        let mut tables = self.tables.iter();
        tables.any(|act| matches!(act, Act::Drop(table) if table.name == *name))
    }

    /// Whether a column is added, and is NULL in the rows that are there.
    pub(super) fn is_empty(&self, table: &QualifiedName, column: &str) -> bool {
        self.added(table, column).is_some_and(|column| {
            column.nullable
                && column.default.is_none()
                && column.generated.is_none()
                && column.identity.is_none()
        })
    }

    /// The column of an existing table that is added to it.
    pub(super) fn added(&self, table: &QualifiedName, column: &str) -> Option<&'a Column> {
        let mut own = self.columns.iter().filter(|(of, _)| *of == table);
        own.find_map(|(_, act)| match act {
            Act::Create(one) if one.name == column => Some(*one),
            _ => None,
        })
    }
}

/// What goes and comes by the same name is altered: some of it the server can do in place.
fn pair<'a, T>(parts: &mut Parts<'a, T>, name: impl Fn(&T) -> String) {
    let mut index = 0;
    while index < parts.len() {
        let (table, act) = parts[index];
        let comes = parts
            .iter()
            .position(|(other, act_of)| match (act, act_of) {
                (Act::Drop(old), Act::Create(new)) => *other == table && name(old) == name(new),
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
