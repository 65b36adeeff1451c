//! Converts the types in `table!` to SQLite's.

use glowplug::catalog::{Catalog, DataType, DieselType, TypeKind, TypeName};

use crate::dialect::conventions::{ResolvedType, UnknownTypeName, loose, similar};

/// Diesel's types for SQLite in lower case, and the declared type for each.
const TYPES: &[(&str, &str)] = &[
    ("bigint", "BIGINT"),
    ("binary", "BLOB"),
    ("bool", "BOOLEAN"),
    ("date", "DATE"),
    ("double", "DOUBLE"),
    ("float", "FLOAT"),
    ("integer", "INTEGER"),
    ("json", "JSON"),
    ("jsonb", "JSONB"),
    ("smallint", "SMALLINT"),
    ("text", "TEXT"),
    ("time", "TIME"),
    ("timestamp", "TIMESTAMP"),
    ("timestamptzsqlite", "TIMESTAMPTZ"),
];

/// Other names of types that are equivalent on SQLite.
const ALIASES: &[(&str, &str)] = &[
    ("bit", "binary"),
    ("blob", "binary"),
    ("bytea", "binary"),
    ("char", "text"),
    ("datetime", "timestamp"),
    ("decimal", "double"),
    ("float4", "float"),
    ("float8", "double"),
    ("int2", "smallint"),
    ("int4", "integer"),
    ("int8", "bigint"),
    ("longblob", "binary"),
    ("longtext", "text"),
    ("mediumblob", "binary"),
    ("mediumtext", "text"),
    ("numeric", "double"),
    ("timestamptz", "timestamptzsqlite"),
    ("tinyblob", "binary"),
    ("tinytext", "text"),
    ("varbinary", "binary"),
    ("varchar", "text"),
];

/// Returns true if two types are the same; nullability is ignored.
pub(in crate::dialect::sqlite) fn is_same(left: &DieselType, right: &DieselType) -> bool {
    name(left) == name(right)
}

pub(in crate::dialect::sqlite) fn name(declared: &DieselType) -> String {
    let plain = loose(&declared.name);
    match ALIASES.binary_search_by_key(&plain.as_str(), |(alias, _)| alias) {
        Ok(place) => ALIASES[place].1.to_owned(),
        Err(_) => plain,
    }
}

/// Returns the type of a new column.
///
/// # Errors
/// Diesel has no such type for SQLite.
pub(in crate::dialect::sqlite) fn data_type(
    declared: &DieselType,
    _: &Catalog,
) -> Result<ResolvedType, UnknownTypeName> {
    let name = name(declared);
    let known = TYPES.binary_search_by_key(&name.as_str(), |(name, _)| name);
    match known {
        Ok(place) if !declared.array && declared.wrappers.is_empty() && !declared.unsigned => {
            Ok(ResolvedType {
                data_type: written(TYPES[place].1),
                needs: None,
            })
        }
        _ => Err(unknown(declared)),
    }
}

/// Returns the type with this declaration.
pub(in crate::dialect::sqlite) fn written(sql: &str) -> DataType {
    DataType {
        sql: sql.to_owned(),
        name: TypeName {
            schema: None,
            name: sql.to_lowercase(),
        },
        kind: TypeKind::Base,
        element: None,
        base: None,
        length: None,
        unsigned: false,
    }
}

fn unknown(declared: &DieselType) -> UnknownTypeName {
    let names = [
        "BigInt",
        "Binary",
        "Bool",
        "Date",
        "Double",
        "Float",
        "Integer",
        "Json",
        "Jsonb",
        "SmallInt",
        "Text",
        "Time",
        "Timestamp",
    ];
    UnknownTypeName {
        name: declared.name.clone(),
        similar: similar(&declared.name, names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_fit_together() {
        assert!(TYPES.is_sorted() && ALIASES.is_sorted());
        for (_, name) in ALIASES {
            assert!(TYPES.iter().any(|(known, _)| known == name), "{name}");
        }
    }
}
