//! What becomes of values when their column gets another type.

use crate::catalog::Column;

/// What SQLite makes of a value when it stores it
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
    pub(super) fn of(column: &Column) -> Self {
        let declared = &column.data_type.sql;
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

    /// How values may become others.
    pub(super) const fn loses(self, to: Self) -> Option<&'static str> {
        match (self, to) {
            (Self::Text | Self::Blob, Self::Integer | Self::Numeric | Self::Real) => {
                Some("text that looks like a number becomes that number, `007` becomes 7")
            }
            (Self::Integer | Self::Numeric, Self::Real) => {
                Some("whole numbers beyond 2^53 are rounded")
            }
            (Self::Real | Self::Numeric, Self::Text) => Some("numbers become text of 15 digits"),
            _ => None,
        }
    }
}
