//! What is dangerous about the statements.

use super::affinity::Affinity;
use super::words_of;
use crate::catalog::{Column, Constraint, ConstraintKind, ForeignKey, Table};
use crate::change::{Hazard, HazardKind};

const COPY: &str = "the whole database for writers, while the rows are copied";
const CHECKED: &str = "nothing beyond the transaction";

pub(super) fn drops_table(table: &str) -> Hazard {
    loss(
        format!("all rows of `{table}` go"),
        "keep a copy of the rows, or rename the table and drop it in a later migration",
    )
}

pub(super) fn drops_column(table: &str, column: &str) -> Hazard {
    loss(
        format!("the values of `{table}.{column}` go"),
        "copy the values elsewhere first, or drop the column in a later migration",
    )
}

pub(super) fn reloads(table: &str) -> Hazard {
    loss(
        format!("what the virtual table `{table}` holds goes, and is not loaded again"),
        "fill it again in the same migration, from the table that it was filled from",
    )
}

pub(super) fn rewrites(table: &str) -> Hazard {
    Hazard {
        kind: HazardKind::TableRewrite,
        why: format!("all rows of `{table}` are written again"),
        locks: COPY.to_owned(),
        safer: "run it when nothing else writes".to_owned(),
    }
}

fn loss(why: String, safer: &str) -> Hazard {
    Hazard {
        kind: HazardKind::DataLoss,
        why,
        locks: String::new(),
        safer: safer.to_owned(),
    }
}

fn may_fail(why: String, safer: &str) -> Hazard {
    Hazard {
        kind: HazardKind::MayFail,
        why,
        locks: CHECKED.to_owned(),
        safer: safer.to_owned(),
    }
}

/// A new index that allows each key once.
pub(super) fn unique_index(table: &str, index: &str) -> Hazard {
    may_fail(
        format!("it fails where rows of `{table}` have the same key in `{index}`"),
        "look for rows with the same key first",
    )
}

/// A check that comes with a new column, unless rows without a value pass it.
pub(super) fn new_check(table: &str, expression: &str) -> Hazard {
    may_fail(
        format!("it fails where rows of `{table}` do not fit `{expression}`"),
        "look for such rows first",
    )
}

/// What may go wrong when rows go from one form of a table to another.
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
    if to.options.contains(&"STRICT".to_owned()) && !from.options.contains(&"STRICT".to_owned()) {
        hazards.push(may_fail(
            format!("it fails where `{table}` has values of other types than its columns"),
            "look for them with `typeof` first",
        ));
    }
    hazards
}

/// The column of this name where it holds values of its own.
fn stored<'t>(table: &'t Table, name: &str) -> Option<&'t Column> {
    super::alter::column(table, name).filter(|column| column.generated.is_none())
}

/// Whether rows without a value are refused.
fn needs_value(table: &Table, column: &Column) -> bool {
    let null = column
        .default
        .as_deref()
        .is_none_or(|default| default == "NULL");
    !column.nullable && null && rowid(table).as_deref() != Some(&column.name)
}

/// The column that is another name of the row's number.
fn rowid(table: &Table) -> Option<String> {
    let [key] = table.primary_key() else {
        return None;
    };
    let integer = table.column(key)?.data_type.sql == "INTEGER";
    let without = table.options.iter().any(|option| option == "WITHOUT ROWID");
    (integer && !without).then(|| key.clone())
}

fn converting(from: &Table, was: &Column, to: &Table, column: &Column) -> Vec<Hazard> {
    let (table, name) = (&to.name.name, &column.name);
    let mut hazards = Vec::new();
    if was.nullable && !column.nullable && rowid(from).as_ref() != Some(&was.name) {
        hazards.push(may_fail(
            format!("it fails where `{table}.{name}` is `NULL`"),
            "fill it first: `UPDATE … WHERE … IS NULL`",
        ));
    }
    let (before, after) = (Affinity::of(was), Affinity::of(column));
    if before != after {
        if to.options.iter().any(|option| option == "STRICT") {
            hazards.push(may_fail(
                format!(
                    "it fails where a value of `{table}.{name}` is no {}",
                    column.data_type.sql
                ),
                "look for such values with `typeof` and `CAST` first",
            ));
        }
        if let Some(how) = before.loses(after) {
            hazards.push(loss(
                format!("values of `{table}.{name}` may become others: {how}"),
                "add a column of the new type, and compare the values before the old one goes",
            ));
        }
    }
    if was.collation != column.collation && is_key(to, name) {
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

/// A constraint that rows may not fit. Names make no difference.
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

/// Whether a column is new and `NULL` in every row.
fn is_empty(from: &Table, to: &Table, name: &str) -> bool {
    stored(from, name).is_none()
        && to
            .column(name)
            .is_some_and(|column| column.default.is_none())
}

fn checked(from: &Table, to: &Table, expression: &str) -> Option<Hazard> {
    let words = words_of(expression);
    let mut used = to
        .columns
        .iter()
        .filter(|column| words.contains(&column.name.to_lowercase()));
    let empty = used.any(|column| is_empty(from, to, &column.name));
    (!(empty && passes_null(expression))).then(|| new_check(&to.name.name, expression))
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
    let counted =
        rowid(to).is_some_and(|key| columns.contains(&key) && stored(from, &key).is_none());
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
    (!empty && !there).then(|| {
        may_fail(
            format!(
                "it fails where rows of `{}` have no row in `{}`",
                to.name.name, key.references.name
            ),
            "look for such rows first",
        )
    })
}

/// Whether a check surely lets rows pass whose column is `NULL`: it compares, and nothing in it
/// makes something else of a `NULL`.
pub(super) fn passes_null(expression: &str) -> bool {
    let words = words_of(expression);
    ![
        "is", "isnull", "notnull", "coalesce", "ifnull", "case", "typeof", "iif", "or", "not",
    ]
    .iter()
    .any(|word| words.contains(*word))
}

fn contains(constraints: &[Constraint], constraint: &Constraint) -> bool {
    constraints.iter().any(|other| {
        other.kind == constraint.kind
            && super::written::definition(other) == super::written::definition(constraint)
    })
}
