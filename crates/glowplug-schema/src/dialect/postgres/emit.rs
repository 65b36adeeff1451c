//! Plans the statements that make changes, for PostgreSQL 13 to 18.
//!
//! Statements run in the order of their places: first all that share the transaction of the
//! migration ([`InTransaction`](crate::change::Phase::InTransaction)), then those without a transaction
//! ([`NonTransactional`](crate::change::Phase::NonTransactional)), then the deferred ones
//! ([`Deferred`](crate::change::Phase::Deferred)). On existing tables, which may be large, whatever reads
//! all rows or builds an index moves to one of the latter two, and what depends on it follows
//! (`deferred`).
//!
//! | module | contents |
//! | --- | --- |
//! | `emitter`, `change_index`, `deferred`, `enum_values`, `names` | state kept while statements are emitted |
//! | `access` | owners and privileges of recreated objects |
//! | `text`, `options`, `hazards` | parts of statements, and their hazards |
//! | `recreate` | recreation of types that cannot be altered |
//! | the others | one kind of object each |

mod access;
mod change_index;
mod column;
mod constraint;
mod deferred;
mod emitter;
mod enum_values;
mod enums;
mod hazards;
mod index;
mod names;
mod options;
mod other;
mod policy;
mod recreate;
mod rename;
mod routine;
mod schema;
mod sequence;
mod serial;
mod table;
mod text;
mod types;
mod view;

use glowplug::catalog::{Catalog, Object};

use change_index::Side;
use emitter::Emitter;

use super::quote;
use crate::change::{Change, Plan, Strategy, Unsupported};
pub(super) use enum_values::uses_value;

/// Plans the statements that make changes, in the order of the changes.
///
/// # Errors
/// All changes that PostgreSQL cannot make.
pub(super) fn plan(
    changes: &[Change],
    from: &Catalog,
    to: &Catalog,
    manner: Strategy,
) -> Result<Plan, Vec<Unsupported>> {
    let mut em = Emitter::new(changes, Side::new(from), Side::new(to), manner);
    for (position, change) in changes.iter().enumerate() {
        if !em.enter(position) {
            continue;
        }
        match change {
            Change::Rename(new) => rename::rename(&mut em, new),
            Change::Create(object) => create(&mut em, object),
            Change::Drop(object) => drop(&mut em, object),
            Change::Alter { from, to } => alter(&mut em, from, to),
        }
    }
    em.finish().map(Plan::from)
}

/// Returns a statement that fails with this message.
pub(super) fn refusal(why: &str) -> String {
    let why = quote::literal(&why.replace('$', "\u{ff04}"));
    format!("DO $$\nBEGIN\n    RAISE EXCEPTION USING MESSAGE = {why};\nEND\n$$")
}

fn create(em: &mut Emitter<'_>, object: &Object) {
    match object {
        Object::Schema(schema) => schema::create(em, schema),
        Object::Extension(extension) => schema::create_extension(em, extension),
        Object::Enum(of) => enums::create(em, of),
        Object::Domain(domain) => types::create_domain(em, domain),
        Object::Composite(composite) => types::create_composite(em, composite),
        Object::Range(range) => types::create_range(em, range),
        Object::Sequence(sequence) => sequence::create(em, sequence),
        Object::Table(table) => table::create(em, table),
        Object::Column(table, column) => column::create(em, table, column),
        Object::Constraint(table, constraint) => constraint::create(em, table, constraint),
        Object::Index(owner, index) => index::create(em, owner, index),
        Object::Trigger(owner, trigger) => routine::create_trigger(em, owner, trigger),
        Object::Policy(table, policy) => policy::create(em, table, policy),
        Object::Rule(owner, rule) => routine::create_rule(em, owner, rule),
        Object::View(view) => view::create(em, view),
        Object::Function(function) => routine::create_function(em, function),
        Object::Other(object) => other::create(em, object),
    }
}

fn drop(em: &mut Emitter<'_>, object: &Object) {
    match object {
        Object::Schema(schema) => schema::drop(em, schema),
        Object::Extension(extension) => schema::drop_extension(em, extension),
        Object::Enum(of) => enums::drop(em, of),
        Object::Domain(domain) => types::drop_domain(em, domain),
        Object::Composite(composite) => types::drop_type(em, &composite.name),
        Object::Range(range) => types::drop_type(em, &range.name),
        Object::Sequence(sequence) => sequence::drop(em, sequence),
        Object::Table(table) => table::drop(em, table),
        Object::Column(table, column) => column::drop(em, table, column),
        Object::Constraint(table, constraint) => constraint::drop(em, table, constraint),
        Object::Index(owner, index) => index::drop(em, owner, index),
        Object::Trigger(owner, trigger) => routine::drop_trigger(em, owner, trigger),
        Object::Policy(table, policy) => policy::drop(em, table, policy),
        Object::Rule(owner, rule) => routine::drop_rule(em, owner, rule),
        Object::View(view) => view::drop(em, view),
        Object::Function(function) => routine::drop_function(em, function),
        Object::Other(object) => other::drop(em, object),
    }
}

fn alter(em: &mut Emitter<'_>, from: &Object, to: &Object) {
    match (from, to) {
        (Object::Schema(from), Object::Schema(to)) => schema::alter(em, Some(from), to),
        (Object::Extension(from), Object::Extension(to)) => schema::alter_extension(em, from, to),
        (Object::Enum(from), Object::Enum(to)) => enums::alter(em, from, to),
        (Object::Domain(from), Object::Domain(to)) => types::alter_domain(em, from, to),
        (Object::Composite(from), Object::Composite(to)) => types::alter_composite(em, from, to),
        (Object::Range(from), Object::Range(to)) => types::alter_range(em, from, to),
        (Object::Sequence(from), Object::Sequence(to)) => sequence::alter(em, from, to),
        (Object::Table(from), Object::Table(to)) => table::alter(em, from, to),
        (Object::Column(_, from), Object::Column(table, to)) => column::alter(em, table, from, to),
        (Object::Constraint(_, from), Object::Constraint(table, to)) => {
            constraint::alter(em, table, from, to);
        }
        (Object::Index(_, from), Object::Index(owner, to)) => index::alter(em, owner, from, to),
        (Object::Trigger(_, from), Object::Trigger(owner, to)) => {
            routine::alter_trigger(em, owner, from, to);
        }
        (Object::Policy(_, from), Object::Policy(table, to)) => policy::alter(em, table, from, to),
        (Object::Rule(_, from), Object::Rule(owner, to)) => {
            routine::alter_rule(em, owner, from, to);
        }
        (Object::View(from), Object::View(to)) => view::alter(em, from, to),
        (Object::Function(from), Object::Function(to)) => routine::alter_function(em, from, to),
        (Object::Other(from), Object::Other(to)) => other::alter(em, from, to),
        // An object never changes its kind: the old one is dropped and the new one created.
        (from, to) => {
            drop(em, from);
            create(em, to);
        }
    }
}
