//! Reads keys and indexes, which the server stores alike.

use super::names::{bare, without_database};
use super::{Context, cell, filled, number, parts};
use crate::catalog::{Constraint, ConstraintKind, Deferral, Index, IndexKey};
use crate::dialect::mysql::format;
use crate::model::Row;

/// Returns the primary and unique keys of a table, and its other indexes.
pub(super) fn indexes(rows: &[Row], context: &Context<'_>) -> (Vec<Constraint>, Vec<Index>) {
    let (mut constraints, mut indexes) = (Vec::new(), Vec::new());
    for rows in parts(rows) {
        let index = index(rows, context);
        match constraint(&index) {
            Some(constraint) => constraints.push(constraint),
            None => indexes.push(index),
        }
    }
    indexes.sort_by(|left, right| left.name.cmp(&right.name));
    (constraints, indexes)
}

fn index(rows: &[Row], context: &Context<'_>) -> Index {
    let first = &rows[0];
    let method = cell(first, 7);
    Index {
        name: cell(first, 1),
        unique: first[2].as_bool() == Some(false),
        keys: rows.iter().map(|row| key(row, &method, context)).collect(),
        method,
        include: Vec::new(),
        predicate: None,
        nulls_not_distinct: false,
        valid: true,
        options: filled(first, 9).into_iter().collect(),
        comment: filled(first, 8),
    }
}

fn key(row: &Row, method: &str, context: &Context<'_>) -> IndexKey {
    let expression = filled(row, 4);
    let expression =
        expression.map(|text| without_database(&bare(&text, context), context.database));
    IndexKey {
        column: filled(row, 3).filter(|_| expression.is_none()),
        expression,
        collation: None,
        operator_class: None,
        descending: cell(row, 6) == "D",
        nulls_first: false,
        // For a spatial index, the value is the size of its bounding boxes.
        prefix: number(row, 5).filter(|_| method == "BTREE" || method == "HASH"),
    }
}

/// Returns the index as a constraint, if a constraint can express it.
fn constraint(index: &Index) -> Option<Constraint> {
    let is_primary = index.name == "PRIMARY";
    let is_plain = index.method == "BTREE" && index.options.is_empty() && index.comment.is_none();
    let may_be = is_primary || (index.unique && is_plain);
    if !may_be {
        return None;
    }
    let whole = |key: &IndexKey| key.prefix.is_none() && !key.descending;
    if !is_primary && !index.keys.iter().all(whole) {
        return None;
    }
    let columns = index.keys.iter().map(|key| key.column.clone());
    let columns = columns.collect::<Option<Vec<String>>>()?;
    let (definition, kind) = if is_primary {
        let definition = format!("PRIMARY KEY {}", format::keys(&index.keys));
        let include = Vec::new();
        (definition, ConstraintKind::PrimaryKey { columns, include })
    } else {
        let kind = ConstraintKind::Unique {
            columns,
            include: Vec::new(),
            nulls_not_distinct: false,
        };
        (format!("UNIQUE {}", format::keys(&index.keys)), kind)
    };
    Some(Constraint {
        name: Some(index.name.clone()),
        kind,
        definition,
        deferral: Deferral::None,
        validated: true,
        no_inherit: false,
        comment: None,
    })
}
