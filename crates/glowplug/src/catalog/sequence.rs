//! Sequences.

use serde::{Deserialize, Serialize};

use super::{Column, QualifiedName};

/// A sequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// Its name.
    pub name: QualifiedName,
    /// `bigint`, `integer`, `smallint`.
    pub data_type: String,
    /// `START`.
    pub start: i64,
    /// `INCREMENT`.
    pub increment: i64,
    /// `MINVALUE`.
    pub minimum: i64,
    /// `MAXVALUE`.
    pub maximum: i64,
    /// `CACHE`.
    pub cache: i64,
    /// `CYCLE`.
    pub cycles: bool,
    /// PostgreSQL: `UNLOGGED`, if the table of the column that owns it is not.
    #[serde(default)]
    pub unlogged: bool,
    /// The table and column that own it.
    pub owner: Option<(QualifiedName, String)>,
    /// `COMMENT ON SEQUENCE`.
    pub comment: Option<String>,
}

impl Sequence {
    /// Returns true if it is what `serial` creates for a column of this table, so that it is
    /// created with it.
    pub fn is_serial(&self, table: &QualifiedName, column: &Column) -> bool {
        let maximum = match self.data_type.as_str() {
            "smallint" => i64::from(i16::MAX),
            "integer" => i64::from(i32::MAX),
            _ => i64::MAX,
        };
        let default = column.default.as_deref().unwrap_or_default();
        self.name.schema == table.schema
            && self.name.name == format!("{}_{}_seq", table.name, column.name)
            && self.owner.as_ref() == Some(&(table.clone(), column.name.clone()))
            && self.data_type == column.data_type.sql
            && (self.start, self.increment, self.minimum) == (1, 1, 1)
            && (self.maximum, self.cache, self.cycles, self.unlogged) == (maximum, 1, false, false)
            && self.comment.is_none()
            && !column.nullable
            && default.starts_with("nextval(")
            && default.contains(&self.name.name)
    }
}
