//! What only comes later, and who has to wait for it.
//!
//! Statements run in the order of their places. So a change that uses what another one makes
//! [`Place::Later`](crate::change::Place::Later) has to come later too: a foreign key that
//! references a unique constraint whose index is built apart; whatever writes a value that was
//! added to an enum, which cannot be used before the transaction that added it has ended (manual:
//! `ALTER TYPE`, notes).

use std::collections::HashSet;

use super::emitter::Emitter;
use super::outline::table_of;
use super::text::words;
use crate::catalog::{
    Column, ConstraintKind, Function, Index, Object, ObjectName, QualifiedName, Table,
};
use crate::change::Change;

/// What only comes later.
#[derive(Default)]
pub(super) struct Later {
    objects: HashSet<ObjectName>,
    /// Enums as they are written, each with an added value.
    values: Vec<(String, String)>,
    /// Tables whose rows are only known to fit later.
    unchecked: HashSet<QualifiedName>,
}

impl Later {
    pub(super) fn add(&mut self, object: ObjectName) {
        self.objects.insert(object);
    }

    pub(super) fn add_value(&mut self, of: &str, value: &str) {
        self.values.push((
            format!("::{of}"),
            format!("'{}'", value.replace('\'', "''")),
        ));
    }

    /// Notes that it is only known later what the rows of a table are.
    pub(super) fn add_unchecked(&mut self, table: &QualifiedName) {
        self.unchecked.insert(table.clone());
    }

    /// Whether an object itself only comes later.
    pub(super) fn has_object(&self, object: &ObjectName) -> bool {
        self.objects.contains(object)
    }

    /// Whether an object, or what it stands on, only comes later.
    fn has(&self, object: &ObjectName) -> bool {
        let owner = object.owner().cloned();
        let owners = owner.map(|owner| [ObjectName::Table(owner.clone()), ObjectName::View(owner)]);
        self.objects.contains(object)
            || owners.is_some_and(|owners| owners.iter().any(|owner| self.objects.contains(owner)))
    }

    /// Whether a change has to wait.
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

    /// Whether a table becomes an heir or a part of another one, whose rows must fit.
    fn joins(&self, from: &Object, to: &Object) -> bool {
        match (from, to) {
            (Object::Table(from), Object::Table(to)) => {
                self.unchecked.contains(&to.name)
                    && (from.inherits != to.inherits || from.partition_of != to.partition_of)
            }
            _ => false,
        }
    }

    /// Whether something that changes later still uses an object.
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
            || (self.writes_a_value(object) && !is_built_apart(emitter, object))
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

    /// Whether a foreign key references what is not unique before.
    fn lacks_key(&self, emitter: &Emitter<'_>, object: &Object) -> bool {
        match object {
            Object::Constraint(_, constraint) => constraint.foreign_key().is_some_and(|key| {
                self.has(&ObjectName::Table(key.references.clone()))
                    || self.is_key_later(emitter, &key.references, &key.referenced)
            }),
            // Such a statement looks for the unique index at once.
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

    /// Whether columns only become unique later.
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

    /// Whether a value that was added to an enum is used.
    fn writes_a_value(&self, object: &Object) -> bool {
        if self.values.is_empty() {
            return false;
        }
        let code = matches!(object, Object::Function(_));
        let texts = texts(object);
        self.values.iter().any(|(of, value)| {
            texts
                .iter()
                .any(|text| text.contains(value) && (code || text.contains(of)))
        })
    }
}

/// Whether an object comes behind the first transaction anyway.
fn is_built_apart(emitter: &Emitter<'_>, object: &Object) -> bool {
    matches!(object, Object::Index(owner, _) if emitter.from.table(owner).is_some()
        && !emitter.outline.is_new(owner)
        && !super::constraint::is_partitioned(emitter, owner))
}

/// Whether any change uses a value of an enum.
pub(super) fn is_written(emitter: &Emitter<'_>, of: &QualifiedName, value: &str) -> bool {
    let mut later = Later::default();
    later.add_value(&emitter.name(of), value);
    emitter.changes.iter().any(|change| match change {
        Change::Create(object) => later.writes_a_value(object),
        Change::Alter { to, .. } => later.writes_a_value(to),
        Change::Drop(_) | Change::Rename(_) => false,
    })
}

/// The columns of a key.
pub(super) fn keys(kind: &ConstraintKind) -> Option<&[String]> {
    match kind {
        ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
            Some(columns)
        }
        _ => None,
    }
}

/// Whether two lists hold the same columns.
pub(super) fn same(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().all(|column| right.contains(column))
}

fn index_columns(index: &Index) -> Vec<String> {
    index
        .keys
        .iter()
        .filter_map(|key| key.column.clone())
        .collect()
}

/// Whether the body of a function is looked through when it is made.
fn is_sql(function: &Function) -> bool {
    function.definition.contains("LANGUAGE sql")
}

/// The SQL that an object consists of, where it can name columns, functions and values.
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

fn column_texts(column: &Column) -> Vec<&str> {
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
