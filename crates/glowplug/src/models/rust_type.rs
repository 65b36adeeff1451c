//! The Rust type of a column: what Diesel's own `FromSql` and `ToSql` make of its SQL type.

use crate::catalog::DieselType;
use crate::model::Database;

/// A type and what a project needs for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RustType {
    /// The type with full paths, without the `Option` of a column that takes `NULL`.
    pub(super) text: String,
    /// The crate that brings it, and the feature of Diesel that knows it.
    pub(super) needs: Option<(&'static str, &'static str)>,
    /// What Diesel takes as well, by the last names of the paths.
    pub(super) also: &'static [&'static str],
}

/// Diesel's names of SQL types; the Rust type; what it needs; what is taken as well.
type Known = (
    &'static [&'static str],
    &'static str,
    Option<(&'static str, &'static str)>,
    &'static [&'static str],
);

const CHRONO: Option<(&str, &str)> = Some(("chrono", "chrono"));

/// What is the same for all databases.
const COMMON: &[Known] = &[
    (&["Bool"], "bool", None, &[]),
    (
        &["Int2", "Smallint", "SmallInt", "SmallSerial"],
        "i16",
        None,
        &[],
    ),
    (&["Int4", "Integer", "Serial"], "i32", None, &[]),
    (&["Int8", "Bigint", "BigInt", "BigSerial"], "i64", None, &[]),
    (&["Float4", "Float"], "f32", None, &[]),
    (&["Float8", "Double"], "f64", None, &[]),
    (
        &[
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
        "String",
        None,
        &["str"],
    ),
    (
        &[
            "Binary",
            "Bytea",
            "Blob",
            "Tinyblob",
            "Mediumblob",
            "Longblob",
            "Varbinary",
            "Bit",
        ],
        "Vec<u8>",
        None,
        &["[u8]"],
    ),
    (
        &["Numeric", "Decimal"],
        "bigdecimal::BigDecimal",
        Some(("bigdecimal", "numeric")),
        &["PgNumeric"],
    ),
    (
        &["Date"],
        "chrono::NaiveDate",
        CHRONO,
        &["Date", "PgDate", "MysqlTime", "String", "str"],
    ),
    (
        &["Time"],
        "chrono::NaiveTime",
        CHRONO,
        &["Time", "PgTime", "MysqlTime", "String", "str"],
    ),
    (
        &["Timestamp", "Datetime"],
        "chrono::NaiveDateTime",
        CHRONO,
        TIMES,
    ),
    (
        &["TimestamptzSqlite"],
        "chrono::DateTime<chrono::Utc>",
        CHRONO,
        TIMES,
    ),
    (
        &["Json", "Jsonb"],
        "serde_json::Value",
        Some(("serde_json", "serde_json")),
        &[],
    ),
];

const TIMES: &[&str] = &[
    "DateTime<Local>",
    "DateTime<Utc>",
    "MysqlTime",
    "NaiveDateTime",
    "OffsetDateTime",
    "PgTimestamp",
    "PrimitiveDateTime",
    "String",
    "SystemTime",
    "str",
];

const POSTGRES: &[Known] = &[
    (
        &["Timestamptz"],
        "chrono::DateTime<chrono::Utc>",
        CHRONO,
        TIMES,
    ),
    (&["Uuid"], "uuid::Uuid", Some(("uuid", "uuid")), &[]),
    (
        &["Interval"],
        "diesel::pg::data_types::PgInterval",
        None,
        &["Duration"],
    ),
    (&["Money"], "diesel::pg::data_types::PgMoney", None, &[]),
    (&["Oid"], "u32", None, &[]),
    (&["PgLsn"], "diesel::pg::data_types::PgLsn", None, &[]),
    (&["CChar"], "u8", None, &[]),
    (&["MacAddr", "Macaddr"], "[u8; 6]", None, &[]),
    (&["MacAddr8", "Macaddr8"], "[u8; 8]", None, &[]),
    (
        &["Inet", "Cidr"],
        "ipnetwork::IpNetwork",
        Some(("ipnetwork", "network-address")),
        &["IpNet", "IpAddr"],
    ),
];

const MYSQL: &[Known] = &[(&["TinyInt", "Tinyint"], "i8", None, &[])];

/// Numbers without a sign.
const UNSIGNED: &[(&str, &str)] = &[("i8", "u8"), ("i16", "u16"), ("i32", "u32"), ("i64", "u64")];

/// Ranges by their names: those of PostgreSQL, and what they are over.
const RANGES: &[(&str, &str, bool)] = &[
    ("Int4range", "Int4", false),
    ("Int8range", "Int8", false),
    ("Numrange", "Numeric", false),
    ("Tsrange", "Timestamp", false),
    ("Tstzrange", "Timestamptz", false),
    ("Daterange", "Date", false),
    ("Int4multirange", "Int4", true),
    ("Int8multirange", "Int8", true),
    ("Nummultirange", "Numeric", true),
    ("Tsmultirange", "Timestamp", true),
    ("Tstzmultirange", "Timestamptz", true),
    ("Datemultirange", "Date", true),
];

/// The Rust type of what a column holds; `None` where Diesel has none.
pub(super) fn of(database: Database, data_type: &DieselType) -> Option<RustType> {
    if data_type.sql_name.is_some() {
        return None;
    }
    let scalar = match data_type.wrappers.as_slice() {
        [] => match RANGES.iter().find(|(name, ..)| *name == data_type.name) {
            Some((_, over, several)) if database == Database::Postgres => {
                range(scalar(database, over, false)?, *several)
            }
            _ => scalar(database, &data_type.name, data_type.unsigned)?,
        },
        [wrapper] => range(
            scalar(database, &data_type.name, false)?,
            wrapper == "Multirange",
        ),
        _ => return None,
    };
    Some(around(scalar, data_type))
}

/// The type with the array around it, if there is one.
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

fn scalar(database: Database, name: &str, unsigned: bool) -> Option<RustType> {
    let of_database = match database {
        Database::Postgres => POSTGRES,
        Database::Mysql => MYSQL,
        _ => &[],
    };
    let mut all = of_database.iter().chain(COMMON);
    let (_, text, needs, also) = all.find(|(names, ..)| names.contains(&name))?;
    let text = match unsigned {
        false => *text,
        true => UNSIGNED.iter().find(|(signed, _)| signed == text)?.1,
    };
    Some(RustType {
        text: text.to_owned(),
        needs: *needs,
        also,
    })
}

/// Whether a type, by the last names of its paths, is one that Diesel knows for some SQL type. Any
/// other is the project's own, and may stand for anything.
pub(super) fn is_known(text: &str) -> bool {
    let mut all = COMMON.iter().chain(POSTGRES).chain(MYSQL);
    UNSIGNED.iter().any(|(_, unsigned)| *unsigned == text)
        || all.any(|(_, known, _, also)| last_names(known) == text || also.contains(&text))
}

/// A type with the last names of its paths alone, without blanks: `DateTime<Utc>`.
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
