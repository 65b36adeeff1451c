//! Determines what happens to values when the type of their column changes.

use glowplug::catalog::{Column, DataType};

use crate::dialect::sqlite::quote::name;
use crate::dialect::sqlite::types::type_name;

/// The affinity of a column, which determines how SQLite converts a value when it stores it
/// (<https://www.sqlite.org/datatype3.html#determination_of_column_affinity>).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}

impl Affinity {
    pub(super) fn of(data_type: &DataType) -> Self {
        let declared = &data_type.sql;
        let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
        if has(&["INT"]) {
            Self::Integer
        } else if has(&["CHAR", "CLOB", "TEXT"]) {
            Self::Text
        } else if has(&["BLOB"]) || declared.is_empty() || declared == "ANY" {
            Self::Blob
        } else if has(&["REAL", "FLOA", "DOUB"]) {
            Self::Real
        } else {
            Self::Numeric
        }
    }
}

/// Returns what a change of type may do to values: how SQLite converts them when it stores them,
/// and how Diesel reads the result. `None` if every value is preserved.
pub(super) fn loss(was: &DataType, is: &DataType) -> Option<&'static str> {
    let name = |data_type: &DataType| type_name(&data_type.sql.to_lowercase());
    let (Some(from), Some(to)) = (name(was), name(is)) else {
        return stored(Affinity::of(was), Affinity::of(is));
    };
    const WHOLE: [&str; 4] = ["Bool", "SmallInt", "Integer", "BigInt"];
    const REAL: [&str; 2] = ["Float", "Double"];
    const TIME: [&str; 3] = ["Date", "Time", "Timestamp"];
    let rank = |name| WHOLE.iter().position(|whole| *whole == name);
    let number = |name| rank(name).is_some() || REAL.contains(&name);
    match (from, to) {
        _ if from == to => None,
        (from, "Bool") if number(from) => Some("each number but 0 is read as true"),
        (from, to) if rank(from).is_some() && rank(to).is_some() => {
            (rank(from) > rank(to)).then_some("numbers beyond the range of the new type are cut")
        }
        (from, to) if REAL.contains(&from) && rank(to).is_some() => {
            Some("the fractions of numbers are cut")
        }
        ("Double", "Float") => Some("digits beyond the precision of the new type are cut"),
        ("Integer" | "BigInt", "Float") => Some("whole numbers beyond 2^24 are rounded"),
        ("Integer" | "BigInt", "Double") => Some("whole numbers beyond 2^53 are rounded"),
        (from, "Text") if REAL.contains(&from) => Some("numbers become text of 15 digits"),
        (from, "Binary") if number(from) => Some("numbers are read as the text of their digits"),
        (from, to) if number(from) && TIME.contains(&to) => Some("a number is no date or time"),
        ("Text" | "Binary", "Bool") => Some("text that is no number is read as false"),
        ("Text" | "Binary", to) if number(to) => {
            Some("text that looks like a number becomes that number, `007` becomes 7")
        }
        ("Binary", "Text") => Some("bytes that are no UTF-8 cannot be read as text"),
        ("Text" | "Binary", to) if TIME.contains(&to) => {
            Some("text that is no such date or time cannot be read")
        }
        (from, to) if TIME.contains(&from) && number(to) => {
            Some("a date or time is read as its first number")
        }
        ("Date", "Timestamp") => None,
        ("Timestamp", "Date") => Some("the time of day goes"),
        (from, to) if TIME.contains(&from) && TIME.contains(&to) => {
            Some("the values cannot be read as the new type")
        }
        _ => None,
    }
}

/// Returns how values may change when they are stored in a column of another affinity.
const fn stored(from: Affinity, to: Affinity) -> Option<&'static str> {
    match (from, to) {
        (
            Affinity::Text | Affinity::Blob,
            Affinity::Integer | Affinity::Numeric | Affinity::Real,
        ) => Some("text that looks like a number becomes that number, `007` becomes 7"),
        (Affinity::Integer | Affinity::Numeric, Affinity::Real) => {
            Some("whole numbers beyond 2^53 are rounded")
        }
        (Affinity::Real | Affinity::Numeric, Affinity::Text) => {
            Some("numbers become text of 15 digits")
        }
        (Affinity::Blob, Affinity::Text) => Some("bytes that are no UTF-8 cannot be read as text"),
        _ => None,
    }
}

/// Returns an expression that converts a value to the type of its new column. SQLite's implicit
/// conversion preserves everything that `CAST` would; only between bytes and text, and between
/// dates and times, is an explicit conversion needed.
pub(super) fn converted(was: &Column, is: &Column) -> String {
    let value = name(&was.name);
    let declared = |column: &Column| type_name(&column.data_type.sql.to_lowercase());
    let blob = |column: &Column| column.data_type.sql.contains("BLOB");
    match (declared(was), declared(is)) {
        (Some("Date"), Some("Timestamp")) => {
            format!("iif(length({value}) = 10, {value} || ' 00:00:00', {value})")
        }
        (Some("Timestamp"), Some("Date")) => {
            format!("iif(typeof({value}) = 'text', substr({value}, 1, 10), {value})")
        }
        _ => match (Affinity::of(&was.data_type), Affinity::of(&is.data_type)) {
            (Affinity::Text, Affinity::Blob) if blob(is) => format!("CAST({value} AS BLOB)"),
            (Affinity::Blob, Affinity::Text) if blob(was) => format!("CAST({value} AS TEXT)"),
            _ => value,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::sqlite::types::from_diesel::written as of;

    /// Checks all pairs of Diesel's types. Each type is listed with those to which every value
    /// converts without loss.
    #[test]
    fn every_pair_of_types_says_what_is_lost() {
        const TYPES: [&str; 11] = [
            "BOOLEAN",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "TEXT",
            "BLOB",
            "DATE",
            "TIME",
            "TIMESTAMP",
        ];
        let keeps = |from: &str| -> &[&str] {
            match from {
                "BOOLEAN" => &["SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "TEXT"],
                "SMALLINT" => &["INTEGER", "BIGINT", "FLOAT", "DOUBLE", "TEXT"],
                "INTEGER" => &["BIGINT", "TEXT"],
                "BIGINT" => &["TEXT"],
                "FLOAT" => &["DOUBLE"],
                "DOUBLE" | "BLOB" => &[],
                "TEXT" => &["BLOB"],
                "DATE" => &["TEXT", "BLOB", "TIMESTAMP"],
                _ => &["TEXT", "BLOB"],
            }
        };
        for from in TYPES {
            for to in TYPES {
                let kept = from == to || keeps(from).contains(&to);
                assert_eq!(loss(&of(from), &of(to)).is_none(), kept, "{from} to {to}");
            }
        }
    }

    #[test]
    fn types_that_diesel_does_not_know_are_judged_by_how_they_are_stored() {
        assert!(loss(&of("JSON"), &of("UUID")).is_none());
        assert!(loss(&of("BLOB"), &of("UUID")).is_some());
        assert!(loss(&of("JSON"), &of("TEXT")).is_some());
    }
}
