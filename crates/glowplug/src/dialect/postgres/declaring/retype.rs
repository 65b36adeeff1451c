//! A column of another type.

use super::expressions;
use crate::catalog::{Catalog, Column, DataType, ObjectName, Table};

/// Types of one kind, between which a default stays as it is.
const TEXTS: [&str; 4] = ["text", "varchar", "bpchar", "citext"];

/// Gives a column another type: its default becomes one of that type, a collation goes that the
/// type cannot have, expressions are written as the server writes them then, and its sequence
/// counts as far as it. Names the sequence, if it changes.
pub(super) fn retype(
    table: &mut Table,
    name: &str,
    data_type: DataType,
    laid: &mut Catalog,
) -> Option<ObjectName> {
    let column = table.columns.iter_mut().find(|of| of.name == name)?;
    let is_text = |data_type: &DataType| TEXTS.contains(&data_type.name.name.as_str());
    let texts = is_text(&column.data_type) && is_text(&data_type);
    if !is_text(&data_type) {
        column.collation = None;
    }
    if !texts {
        column.default = column
            .default
            .take()
            .map(|default| cast(default, &data_type));
    }
    let was_text = column.data_type.name.name == "text";
    let becomes_text = data_type.name.name == "text";
    column.data_type = data_type;
    let object = widen(column, laid);
    if texts && was_text != becomes_text {
        expressions::rewrite(table, name, becomes_text);
    }
    object
}

/// The default, if it is a text that is cast, as one of another type.
fn cast(default: String, data_type: &DataType) -> String {
    let Some((text, _)) = default
        .rsplit_once("'::")
        .filter(|_| default.starts_with('\''))
    else {
        return default;
    };
    let sql = &data_type.sql;
    let plain = sql.split_once('(').map_or(sql.as_str(), |(plain, _)| plain);
    let array = if data_type.element.is_some() && !plain.ends_with("[]") {
        "[]"
    } else {
        ""
    };
    format!("{text}'::{plain}{array}")
}

/// Lets the sequence of a `serial` that became wider count as far as it.
fn widen(column: &Column, laid: &mut Catalog) -> Option<ObjectName> {
    let owned = column.owned_sequence.as_ref()?;
    let (data_type, maximum) = match column.data_type.name.name.as_str() {
        "int8" => ("bigint", i64::MAX),
        "int4" => ("integer", i64::from(i32::MAX)),
        _ => return None,
    };
    let sequence = laid.sequences.iter_mut().find(|of| of.name == *owned)?;
    let end = match sequence.data_type.as_str() {
        "smallint" => i64::from(i16::MAX),
        "integer" => i64::from(i32::MAX),
        _ => i64::MAX,
    };
    if sequence.maximum != end || end >= maximum {
        return None;
    }
    data_type.clone_into(&mut sequence.data_type);
    sequence.maximum = maximum;
    Some(ObjectName::Sequence(sequence.name.clone()))
}
