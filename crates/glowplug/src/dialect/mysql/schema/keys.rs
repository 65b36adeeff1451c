//! Reads foreign keys and check constraints.

use super::names::{bare, without_database};
use super::{Context, cell, parts};
use crate::catalog::ReferentialAction;
use crate::catalog::{Constraint, ConstraintKind, Deferral, ForeignKey, Match, QualifiedName};
use crate::dialect::mysql::format;
use crate::model::Row;

/// Returns the foreign keys of a table, from the rows for their columns and for their rules.
pub(super) fn foreign_keys(
    columns: &[Row],
    rules: &[Row],
    context: &Context<'_>,
) -> Vec<Constraint> {
    let keys = parts(columns).map(|rows| {
        let first = &rows[0];
        let rule = rules.iter().find(|rule| rule[1] == first[1]);
        let action =
            |index| rule.map_or(ReferentialAction::NoAction, |row| action(&cell(row, index)));
        let schema = cell(first, 3);
        let key = ForeignKey {
            columns: rows.iter().map(|row| cell(row, 2)).collect(),
            references: QualifiedName {
                schema: Some(schema).filter(|schema| schema != context.database),
                name: cell(first, 4),
            },
            referenced: rows.iter().map(|row| cell(row, 5)).collect(),
            on_update: action(2),
            on_delete: action(3),
            sets: Vec::new(),
            matching: Match::Simple,
        };
        let definition = format::foreign_key(&key);
        constraint(
            &cell(first, 1),
            ConstraintKind::Foreign(key),
            definition,
            true,
        )
    });
    keys.collect()
}

/// Converts a referential action. `RESTRICT` and `NO ACTION` are the same here: no check is
/// deferred to the commit.
fn action(rule: &str) -> ReferentialAction {
    match rule {
        "CASCADE" => ReferentialAction::Cascade,
        "SET NULL" => ReferentialAction::SetNull,
        "SET DEFAULT" => ReferentialAction::SetDefault,
        _ => ReferentialAction::NoAction,
    }
}

/// Returns the checks of a table, without those that belong to a column.
pub(super) fn checks(rows: &[Row], context: &Context<'_>) -> Vec<Constraint> {
    let rows = rows.iter().filter(|row| cell(row, 3) != "Column");
    let checks = rows.map(|row| {
        let expression = without_database(&bare(&cell(row, 2), context), context.database);
        let definition = format!("CHECK ({expression})");
        let kind = ConstraintKind::Check { expression };
        constraint(&cell(row, 1), kind, definition, cell(row, 4) == "YES")
    });
    checks.collect()
}

fn constraint(name: &str, kind: ConstraintKind, definition: String, validated: bool) -> Constraint {
    Constraint {
        name: Some(name.to_owned()),
        kind,
        definition,
        deferral: Deferral::None,
        validated,
        no_inherit: false,
        comment: None,
    }
}
