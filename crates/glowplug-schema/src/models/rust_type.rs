//! Determines the Rust type of a column: the one for which Diesel implements `FromSql` and `ToSql`.

use glowplug::catalog::DieselType;
use glowplug::model::Database;

use crate::dialect::{self, Backend, CHRONO, TIMES, ValueType};

/// A Rust type and what a project needs to use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RustType {
    /// The type with full paths, without the `Option` of a nullable column.
    pub(super) text: String,
    /// The crate that defines it, and the feature of Diesel that supports it.
    pub(super) needs: Option<(&'static str, &'static str)>,
    /// Other types that Diesel accepts, by the last names of their paths.
    pub(super) also: &'static [&'static str],
}

/// Types that are the same for all databases.
const COMMON: &[ValueType] = &[
    ValueType {
        names: &["Bool"],
        text: "bool",
        needs: None,
        also: &[],
    },
    ValueType {
        names: &["Int2", "Smallint", "SmallInt", "SmallSerial"],
        text: "i16",
        needs: None,
        also: &[],
    },
    ValueType {
        names: &["Int4", "Integer", "Serial"],
        text: "i32",
        needs: None,
        also: &[],
    },
    ValueType {
        names: &["Int8", "Bigint", "BigInt", "BigSerial"],
        text: "i64",
        needs: None,
        also: &[],
    },
    ValueType {
        names: &["Float4", "Float"],
        text: "f32",
        needs: None,
        also: &[],
    },
    ValueType {
        names: &["Float8", "Double"],
        text: "f64",
        needs: None,
        also: &[],
    },
    ValueType {
        names: &[
            "Text",
            "Varchar",
            "VarChar",
            "Char",
            "Tinytext",
            "Mediumtext",
            "Longtext",
            "Bpchar",
            "Citext",
        ],
        text: "String",
        needs: None,
        also: &["str"],
    },
    ValueType {
        names: &[
            "Binary",
            "Bytea",
            "Blob",
            "Tinyblob",
            "Mediumblob",
            "Longblob",
            "Varbinary",
            "Bit",
        ],
        text: "Vec<u8>",
        needs: None,
        also: &["[u8]"],
    },
    ValueType {
        names: &["Numeric", "Decimal"],
        text: "bigdecimal::BigDecimal",
        needs: Some(("bigdecimal", "numeric")),
        also: &["PgNumeric"],
    },
    ValueType {
        names: &["Date"],
        text: "chrono::NaiveDate",
        needs: CHRONO,
        also: &["Date", "PgDate", "MysqlTime", "String", "str"],
    },
    ValueType {
        names: &["Time"],
        text: "chrono::NaiveTime",
        needs: CHRONO,
        also: &["Time", "PgTime", "MysqlTime", "String", "str"],
    },
    ValueType {
        names: &["Timestamp", "Datetime"],
        text: "chrono::NaiveDateTime",
        needs: CHRONO,
        also: TIMES,
    },
    ValueType {
        names: &["TimestamptzSqlite"],
        text: "chrono::DateTime<chrono::Utc>",
        needs: CHRONO,
        also: TIMES,
    },
    ValueType {
        names: &["Json", "Jsonb"],
        text: "serde_json::Value",
        needs: Some(("serde_json", "serde_json")),
        also: &[],
    },
];

/// Signed integers and their unsigned counterparts.
const UNSIGNED: &[(&str, &str)] = &[("i8", "u8"), ("i16", "u16"), ("i32", "u32"), ("i64", "u64")];

/// Returns the Rust type of a column's values; `None` if Diesel has none.
pub(super) fn of(backend: &Backend, data_type: &DieselType) -> Option<RustType> {
    if data_type.sql_name.is_some() {
        return None;
    }
    let mut ranges = backend.ranges.iter();
    let scalar = match data_type.wrappers.as_slice() {
        [] => match ranges.find(|range| range.name == data_type.name) {
            Some(of) => range(scalar(backend, of.over, false)?, of.is_multiple),
            None => scalar(backend, &data_type.name, data_type.unsigned)?,
        },
        [wrapper] => range(
            scalar(backend, &data_type.name, false)?,
            wrapper == "Multirange",
        ),
        _ => return None,
    };
    Some(around(scalar, data_type))
}

/// Wraps a type in `Vec` if the column is an array.
pub(super) fn around(scalar: RustType, data_type: &DieselType) -> RustType {
    let text = match (data_type.array, data_type.nullable_elements) {
        (false, _) => return scalar,
        (true, true) => format!("Vec<Option<{}>>", scalar.text),
        (true, false) => format!("Vec<{}>", scalar.text),
    };
    RustType {
        text,
        also: &[],
        ..scalar
    }
}

fn range(of: RustType, several: bool) -> RustType {
    let bound = format!("std::ops::Bound<{}>", of.text);
    let pair = format!("({bound}, {bound})");
    let text = if several {
        format!("Vec<{pair}>")
    } else {
        pair
    };
    RustType {
        text,
        also: &[],
        ..of
    }
}

fn scalar(backend: &Backend, name: &str, unsigned: bool) -> Option<RustType> {
    let mut all = backend.types.iter().chain(COMMON);
    let known = all.find(|known| known.names.contains(&name))?;
    let text = match unsigned {
        false => known.text,
        true => UNSIGNED.iter().find(|(signed, _)| *signed == known.text)?.1,
    };
    Some(RustType {
        text: text.to_owned(),
        needs: known.needs,
        also: known.also,
    })
}

/// Returns true if Diesel supports a type, given by the last names of its paths, for some SQL type.
/// Any other type is the project's own, and may stand for anything.
pub(super) fn is_known(text: &str) -> bool {
    let backends = Database::ALL
        .into_iter()
        .map(|database| dialect::of(database).backend());
    let mut all = backends.flat_map(|backend| backend.types).chain(COMMON);
    UNSIGNED.iter().any(|(_, unsigned)| *unsigned == text)
        || all.any(|known| last_names(known.text) == text || known.also.contains(&text))
}

/// Returns a type with only the last names of its paths, without spaces: `DateTime<Utc>`.
pub(super) fn last_names(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut word = String::new();
    let mut characters = text.chars().filter(|c| !c.is_whitespace()).peekable();
    while let Some(c) = characters.next() {
        match c {
            ':' if characters.peek() == Some(&':') => {
                characters.next();
                word.clear();
            }
            _ if c.is_alphanumeric() || c == '_' => word.push(c),
            _ => {
                short.push_str(&word);
                word.clear();
                short.push(c);
            }
        }
    }
    short.push_str(&word);
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cut_to_their_last_names() {
        assert_eq!(
            last_names("chrono::DateTime<chrono :: Utc>"),
            "DateTime<Utc>"
        );
        assert_eq!(
            last_names("(std::ops::Bound<i32>, Bound<i32>)"),
            "(Bound<i32>,Bound<i32>)"
        );
        assert_eq!(last_names("Vec<Option<crate::Mood>>"), "Vec<Option<Mood>>");
    }

    #[test]
    fn own_types_are_not_known() {
        assert!(is_known("i64"));
        assert!(is_known("u32"));
        assert!(is_known("DateTime<Utc>"));
        assert!(!is_known("UserId"));
    }
}
