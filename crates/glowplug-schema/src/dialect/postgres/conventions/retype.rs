//! Changes the type of a declared column.

use glowplug::catalog::{Catalog, Column, DataType, ObjectName, Table};

use super::expressions;

/// String types, between which a default needs no change.
const TEXTS: [&str; 4] = ["text", "varchar", "bpchar", "citext"];

/// Changes the type of a column, and what depends on it: casts the default, removes a collation
/// that the new type cannot have, rewrites expressions as the server would, and widens the sequence
/// of a serial. Returns the sequence if it changes.
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

/// Returns a default that is a cast string literal, cast to the new type; others unchanged.
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

/// Widens the sequence of a `serial` whose column became wider, if it has the bounds of the old
/// type.
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
