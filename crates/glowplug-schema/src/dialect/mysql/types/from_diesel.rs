//! Converts the types in `table!` to MySQL's.

use glowplug::catalog::{Catalog, DataType, DieselType, TypeKind, TypeName};
use heck::ToUpperCamelCase;

use crate::dialect::conventions::{MissingObject, ResolvedType, UnknownTypeName, loose, similar};

/// The server's type names, sorted.
const TYPES: &[&str] = &[
    "bigint",
    "binary",
    "bit",
    "blob",
    "bool",
    "char",
    "date",
    "datetime",
    "decimal",
    "double",
    "enum",
    "float",
    "geometry",
    "geometrycollection",
    "inet4",
    "inet6",
    "int",
    "json",
    "linestring",
    "longblob",
    "longtext",
    "mediumblob",
    "mediumint",
    "mediumtext",
    "multilinestring",
    "multipoint",
    "multipolygon",
    "point",
    "polygon",
    "set",
    "smallint",
    "text",
    "time",
    "timestamp",
    "tinyblob",
    "tinyint",
    "tinytext",
    "uuid",
    "varbinary",
    "varchar",
    "vector",
    "year",
];

/// Diesel's names for some of them, in lower case.
const ALIASES: &[(&str, &str)] = &[
    ("bytea", "blob"),
    ("float4", "float"),
    ("float8", "double"),
    ("int2", "smallint"),
    ("int4", "int"),
    ("int8", "bigint"),
    ("integer", "int"),
    ("numeric", "decimal"),
];

/// Returns true if two types are the same; lengths and nullability are ignored.
pub(in crate::dialect::mysql) fn is_same(left: &DieselType, right: &DieselType) -> bool {
    left.unsigned == right.unsigned && left.array == right.array && name(left) == name(right)
}

/// Returns the server's name of a type, or the closest to it. A custom type belongs to a single
/// column, so the Rust name is ignored in favour of the SQL name.
pub(in crate::dialect::mysql) fn name(declared: &DieselType) -> String {
    let plain = loose(declared.sql_name.as_ref().unwrap_or(&declared.name));
    match ALIASES.binary_search_by_key(&plain.as_str(), |(alias, _)| alias) {
        Ok(place) => ALIASES[place].1.to_owned(),
        Err(_) => plain,
    }
}

/// Returns the type of a new column.
///
/// # Errors
/// The server has no such type.
pub(in crate::dialect::mysql) fn data_type(
    declared: &DieselType,
    _: &Catalog,
) -> Result<ResolvedType, UnknownTypeName> {
    let name = name(declared);
    let known = TYPES.binary_search(&name.as_str()).is_ok();
    if !known || declared.array || !declared.wrappers.is_empty() {
        return Err(unknown(declared));
    }
    let (name, sql) = match name.as_str() {
        "bool" => ("tinyint".to_owned(), "tinyint(1)".to_owned()),
        "decimal" => (name, "decimal(10,0)".to_owned()),
        _ => (name.clone(), name),
    };
    let sql = if declared.unsigned {
        format!("{sql} unsigned")
    } else {
        sql
    };
    let needs = matches!(name.as_str(), "enum" | "set").then_some(MissingObject::Values);
    let data_type = DataType {
        sql,
        kind: match name.as_str() {
            "enum" => TypeKind::Enum,
            _ => TypeKind::Base,
        },
        length: own_length(&name),
        name: TypeName { schema: None, name },
        element: None,
        base: None,
        unsigned: declared.unsigned,
    };
    Ok(ResolvedType {
        data_type: with_length(&data_type, declared.max_length).unwrap_or(data_type),
        needs,
    })
}

/// Returns the length that the server assigns to a type without one.
fn own_length(name: &str) -> Option<u32> {
    Some(match name {
        "decimal" => 10,
        "tinytext" | "tinyblob" => 255,
        "text" | "blob" => 65_535,
        "mediumtext" | "mediumblob" => 16_777_215,
        "longtext" | "longblob" | "json" => u32::MAX,
        _ => return None,
    })
}

/// Returns the type with another length; `None` if the type takes no length.
pub(in crate::dialect::mysql) fn with_length(
    data_type: &DataType,
    length: Option<u64>,
) -> Option<DataType> {
    let usual = match data_type.name.name.as_str() {
        "varchar" | "varbinary" => 255,
        "char" | "binary" | "bit" => 1,
        _ => return None,
    };
    let length = length.unwrap_or(usual);
    Some(DataType {
        sql: format!("{}({length})", data_type.name.name),
        length: u32::try_from(length).ok(),
        ..data_type.clone()
    })
}

/// Returns the type as an enum or set of these values.
pub(in crate::dialect::mysql) fn with_values(data_type: &DataType, values: &[String]) -> DataType {
    let quoted: Vec<String> = values
        .iter()
        .map(|value| format!("'{}'", value.replace('\'', "''")))
        .collect();
    let lengths = values.iter().map(|value| value.chars().count());
    let length = match data_type.name.name.as_str() {
        "set" => lengths.sum::<usize>() + values.len().saturating_sub(1),
        _ => lengths.max().unwrap_or_default(),
    };
    DataType {
        sql: format!("{}({})", data_type.name.name, quoted.join(",")),
        length: u32::try_from(length).ok(),
        ..data_type.clone()
    }
}

fn unknown(declared: &DieselType) -> UnknownTypeName {
    let names: Vec<String> = TYPES
        .iter()
        .map(|name| name.to_upper_camel_case())
        .collect();
    let diesel = ["BigInt", "Integer", "SmallInt", "Numeric", "VarChar"];
    let known = names.iter().map(String::as_str).chain(diesel);
    UnknownTypeName {
        name: declared.name.clone(),
        similar: similar(&declared.name, known),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_fit_together() {
        assert!(TYPES.is_sorted() && ALIASES.is_sorted());
        for (_, name) in ALIASES {
            assert!(TYPES.contains(name), "{name}");
        }
    }
}
