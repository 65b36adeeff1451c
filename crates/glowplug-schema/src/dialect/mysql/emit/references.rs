//! Decides when foreign keys are dropped and added.

use super::collations::unmatches;
use super::grouped_changes::{Act, GroupedChanges};
use super::options::collation;
use glowplug::catalog::{Catalog, Constraint, ConstraintKind, ForeignKey, QualifiedName, Table};

/// A foreign key and its table.
#[derive(Clone, Copy)]
pub(super) struct Reference<'a> {
    pub(super) table: &'a QualifiedName,
    pub(super) constraint: &'a Constraint,
    pub(super) key: &'a ForeignKey,
    /// Whether all rows satisfy it already, because a key on the same columns existed before.
    pub(super) holds: bool,
}

/// The foreign keys that are dropped and added.
pub(super) struct References<'a> {
    pub(super) dropped: Vec<Reference<'a>>,
    pub(super) added: Vec<Reference<'a>>,
}

impl<'a> References<'a> {
    pub(super) fn of(work: &GroupedChanges<'a>) -> Self {
        let mut found = Self {
            dropped: Vec::new(),
            added: Vec::new(),
        };
        for (table, act) in &work.constraints {
            let (before, after) = (act.before(), act.after());
            found
                .dropped
                .extend(before.and_then(|old| reference(table, old)));
            found
                .added
                .extend(after.and_then(|new| reference(table, new)));
        }
        for act in &work.tables {
            let Act::Create(table) = act else { continue };
            for constraint in &table.constraints {
                let known = |one: &Reference<'_>| one.is(&table.name, constraint);
                let new = reference(&table.name, constraint);
                found
                    .added
                    .extend(new.filter(|_| !found.added.iter().any(known)));
            }
        }
        for one in &mut found.added {
            let mut known = found.dropped.iter();
            let unmatches = unmatches(one.table, one.key, work);
            one.holds = !unmatches
                && known.any(|old| {
                    old.table == one.table
                        && old.key.columns == one.key.columns
                        && old.key.references == one.key.references
                        && old.key.referenced == one.key.referenced
                });
        }
        found.again(work);
        found
    }

    /// Recreates foreign keys on columns whose type changes: the server rejects that while a
    /// foreign key uses them.
    fn again(&mut self, work: &GroupedChanges<'a>) {
        for table in &work.from.tables {
            for constraint in &table.constraints {
                let known = |one: &Reference<'_>| one.is(&table.name, constraint);
                if self.dropped.iter().any(known) || work.drops(&table.name) {
                    continue;
                }
                let Some(old) = reference(&table.name, constraint) else {
                    continue;
                };
                let child = retyped(&table.name, &old.key.columns, work);
                if child || retyped(&old.key.references, &old.key.referenced, work) {
                    self.dropped.push(old);
                    let holds = !unmatches(old.table, old.key, work);
                    self.added.push(Reference { holds, ..old });
                }
            }
        }
    }

    /// Returns the added foreign key with the same name, on any table: the name is unique in the
    /// database.
    pub(super) fn again_as(&self, one: &Reference<'_>) -> Option<&Reference<'a>> {
        let mut added = self.added.iter();
        added.find(|other| other.constraint.name == one.constraint.name)
    }

    /// Returns true if a foreign key of this name is dropped.
    pub(super) fn drops(&self, one: &Reference<'_>) -> bool {
        self.dropped
            .iter()
            .any(|other| other.is(one.table, one.constraint))
    }
}

impl Reference<'_> {
    fn is(&self, table: &QualifiedName, constraint: &Constraint) -> bool {
        self.table == table && self.constraint.name == constraint.name
    }
}

pub(super) fn reference<'a>(
    table: &'a QualifiedName,
    constraint: &'a Constraint,
) -> Option<Reference<'a>> {
    Some(Reference {
        table,
        constraint,
        key: constraint.foreign_key()?,
        holds: false,
    })
}

/// Returns true if the type or collation of one of these columns changes.
fn retyped(table: &QualifiedName, columns: &[String], work: &GroupedChanges<'_>) -> bool {
    let (Some(before), Some(after)) = (work.from.table(table), work.to.table(table)) else {
        return false;
    };
    columns.iter().any(|name| {
        let (was, is) = (before.column(name), after.column(name));
        was.zip(is).is_some_and(|(was, is)| {
            was.data_type != is.data_type
                || collation(was, before, work.from) != collation(is, after, work.to)
        })
    })
}

/// Returns true if the referenced columns exist, in their final form, before any table is altered.
pub(super) fn stands(key: &ForeignKey, work: &GroupedChanges<'_>) -> bool {
    // Tables of another database are not changed here.
    if key.references.schema.is_some() {
        return true;
    }
    let (Some(before), Some(after)) = (
        work.from.table(&key.references),
        work.to.table(&key.references),
    ) else {
        return false;
    };
    !retyped(&key.references, &key.referenced, work)
        && key
            .referenced
            .iter()
            .all(|name| before.column(name).is_some())
        && serves(before, &key.referenced)
        && serves(after, &key.referenced)
}

/// Returns true if a table has a key or index that starts with these columns.
fn serves(table: &Table, columns: &[String]) -> bool {
    let keys = table.constraints.iter().any(|one| match &one.kind {
        ConstraintKind::PrimaryKey { columns: own, .. }
        | ConstraintKind::Unique { columns: own, .. } => own.starts_with(columns),
        _ => false,
    });
    keys || table.indexes.iter().any(|index| {
        let own = index.keys.iter().map(|key| key.column.as_ref());
        own.zip(columns)
            .filter(|(own, one)| *own == Some(*one))
            .count()
            == columns.len()
    })
}

/// Sorts tables so that referenced ones come first; in a cycle, the first in the list comes first.
pub(super) fn parents_first<'a>(
    mut tables: Vec<&'a Table>,
    references: &[Reference<'_>],
) -> Vec<&'a Table> {
    let mut sorted = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let waits = |table: &Table| {
            references.iter().any(|one| {
                *one.table == table.name
                    && one.key.references != table.name
                    && tables.iter().any(|other| other.name == one.key.references)
            })
        };
        let free = tables.iter().position(|table| !waits(table));
        sorted.push(tables.remove(free.unwrap_or_default()));
    }
    sorted
}

/// Returns the foreign keys of these tables as they are in a catalog.
pub(super) fn between<'a>(tables: &[&'a Table], catalog: &'a Catalog) -> Vec<Reference<'a>> {
    let own = catalog.tables.iter().filter(|table| {
        let mut tables = tables.iter();
        tables.any(|one| one.name == table.name)
    });
    own.flat_map(|table| {
        let constraints = table.constraints.iter();
        constraints.filter_map(|constraint| reference(&table.name, constraint))
    })
    .collect()
}
