//! Reads functions and procedures.

use super::columns::without_width;
use super::creators::maker;
use super::{Context, Reader, cell, filled, of};
use crate::catalog::{Function, FunctionKind, Makers, QualifiedName};
use crate::dialect::mysql::quote::{identifier, literal};
use crate::dialect::mysql::tokens::tokens;
use crate::error::ServerError;
use crate::model::Row;

impl Reader<'_> {
    pub(super) async fn routines(
        &mut self,
        context: &Context<'_>,
        makers: &mut Makers,
    ) -> Result<Vec<Function>, ServerError> {
        let rows = self.rows(include_str!("routines.sql")).await?;
        let parameters = self.grouped(include_str!("parameters.sql")).await?;
        let routines = rows.iter().map(|row| {
            let parameters = of(&parameters, &cell(row, 0)).iter();
            let own: Vec<&Row> = parameters.filter(|one| one[1] == row[1]).collect();
            let routine = routine(row, &own, context);
            makers
                .0
                .extend(maker(row, routine.object(), 9, Some(10), context));
            routine
        });
        Ok(routines.collect())
    }
}

fn routine(row: &Row, parameters: &[&Row], context: &Context<'_>) -> Function {
    let kind = kind(row);
    let types = parameters.iter().map(|row| argument(row));
    let signature: Vec<String> = parameters
        .iter()
        .map(|row| parameter(row, kind, context))
        .collect();
    let returns = filled(row, 3).map(|declared| typed(&declared, &cell(row, 4), context));
    Function {
        name: QualifiedName::plain(cell(row, 0)),
        arguments: types.collect::<Vec<String>>().join(", "),
        kind,
        definition: definition(row, kind, &signature.join(", "), returns.as_deref()),
        returns: returns.unwrap_or_default(),
        signature: signature.join(", "),
        comment: filled(row, 8),
    }
}

/// Returns the kind of a routine. An aggregate function is recognized by
/// `FETCH GROUP NEXT ROW`, which it must use and others cannot.
fn kind(row: &Row) -> FunctionKind {
    if cell(row, 1) == "PROCEDURE" {
        return FunctionKind::Procedure;
    }
    let body = cell(row, 2);
    let words: Vec<_> = tokens(&body).map(|(_, token)| token).collect();
    let fetches = |at: &[_]| {
        let wanted = ["FETCH", "GROUP", "NEXT", "ROW"];
        let mut pairs = at.iter().zip(wanted);
        pairs.all(|(token, word): (&crate::dialect::mysql::tokens::Token<'_>, _)| token.is(word))
    };
    if words.windows(4).any(fetches) {
        FunctionKind::Aggregate
    } else {
        FunctionKind::Function
    }
}

/// Returns the type of a parameter, such as `OUT int`; only procedures have a direction.
fn argument(row: &Row) -> String {
    let declared = without_width(&cell(row, 4));
    match cell(row, 2).as_str() {
        "" | "IN" => declared,
        mode => format!("{mode} {declared}"),
    }
}

fn parameter(row: &Row, kind: FunctionKind, context: &Context<'_>) -> String {
    let declared = typed(&cell(row, 4), &cell(row, 5), context);
    let named = format!("{} {declared}", identifier(&cell(row, 3)));
    match kind {
        FunctionKind::Procedure => format!("{} {named}", cell(row, 2)),
        _ => named,
    }
}

/// Returns a type, with its collation if that is not the database's.
fn typed(declared: &str, collation: &str, context: &Context<'_>) -> String {
    let declared = without_width(declared);
    if collation.is_empty() || collation == context.collation {
        return declared;
    }
    let set = collation.split('_').next().unwrap_or_default();
    format!("{declared} CHARACTER SET {set} COLLATE {collation}")
}

fn definition(row: &Row, kind: FunctionKind, signature: &str, returns: Option<&str>) -> String {
    let word = match kind {
        FunctionKind::Procedure => "PROCEDURE",
        FunctionKind::Aggregate => "AGGREGATE FUNCTION",
        _ => "FUNCTION",
    };
    let mut text = format!("CREATE {word} {}({signature})", identifier(&cell(row, 0)));
    if let Some(returns) = returns {
        text = format!("{text} RETURNS {returns}");
    }
    let access = Some(cell(row, 6)).filter(|access| access != "CONTAINS SQL");
    let traits = [
        (cell(row, 5) == "YES").then(|| "DETERMINISTIC".to_owned()),
        access,
        (cell(row, 7) == "INVOKER").then(|| "SQL SECURITY INVOKER".to_owned()),
        filled(row, 8).map(|comment| format!("COMMENT {}", literal(&comment))),
    ];
    for one in traits.into_iter().flatten() {
        text = format!("{text}\n    {one}");
    }
    format!("{text}\n{}", cell(row, 2))
}
