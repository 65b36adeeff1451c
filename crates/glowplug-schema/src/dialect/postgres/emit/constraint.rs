//! Creates, alters and drops constraints.
//!
//! On an existing table, checks and foreign keys are added as `NOT VALID` and validated later,
//! which does not block others; the index of a key is built concurrently, and then becomes the
//! key's (manual: `ALTER TABLE`, notes on `NOT VALID` and `USING INDEX`).

mod attach;
mod violations;

use glowplug::catalog::{Constraint, ConstraintKind, Deferral, Object, ObjectName, QualifiedName};

use attach::adopted_index;
use violations::{at_once, violation_hazards};

use super::super::quote::{quote, quote_all};
use super::deferred::same;
use super::emitter::Emitter;
use super::index::in_schema_of;
use super::{column, text};
use crate::change::{Change, Hazard, Phase, Step};

pub(super) use attach::is_adopted;
pub(super) use violations::duplicates;

pub(super) fn create(em: &mut Emitter<'_>, table: &QualifiedName, constraint: &Constraint) {
    let replaced = replaced_key(em, table, constraint);
    if let Some(index) = adopted_index(em, table, constraint) {
        let clause = using_index(constraint, &index.name);
        em.say(em.alter_table(table, &[clause]));
    } else if let Some(columns) = keys_built_apart(em, table, constraint) {
        let hazards = duplicates(em, table, columns);
        add_key(em, table, constraint, hazards, replaced.is_some());
    } else {
        add(em, table, constraint, Vec::new());
    }
    comment(em, table, constraint, None);
}

/// Adds a constraint, together with the clauses that drop others.
fn add(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    constraint: &Constraint,
    mut clauses: Vec<String>,
) {
    let quick = em.outline.is_new(table) || !constraint.validated;
    let later = !quick && em.is_parted() && can_wait(em, table, constraint);
    let unchecked = if later || !constraint.validated {
        " NOT VALID"
    } else {
        ""
    };
    clauses.push(format!("ADD {}{unchecked}", named(constraint)));
    let sql = em.alter_table(table, &clauses);
    if quick || later {
        em.say(sql);
    } else {
        let hazards = at_once(em, table, constraint);
        em.warn(sql, hazards);
    }
    if later {
        validate(em, table, constraint);
    }
}

/// Emits `VALIDATE CONSTRAINT`, which lets others read and write.
fn validate(em: &mut Emitter<'_>, table: &QualifiedName, constraint: &Constraint) {
    let clause = format!("VALIDATE CONSTRAINT {}", quote(&constraint.label()));
    let step = Step::new(em.alter_table(table, &[clause])).at(Phase::Deferred);
    let hazards = violation_hazards(em, table, constraint);
    em.validate(Some(table), hazards.into_iter().fold(step, Step::hazard));
}

/// Returns true if rows can be checked later. Before version 18, a partitioned table does not
/// support foreign keys that are `NOT VALID`.
fn can_wait(em: &Emitter<'_>, table: &QualifiedName, constraint: &Constraint) -> bool {
    match constraint.kind {
        ConstraintKind::Check { .. } => true,
        ConstraintKind::Foreign(_) => !is_partitioned(em, table),
        _ => false,
    }
}

pub(super) fn is_partitioned(em: &Emitter<'_>, table: &QualifiedName) -> bool {
    em.to
        .table(table)
        .is_some_and(|table| table.partitioned.is_some())
}

/// Returns the columns of a key whose index can be built in advance.
fn keys_built_apart<'c>(
    em: &Emitter<'_>,
    table: &QualifiedName,
    constraint: &'c Constraint,
) -> Option<&'c [String]> {
    let apart = em.is_parted()
        && !em.outline.is_new(table)
        && !is_partitioned(em, table)
        && !constraint.definition.contains("WITHOUT OVERLAPS");
    super::deferred::keys(&constraint.kind).filter(|_| apart)
}

/// Builds the index of a key separately, and later adds the key with it.
fn add_key(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    constraint: &Constraint,
    hazards: Vec<Hazard>,
    replaces: bool,
) {
    let name = constraint.label();
    let index = if replaces {
        em.free_name(&in_schema_of(table, &name), &[], "new")
    } else {
        name.clone()
    };
    let step = Step::new(key_index(em, table, constraint, &index)).at(Phase::NonTransactional);
    em.push(hazards.into_iter().fold(step, Step::hazard));
    let mut clauses = Vec::new();
    if replaces {
        clauses.push(format!("DROP CONSTRAINT {}", quote(&name)));
    }
    clauses.push(using_index(constraint, &index));
    em.push(Step::new(em.alter_table(table, &clauses)).at(Phase::Deferred));
    em.later
        .add(ObjectName::Constraint(table.clone(), constraint.label()));
}

/// Returns `ADD CONSTRAINT … USING INDEX …`.
fn using_index(constraint: &Constraint, index: &str) -> String {
    let word = match constraint.kind {
        ConstraintKind::PrimaryKey { .. } => "PRIMARY KEY",
        _ => "UNIQUE",
    };
    format!(
        "ADD CONSTRAINT {} {word} USING INDEX {}{}",
        quote(&constraint.label()),
        quote(index),
        deferral(constraint.deferral)
    )
}

fn key_index(
    em: &Emitter<'_>,
    table: &QualifiedName,
    constraint: &Constraint,
    index: &str,
) -> String {
    let (columns, include, nulls) = match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, include } => (columns, include, false),
        ConstraintKind::Unique {
            columns,
            include,
            nulls_not_distinct,
        } => (columns, include, *nulls_not_distinct),
        _ => unreachable!("only keys have an index of their own"),
    };
    let mut sql = format!(
        "CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({})",
        quote(index),
        em.name(table),
        quote_all(columns),
    );
    if !include.is_empty() {
        sql += &format!(" INCLUDE ({})", quote_all(include));
    }
    if nulls {
        sql += " NULLS NOT DISTINCT";
    }
    if let Some(options) = options(&constraint.definition) {
        sql += &format!(" WITH ({options})");
    }
    sql
}

/// Returns the storage parameters of a key's index.
fn options(definition: &str) -> Option<&str> {
    let (_, rest) = definition.split_once(" WITH (")?;
    rest.split_once(')').map(|(options, _)| options)
}

pub(super) fn deferral(deferral: Deferral) -> &'static str {
    match deferral {
        Deferral::None => "",
        Deferral::InitiallyImmediate => " DEFERRABLE",
        Deferral::InitiallyDeferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// Returns `CONSTRAINT name …`.
pub(super) fn named(constraint: &Constraint) -> String {
    let definition = text::check(&constraint.definition);
    format!("CONSTRAINT {} {definition}", quote(&constraint.label()))
}

pub(super) fn comment(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    constraint: &Constraint,
    before: Option<&String>,
) {
    let on = format!(
        "CONSTRAINT {} ON {}",
        quote(&constraint.label()),
        em.name(table)
    );
    let after = constraint.comment.as_ref();
    if before == after {
        return;
    }
    let waits = em
        .later
        .has_object(&ObjectName::Constraint(table.clone(), constraint.label()));
    let text = after.map_or_else(
        || "NULL".to_owned(),
        |text| super::super::quote::literal(text),
    );
    let step = Step::new(format!("COMMENT ON {on} IS {text}"));
    em.push(if waits {
        step.at(Phase::Deferred)
    } else {
        step
    });
}

pub(super) fn drop(em: &mut Emitter<'_>, table: &QualifiedName, constraint: &Constraint) {
    let name = ObjectName::Constraint(table.clone(), constraint.label());
    let successor = em.outline.creates.get(&name).copied();
    let successor = successor.and_then(|position| match &em.changes[position] {
        Change::Create(Object::Constraint(_, successor)) => Some((**successor).clone()),
        _ => None,
    });
    if column::forbids_null_by(em, table, constraint) {
        return;
    }
    // The key that replaces it drops it, so that the table is never without one.
    if successor.is_some_and(|successor| replaced_key(em, table, &successor).is_some()) {
        return;
    }
    let clause = format!("DROP CONSTRAINT {}", quote(&constraint.label()));
    em.say(em.alter_table(table, &[clause]));
}

/// Returns the table if its key of the same name is kept until the index of its successor is built.
fn replaced_key(
    em: &Emitter<'_>,
    table: &QualifiedName,
    successor: &Constraint,
) -> Option<QualifiedName> {
    keys_built_apart(em, table, successor)?;
    let before = em.from.table(table)?;
    let old = before
        .constraints
        .iter()
        .find(|old| old.name == successor.name)?;
    let columns = super::deferred::keys(&old.kind)?;
    let stays = columns
        .iter()
        .all(|column| !em.outline.touches_column(table, column));
    // New foreign keys to these columns would depend on the old key.
    let referenced = em.changes.iter().any(|change| match change {
        Change::Create(Object::Constraint(_, other)) => other
            .foreign_key()
            .is_some_and(|key| key.references == *table && same(&key.referenced, columns)),
        _ => false,
    });
    (stays && !referenced).then(|| table.clone())
}

pub(super) fn alter(
    em: &mut Emitter<'_>,
    table: &QualifiedName,
    from: &Constraint,
    to: &Constraint,
) {
    let mut plain = Constraint {
        comment: to.comment.clone(),
        ..from.clone()
    };
    if plain == *to {
        return comment(em, table, to, from.comment.as_ref());
    }
    plain.validated = to.validated;
    if plain == *to && to.validated {
        validate(em, table, to);
        return comment(em, table, to, from.comment.as_ref());
    }
    if from.foreign_key().is_some() && from.kind == to.kind && from.validated == to.validated {
        let word = match to.deferral {
            Deferral::None => " NOT DEFERRABLE",
            deferrable => deferral(deferrable),
        };
        let clause = format!("ALTER CONSTRAINT {}{word}", quote(&to.label()));
        em.say(em.alter_table(table, &[clause]));
        return comment(em, table, to, from.comment.as_ref());
    }
    replace(em, table, from, to);
}

/// Replaces a constraint with another one.
fn replace(em: &mut Emitter<'_>, table: &QualifiedName, from: &Constraint, to: &Constraint) {
    if let Some(columns) = keys_built_apart(em, table, to) {
        let hazards = duplicates(em, table, columns);
        let stays = replaced_key(em, table, to).is_some();
        if !stays {
            let clause = format!("DROP CONSTRAINT {}", quote(&from.label()));
            em.say(em.alter_table(table, &[clause]));
        }
        add_key(em, table, to, hazards, stays);
    } else {
        let clause = format!("DROP CONSTRAINT {}", quote(&from.label()));
        add(em, table, to, vec![clause]);
    }
    comment(em, table, to, None);
}
