//! Tracks what is deferred, and which changes must be deferred because they depend on it.
//!
//! Statements run in the order of their places. So a change that depends on the deferred part of
//! another one ([`Phase::Deferred`](crate::change::Phase::Deferred)) must be deferred too: a foreign key
//! that references a unique constraint whose index is built separately, or anything that writes a
//! value added to an enum, which cannot be used before the transaction that added it is committed
//! (manual: `ALTER TYPE`, notes).

use std::collections::HashSet;

use glowplug::catalog::{
    Column, ConstraintKind, Function, Index, Object, ObjectName, QualifiedName, Table,
};

use super::change_index::table_of;
use super::emitter::Emitter;
use super::enum_values::AddedValue;
use super::text::words;
use crate::change::Change;

/// What is deferred.
#[derive(Default)]
pub(super) struct Deferred {
    objects: HashSet<ObjectName>,
    /// Values that were added to enums.
    values: Vec<AddedValue>,
    /// Tables with constraints that are validated later.
    unchecked: HashSet<QualifiedName>,
}

impl Deferred {
    pub(super) fn add(&mut self, object: ObjectName) {
        self.objects.insert(object);
    }

    pub(super) fn add_value(&mut self, value: AddedValue) {
        self.values.push(value);
    }

    /// Records that a constraint of the table is only validated later.
    pub(super) fn add_unchecked(&mut self, table: &QualifiedName) {
        self.unchecked.insert(table.clone());
    }

    /// Returns true if an object itself is deferred.
    pub(super) fn has_object(&self, object: &ObjectName) -> bool {
        self.objects.contains(object)
    }

    /// Returns true if an object, or the table or view that it is a part of, is deferred.
    fn has(&self, object: &ObjectName) -> bool {
        let owner = object.owner().cloned();
        let owners = owner.map(|owner| [ObjectName::Table(owner.clone()), ObjectName::View(owner)]);
        self.objects.contains(object)
            || owners.is_some_and(|owners| owners.iter().any(|owner| self.objects.contains(owner)))
    }

    /// Returns true if a change must be deferred.
    pub(super) fn holds_up(&self, emitter: &Emitter<'_>, change: &Change) -> bool {
        if self.objects.is_empty() && self.values.is_empty() && self.unchecked.is_empty() {
            return false;
        }
        match change {
            Change::Rename(_) => false,
            Change::Drop(object) => self.is_still_used(emitter, object),
            Change::Create(object) => self.is_needed(emitter, object),
            Change::Alter { from, to } => {
                self.joins(from, to)
                    || self.is_needed(emitter, to)
                    || self.is_still_used(emitter, from)
            }
        }
    }

    /// Returns true if a table that is not validated yet becomes a partition or child of another,
    /// which requires that its rows satisfy the constraints.
    fn joins(&self, from: &Object, to: &Object) -> bool {
        match (from, to) {
            (Object::Table(from), Object::Table(to)) => {
                self.unchecked.contains(&to.name)
                    && (from.inherits != to.inherits || from.partition_of != to.partition_of)
            }
            _ => false,
        }
    }

    /// Returns true if something that changes later still uses an object.
    fn is_still_used(&self, emitter: &Emitter<'_>, object: &Object) -> bool {
        let name = object.name();
        self.has(&name) || emitter.from.users(&name).iter().any(|user| self.has(user))
    }

    fn is_needed(&self, emitter: &Emitter<'_>, object: &Object) -> bool {
        let name = object.name();
        self.has(&name)
            || emitter.to.uses(&name).iter().any(|used| self.has(used))
            || self.lacks_columns(object)
            || self.lacks_key(emitter, object)
            || (self.writes_a_value(emitter, object) && !is_built_apart(emitter, object))
    }

    fn lacks_columns(&self, object: &Object) -> bool {
        let Some(table) = table_of(object) else {
            return false;
        };
        let missing = |column: &str| {
            self.objects
                .contains(&ObjectName::Column(table.clone(), column.to_owned()))
        };
        let any = self
            .objects
            .iter()
            .any(|later| matches!(later, ObjectName::Column(owner, _) if *owner == table));
        any && texts(object).iter().any(|text| words(text).any(missing))
    }

    /// Returns true if a foreign key references columns that are not unique before.
    fn lacks_key(&self, emitter: &Emitter<'_>, object: &Object) -> bool {
        match object {
            Object::Constraint(_, constraint) => constraint.foreign_key().is_some_and(|key| {
                self.has(&ObjectName::Table(key.references.clone()))
                    || self.is_key_later(emitter, &key.references, &key.referenced)
            }),
            // `ON CONFLICT` in its body is resolved to a unique index immediately.
            Object::Function(function) => {
                is_sql(function)
                    && function
                        .definition
                        .to_ascii_lowercase()
                        .contains("on conflict")
                    && self
                        .objects
                        .iter()
                        .any(|later| matches!(later, ObjectName::Constraint(..)))
            }
            _ => false,
        }
    }

    /// Returns true if columns only become unique later.
    pub(super) fn is_key_later(
        &self,
        emitter: &Emitter<'_>,
        table: &QualifiedName,
        columns: &[String],
    ) -> bool {
        let Some(table) = emitter.to.table(table) else {
            return false;
        };
        let constraints = table.constraints.iter().any(|constraint| {
            keys(&constraint.kind).is_some_and(|keys| same(keys, columns))
                && self.has(&ObjectName::Constraint(
                    table.name.clone(),
                    constraint.label(),
                ))
        });
        let indexes = table.indexes.iter().any(|index| {
            index.unique
                && same(&index_columns(index), columns)
                && self.has(&ObjectName::Index(table.name.clone(), index.name.clone()))
        });
        constraints || indexes
    }

    /// Returns true if an object uses a value that was added to an enum.
    fn writes_a_value(&self, emitter: &Emitter<'_>, object: &Object) -> bool {
        self.values.iter().any(|value| {
            value.is_used_by(object)
                || called(emitter, object).any(|function| value.stands_in(&function.definition))
        })
    }
}

/// Returns the functions that creating an object executes for existing rows.
fn called<'e>(
    emitter: &'e Emitter<'_>,
    object: &Object,
) -> impl Iterator<Item = &'e Function> + use<'e> {
    let fills = match object {
        Object::Column(..) => true,
        Object::View(view) => view.materialized,
        _ => false,
    };
    let used: &[&ObjectName] = match fills {
        true => emitter.to.uses(&object.name()),
        false => &[],
    };
    let functions = emitter.to.catalog.functions.iter();
    functions.filter(move |function| {
        used.iter().any(|used| match used {
            ObjectName::Function(name, arguments) => {
                *name == function.name && *arguments == function.arguments
            }
            _ => false,
        })
    })
}

/// Returns true if an object is created after the first transaction anyway.
fn is_built_apart(emitter: &Emitter<'_>, object: &Object) -> bool {
    matches!(object, Object::Index(owner, _) if emitter.from.table(owner).is_some()
        && !emitter.outline.is_new(owner)
        && !super::constraint::is_partitioned(emitter, owner))
}

/// Returns true if any change uses an enum value.
pub(super) fn is_written(emitter: &Emitter<'_>, of: &QualifiedName, value: &str) -> bool {
    let value = AddedValue::new(emitter.to.catalog, of, value);
    emitter.changes.iter().any(|change| match change {
        Change::Create(object) => value.is_used_by(object),
        Change::Alter { to, .. } => value.is_used_by(to),
        Change::Drop(_) | Change::Rename(_) => false,
    })
}

/// Returns the columns of a primary key or unique constraint.
pub(super) fn keys(kind: &ConstraintKind) -> Option<&[String]> {
    match kind {
        ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
            Some(columns)
        }
        _ => None,
    }
}

/// Returns true if two lists have the same columns, in any order.
pub(super) fn same(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().all(|column| right.contains(column))
}

pub(super) fn index_columns(index: &Index) -> Vec<String> {
    index
        .keys
        .iter()
        .filter_map(|key| key.column.clone())
        .collect()
}

/// Returns true if the function's body is analyzed when it is created.
pub(super) fn is_sql(function: &Function) -> bool {
    function.definition.contains("LANGUAGE sql")
}

/// Returns the parts of an object that are SQL and can mention columns, functions and values.
pub(super) fn texts(object: &Object) -> Vec<&str> {
    match object {
        Object::Table(table) => table_texts(table),
        Object::Column(_, column) => column_texts(column),
        Object::Constraint(_, constraint) => vec![&constraint.definition],
        Object::Index(_, index) => index_texts(index),
        Object::Trigger(_, trigger) => vec![&trigger.definition],
        Object::Policy(_, policy) => [&policy.using, &policy.check]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect(),
        Object::Rule(_, rule) => vec![&rule.definition],
        Object::View(view) => vec![&view.query],
        Object::Function(function) if is_sql(function) => vec![&function.definition],
        Object::Domain(domain) => {
            let checks = domain.checks.iter().map(|check| check.definition.as_str());
            checks.chain(domain.default.as_deref()).collect()
        }
        _ => Vec::new(),
    }
}

fn table_texts(table: &Table) -> Vec<&str> {
    let columns = table.columns.iter().flat_map(column_texts);
    let constraints = table
        .constraints
        .iter()
        .map(|constraint| constraint.definition.as_str());
    let bound = table
        .partition_of
        .iter()
        .map(|partition| partition.bound.as_str());
    columns.chain(constraints).chain(bound).collect()
}

pub(super) fn column_texts(column: &Column) -> Vec<&str> {
    let generated = column
        .generated
        .as_ref()
        .map(|generated| generated.expression.as_str());
    column
        .default
        .as_deref()
        .into_iter()
        .chain(generated)
        .collect()
}

pub(super) fn index_texts(index: &Index) -> Vec<&str> {
    let keys = index
        .keys
        .iter()
        .flat_map(|key| [key.column.as_deref(), key.expression.as_deref()]);
    keys.flatten().chain(index.predicate.as_deref()).collect()
}
