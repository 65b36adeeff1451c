//! Defines, adds and drops columns.

mod alter;
mod cast;
mod computed;
mod identity;
mod index;
mod null;
mod storage;
mod volatile;

use glowplug::catalog::{Column, DataType, ObjectName, QualifiedName, Table};

use super::super::quote::quote;
use super::access::PreservedAccess;
use super::emitter::Emitter;
use super::hazards::{loss, may_fail, rewrite};
use super::{serial, table, text};
use crate::change::{Hazard, HazardKind};

pub(super) use alter::alter;
pub(super) use cast::{Route, through_text};

/// Returns how values of one type are converted to another.
pub(super) fn cast(from: &DataType, to: &DataType) -> cast::Cast {
    cast::cast(from, to, None)
}
pub(super) use null::{forbids_null_by, says_not_null};
pub(super) use storage::clauses as storage;

/// Returns a column definition, followed by `extra`.
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

/// Returns the clause for values that `INSERT` does not provide: generated, identity or default.
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

/// Returns true if a new column is `NULL` in existing rows.
pub(super) fn is_without_value(column: &Column) -> bool {
    column.nullable
        && column.default.is_none()
        && column.identity.is_none()
        && column.generated.is_none()
}

pub(super) fn create(em: &mut Emitter<'_>, table: &QualifiedName, column: &Column) {
    // It is added along with the parent's.
    if column.inherited {
        return;
    }
    if let Some(stored) = computed::stored_before(em, table, column) {
        add(em, table, &stored);
        return alter(em, table, &stored, column);
    }
    add(em, table, column);
}

fn add(em: &mut Emitter<'_>, table: &QualifiedName, column: &Column) {
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
    if em.comes_again(&ObjectName::Column(table.clone(), column.name.clone())) {
        em.give_back(&PreservedAccess::column(em, table, &column.name));
    }
}

/// Returns true if nothing provides a value for existing rows.
fn has_no_value(column: &Column) -> bool {
    column.default.is_none() && column.identity.is_none() && column.generated.is_none()
}

/// Emits what a column definition cannot express.
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

/// Returns true if a new column gets a unique value in each existing row.
pub(super) fn is_own_in_each_row(em: &Emitter<'_>, table: &QualifiedName, column: &Column) -> bool {
    let default = column.default.as_deref().unwrap_or_default();
    column.identity.is_some()
        || serial::word(em, table, column).is_some()
        || matches!(
            default,
            "gen_random_uuid()" | "uuid_generate_v4()" | "uuidv7()"
        )
}

/// Returns true if the column's type is a domain with constraints.
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
    if column.inherited || em.is_past_drop(&gone) {
        return;
    }
    if em.comes_again(&ObjectName::Column(table.clone(), column.name.clone())) {
        em.keep(PreservedAccess::column(em, table, &column.name));
    }
    let clause = format!("DROP COLUMN {}", quote(&column.name));
    let sql = em.alter_table(table, &[clause]);
    let mut hazards = Vec::new();
    if column.generated.is_none() {
        hazards.push(loss(
            format!("the values of {}.{} are lost", em.name(table), column.name),
            "stop using it first, and drop it in a later release",
        ));
    }
    hazards.extend(computed::loses(em, table, column));
    em.warn(sql, hazards);
}

/// Returns the column with this name, if the table exists and has one.
pub(super) fn of<'a>(table: Option<&'a Table>, name: &str) -> Option<&'a Column> {
    table.and_then(|table| table.column(name))
}
