//! Builds the hazards of statements.

use glowplug::catalog::{Column, Constraint, ConstraintKind, ForeignKey, Table};

use super::affinity::{self, Affinity};
use super::{collations, rowid};
use crate::change::{Hazard, HazardKind};
use crate::dialect::fitting;

const COPY: &str = "the whole database for writers, while the rows are copied";
const CHECKED: &str = "nothing beyond the transaction";

pub(super) fn drops_table(table: &str) -> Hazard {
    loss(
        format!("all rows of `{table}` are lost"),
        "keep a copy of the rows, or rename the table and drop it in a later migration",
    )
}

pub(super) fn drops_column(table: &str, column: &str) -> Hazard {
    loss(
        format!("the values of `{table}.{column}` are lost"),
        "copy the values elsewhere first, or drop the column in a later migration",
    )
}

pub(super) fn reloads(table: &str) -> Hazard {
    loss(
        format!("what the virtual table `{table}` holds is lost, and is not loaded again"),
        "fill it again in the same migration, from the table that it was filled from",
    )
}

pub(super) fn rewrites(table: &str) -> Hazard {
    Hazard {
        kind: HazardKind::TableRewrite,
        why: format!("all rows of `{table}` are rewritten"),
        locks: COPY.to_owned(),
        safer: "run it when nothing else writes".to_owned(),
    }
}

pub(super) fn loss(why: String, safer: &str) -> Hazard {
    Hazard {
        kind: HazardKind::DataLoss,
        why,
        locks: String::new(),
        safer: safer.to_owned(),
    }
}

pub(super) fn may_fail(why: String, safer: &str) -> Hazard {
    Hazard {
        kind: HazardKind::MayFail,
        why,
        locks: CHECKED.to_owned(),
        safer: safer.to_owned(),
    }
}

/// Returns the hazard of a new unique index.
pub(super) fn unique_index(table: &str, index: &str) -> Hazard {
    may_fail(
        format!("it fails where rows of `{table}` have the same key in `{index}`"),
        "look for rows with the same key first",
    )
}

/// Returns the hazard of a new check. Callers omit it if rows without a value pass the check.
pub(super) fn new_check(table: &str, expression: &str) -> Hazard {
    may_fail(
        format!("it fails where rows of `{table}` do not fit `{expression}`"),
        "look for such rows first",
    )
}

/// Returns the hazards of copying rows from the old form of a table to the new one.
pub(super) fn copying(from: &Table, to: &Table) -> Vec<Hazard> {
    let table = &to.name.name;
    let mut hazards = vec![rewrites(table)];
    for column in &from.columns {
        if column.generated.is_none() && stored(to, &column.name).is_none() {
            hazards.push(drops_column(table, &column.name));
        }
    }
    for column in to
        .columns
        .iter()
        .filter(|column| column.generated.is_none())
    {
        match stored(from, &column.name) {
            Some(was) => hazards.extend(converting(from, was, to, column)),
            None if needs_value(to, column) => hazards.push(may_fail(
                format!(
                    "it fails where `{table}` has rows: `{}` has no value for them",
                    column.name
                ),
                "give it a default, or fill it in a step between",
            )),
            None => {}
        }
    }
    let added = to
        .constraints
        .iter()
        .filter(|constraint| !contains(&from.constraints, constraint));
    hazards.extend(added.filter_map(|constraint| demanding(from, to, constraint)));
    hazards.extend(rowid::no_longer_numbered(from, to));
    hazards.extend(rowid::reuses_numbers(from, to));
    if to.options.contains(&"STRICT".to_owned()) && !from.options.contains(&"STRICT".to_owned()) {
        hazards.push(may_fail(
            format!("it fails where `{table}` has values of other types than its columns"),
            "look for them with `typeof` first",
        ));
    }
    hazards
}

/// Returns the column of this name if it is not generated.
fn stored<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
    super::alter::column(table, name).filter(|column| column.generated.is_none())
}

/// Returns true if rows without a value are rejected.
fn needs_value(table: &Table, column: &Column) -> bool {
    let null = column
        .default
        .as_deref()
        .is_none_or(|default| default == "NULL");
    !column.nullable && null && rowid::alias(table) != Some(&column.name)
}

fn converting(from: &Table, was: &Column, to: &Table, column: &Column) -> Vec<Hazard> {
    let (table, name) = (&to.name.name, &column.name);
    let mut hazards = Vec::new();
    if was.nullable && !column.nullable && rowid::alias(from) != Some(&was.name) {
        hazards.push(may_fail(
            format!("it fails where `{table}.{name}` is `NULL`"),
            "fill it first: `UPDATE … WHERE … IS NULL`",
        ));
    }
    let (before, after) = (
        Affinity::of(&was.data_type),
        Affinity::of(&column.data_type),
    );
    let is_strict = to.options.iter().any(|option| option == "STRICT");
    if before != after && is_strict {
        hazards.push(may_fail(
            format!(
                "it fails where a value of `{table}.{name}` is no {}",
                column.data_type.sql
            ),
            "look for such values with `typeof` and `CAST` first",
        ));
    }
    let is_rowid = rowid::alias(to) == Some(name);
    if let Some(how) = affinity::loss(&was.data_type, &column.data_type).filter(|_| !is_rowid) {
        hazards.push(loss(
            format!("values of `{table}.{name}` may become others: {how}"),
            "add a column of the new type, and compare the values before the old one goes",
        ));
    }
    if collations::merges(was, column) && is_key(to, name) {
        hazards.push(may_fail(
            format!("it fails where values of `{table}.{name}` are equal by their new collation"),
            "look for them first",
        ));
    }
    hazards
}

fn is_key(table: &Table, name: &str) -> bool {
    table
        .constraints
        .iter()
        .any(|constraint| match &constraint.kind {
            ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
                columns.iter().any(|column| column == name)
            }
            _ => false,
        })
}

/// Returns the hazard of a constraint that rows may violate. Its name is ignored.
fn demanding(from: &Table, to: &Table, constraint: &Constraint) -> Option<Hazard> {
    match &constraint.kind {
        ConstraintKind::Check { expression } => checked(from, to, expression),
        ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
            distinct(from, to, columns)
        }
        ConstraintKind::Foreign(key) => referencing(from, to, key),
        ConstraintKind::Exclusion => None,
    }
}

/// Returns true if a column is new and `NULL` in every row.
fn is_empty(from: &Table, to: &Table, name: &str) -> bool {
    stored(from, name).is_none() && stored(to, name).is_some_and(|column| column.default.is_none())
}

fn checked(from: &Table, to: &Table, expression: &str) -> Option<Hazard> {
    (!holds(from, to, expression)).then(|| new_check(&to.name.name, expression))
}

/// Returns true if existing rows certainly pass a check, given the values of new columns.
pub(super) fn holds(from: &Table, to: &Table, expression: &str) -> bool {
    let columns = to.columns.iter().map(|column| {
        let is_new = stored(from, &column.name).is_none();
        let filled = is_new.then(|| fitting::filling(column)).flatten();
        (&*column.name, filled)
    });
    let columns: Vec<_> = columns.collect();
    fitting::holds(expression, &columns)
}

fn distinct(from: &Table, to: &Table, columns: &[String]) -> Option<Hazard> {
    let table = &to.name.name;
    let narrower = from.constraints.iter().any(|before| match &before.kind {
        ConstraintKind::PrimaryKey { columns: keys, .. }
        | ConstraintKind::Unique { columns: keys, .. } => {
            keys.iter().all(|key| columns.contains(key))
        }
        _ => false,
    });
    let counted = rowid::alias(to)
        .is_some_and(|key| columns.iter().any(|of| of == key) && stored(from, key).is_none());
    let empty = columns.iter().any(|name| is_empty(from, to, name));
    (!narrower && !counted && !empty).then(|| {
        may_fail(
            format!(
                "it fails where rows of `{table}` have the same `{}`",
                columns.join("`, `")
            ),
            "look for such rows first",
        )
    })
}

fn referencing(from: &Table, to: &Table, key: &ForeignKey) -> Option<Hazard> {
    let empty = key.columns.iter().any(|name| is_empty(from, to, name));
    let there = from.constraints.iter().any(|before| {
        before.foreign_key().is_some_and(|before| {
            before.columns == key.columns
                && before.references == key.references
                && before.referenced == key.referenced
        })
    });
    (!empty && !there).then(|| no_row(&to.name.name, &key.references.name))
}

/// Returns the hazard that rows reference no existing row.
pub(super) fn no_row(table: &str, referenced: &str) -> Hazard {
    may_fail(
        format!("it fails where rows of `{table}` have no row in `{referenced}`"),
        "look for such rows first",
    )
}

fn contains(constraints: &[Constraint], constraint: &Constraint) -> bool {
    constraints.iter().any(|other| {
        other.kind == constraint.kind
            && super::ddl::definition(other) == super::ddl::definition(constraint)
    })
}
