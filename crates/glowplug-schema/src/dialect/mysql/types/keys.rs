//! Types of key columns.
//!
//! `TEXT` and `BLOB` can be in a key only with a prefix length, which `table!` does not express. In
//! Rust `VarChar`, `Char` and `Text` are one type, and so are `Binary` and `Blob`: files written
//! for several databases call all of them `Text`.

use std::collections::BTreeMap;

use glowplug::catalog::{Catalog, DataType, DieselType, TypeName};

use super::from_diesel::{name, with_length};

/// The string types.
const STRINGS: &[&str] = &[
    "char",
    "longtext",
    "mediumtext",
    "text",
    "tinytext",
    "varchar",
];
/// The binary types.
const BYTES: &[&str] = &[
    "binary",
    "blob",
    "longblob",
    "mediumblob",
    "tinyblob",
    "varbinary",
];

fn family(name: &str) -> Option<&'static [&'static str]> {
    [STRINGS, BYTES]
        .into_iter()
        .find(|family| family.contains(&name))
}

/// Returns true if two types are the same in Rust, although the server stores them differently.
pub(in crate::dialect::mysql) fn is_alias(left: &DieselType, right: &DieselType) -> bool {
    let family = |of: &DieselType| family(&name(of));
    family(left).is_some() && family(left) == family(right)
}

/// Returns true if a column of this type cannot be in a key as a whole.
pub(in crate::dialect::mysql) fn is_no_key(declared: &DieselType) -> bool {
    is_endless(&name(declared))
}

fn is_endless(name: &str) -> bool {
    name.ends_with("text") || name.ends_with("blob")
}

/// Returns the most frequent type of existing keys for the same kind of values; `varchar(255)` or
/// `varbinary(255)` if there is none.
pub(in crate::dialect::mysql) fn key_type(
    data_type: &DataType,
    catalog: &Catalog,
) -> Option<DataType> {
    let name = data_type.name.name.as_str();
    let family = family(name).filter(|_| is_endless(name))?;
    let mut counts: BTreeMap<&str, (usize, &DataType)> = BTreeMap::new();
    for table in &catalog.tables {
        let key = table.primary_key().iter();
        for column in key.filter_map(|name| table.column(name)) {
            let of = &column.data_type;
            if family.contains(&of.name.name.as_str()) && !is_endless(&of.name.name) {
                counts.entry(&of.sql).or_insert((0, of)).0 += 1;
            }
        }
    }
    let most = counts.into_values().max_by_key(|(count, _)| *count);
    most.map(|(_, of)| of.clone()).or_else(|| {
        let usual = if family == STRINGS {
            "varchar"
        } else {
            "varbinary"
        };
        let named = DataType {
            name: TypeName {
                schema: None,
                name: usual.to_owned(),
            },
            ..data_type.clone()
        };
        with_length(&named, None)
    })
}
