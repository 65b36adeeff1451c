//! Columns: how they are written, added and dropped.

mod alter;
mod cast;
mod identity;
mod index;
mod null;
mod storage;
mod volatile;

use super::super::quote::quote;
use super::emitter::Emitter;
use super::hazards::{loss, may_fail, rewrite};
use super::{serial, table, text};
use crate::catalog::{Column, DataType, ObjectName, QualifiedName, Table};
use crate::change::{Hazard, HazardKind};

pub(super) use alter::alter;
pub(super) use cast::{Route, through_text};

/// What becomes of values of one type in another.
pub(super) fn cast(from: &DataType, to: &DataType) -> cast::Cast {
    cast::cast(from, to, None)
}
pub(super) use null::{forbids_null_by, says_not_null};
pub(super) use storage::clauses as storage;

/// A column as it stands in a definition, `extra` behind it.
pub(super) fn definition(
    em: &Emitter<'_>,
    table: &QualifiedName,
    column: &Column,
    extra: &str,
) -> String {
    let name = quote(&column.name);
    if let Some(word) = serial::word(em, table, column) {
        return format!("{name} {word}{extra}");
    }
    let mut sql = format!("{name} {}", text::short_type(&column.data_type.sql));
    if let Some(collation) = &column.collation {
        sql += &format!(" COLLATE {collation}");
    }
    if !column.nullable && column.identity.is_none() && !extra.contains("PRIMARY KEY") {
        sql += " NOT NULL";
    }
    sql + &origin(em, column) + extra
}

/// Where the values come from that nobody gives.
fn origin(em: &Emitter<'_>, column: &Column) -> String {
    if let Some(generated) = &column.generated {
        let kind = if generated.stored {
            "STORED"
        } else {
            "VIRTUAL"
        };
        let expression = text::parenthesised(&generated.expression);
        return format!(" GENERATED ALWAYS AS {expression} {kind}");
    }
    if let Some(identity) = &column.identity {
        let (kind, options) = (identity::kind(identity), identity::options(em, column));
        return format!(" GENERATED {kind} AS IDENTITY{options}");
    }
    match &column.default {
        Some(default) => format!(" DEFAULT {default}"),
        None => String::new(),
    }
}

/// Whether a new column has no value in the rows that are there.
pub(super) fn is_without_value(column: &Column) -> bool {
    column.nullable
        && column.default.is_none()
        && column.identity.is_none()
        && column.generated.is_none()
}

pub(super) fn create(em: &mut Emitter<'_>, table: &QualifiedName, column: &Column) {
    // It comes with the parent's.
    if column.inherited {
        return;
    }
    let reference = if is_without_value(column) || has_no_value(column) {
        table::inline_reference(em, table, column)
    } else {
        None
    };
    let extra = reference
        .as_deref()
        .map(|text| format!(" {text}"))
        .unwrap_or_default();
    let clause = format!("ADD COLUMN {}", definition(em, table, column, &extra));
    let hazards = adding(em, table, column);
    if hazards
        .iter()
        .any(|hazard| hazard.kind == HazardKind::TableRewrite)
    {
        em.convert(table, vec![clause], hazards, None);
    } else {
        let sql = em.alter_table(table, &[clause]);
        em.warn(sql, hazards);
    }
    finish(em, table, column);
}

/// Whether rows that are there would have no value.
fn has_no_value(column: &Column) -> bool {
    column.default.is_none() && column.identity.is_none() && column.generated.is_none()
}

/// What a new column's definition cannot say.
pub(super) fn finish(em: &mut Emitter<'_>, table: &QualifiedName, column: &Column) {
    for clause in storage::clauses(column, &[], &column.storage) {
        em.say(em.alter_table(table, &[clause]));
    }
    let on = format!("COLUMN {}.{}", em.name(table), quote(&column.name));
    em.comment(&on, None, column.comment.as_ref());
}

fn adding(em: &Emitter<'_>, table: &QualifiedName, column: &Column) -> Vec<Hazard> {
    let name = em.name(table);
    if !column.nullable && has_no_value(column) && serial::word(em, table, column).is_none() {
        return vec![may_fail(
            format!("rows of {name} have no value for {}", column.name),
            "add it without NOT NULL, fill it, and set NOT NULL then",
        )];
    }
    let why = if column.identity.is_some() || serial::word(em, table, column).is_some() {
        "each row gets a number"
    } else if column
        .generated
        .as_ref()
        .is_some_and(|generated| generated.stored)
    {
        "each row's value is computed"
    } else if column
        .default
        .as_ref()
        .is_some_and(|text| volatile::is_volatile(em, text))
    {
        "the default is another one for each row"
    } else if has_checked_domain(em, column) {
        "each row's value is checked by the domain"
    } else {
        return Vec::new();
    };
    let safer = "add it without a default, set the default, and fill the rows in batches";
    let safer = match &column.generated {
        Some(_) => "fill a plain column in batches, and keep it true with a trigger",
        None => safer,
    };
    vec![rewrite(&name, why, safer)]
}

/// Whether a new column gets a value in each row that no other row has.
pub(super) fn is_own_in_each_row(em: &Emitter<'_>, table: &QualifiedName, column: &Column) -> bool {
    let default = column.default.as_deref().unwrap_or_default();
    column.identity.is_some()
        || serial::word(em, table, column).is_some()
        || matches!(
            default,
            "gen_random_uuid()" | "uuid_generate_v4()" | "uuidv7()"
        )
}

/// Whether the column's type is a domain that does not take every value.
fn has_checked_domain(em: &Emitter<'_>, column: &Column) -> bool {
    let name = &column.data_type.name;
    em.to.catalog.domains.iter().any(|domain| {
        domain.name.name == name.name
            && domain.name.schema == name.schema
            && (!domain.nullable || !domain.checks.is_empty())
    })
}

pub(super) fn drop(em: &mut Emitter<'_>, table: &QualifiedName, column: &Column) {
    let gone = ObjectName::Table(table.clone());
    if column.inherited
        || em
            .outline
            .drops
            .get(&gone)
            .is_some_and(|&at| at < em.position)
    {
        return;
    }
    let clause = format!("DROP COLUMN {}", quote(&column.name));
    let sql = em.alter_table(table, &[clause]);
    let mut hazards = Vec::new();
    if column.generated.is_none() {
        hazards.push(loss(
            format!("the values of {}.{} are gone", em.name(table), column.name),
            "stop using it first, and drop it in a later release",
        ));
    }
    em.warn(sql, hazards);
}

/// The columns of a table of this name after the changes.
pub(super) fn of<'a>(table: Option<&'a Table>, name: &str) -> Option<&'a Column> {
    table.and_then(|table| table.column(name))
}
