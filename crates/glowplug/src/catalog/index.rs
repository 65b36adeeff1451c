//! Indexes of tables and materialized views.

use serde::{Deserialize, Serialize};

/// An index that does not belong to a constraint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Its name; it is in the schema of its table.
    pub name: String,
    /// Whether it is `UNIQUE`.
    pub unique: bool,
    /// `btree`, `gin`, `FULLTEXT`…
    pub method: String,
    /// What it indexes, in order.
    pub keys: Vec<IndexKey>,
    /// `INCLUDE`.
    pub include: Vec<String>,
    /// `WHERE`, as the database prints it.
    pub predicate: Option<String>,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// Whether it is complete; a failed `CREATE INDEX CONCURRENTLY` leaves an invalid one.
    pub valid: bool,
    /// Storage parameters, `INVISIBLE`, `WITH PARSER`…; sorted.
    pub options: Vec<String>,
    /// `COMMENT ON INDEX`.
    pub comment: Option<String>,
}

impl Index {
    /// Returns a plain index over one column.
    pub fn over(name: String, method: &str, column: &str) -> Self {
        Self {
            name,
            unique: false,
            method: method.to_owned(),
            keys: vec![IndexKey {
                column: Some(column.to_owned()),
                ..IndexKey::default()
            }],
            include: Vec::new(),
            predicate: None,
            nulls_not_distinct: false,
            valid: true,
            options: Vec::new(),
            comment: None,
        }
    }
}

/// One column or expression of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexKey {
    /// The column, if it is one.
    pub column: Option<String>,
    /// The expression, as the database prints it, if it is no column.
    pub expression: Option<String>,
    /// The collation, if it differs from that of the column.
    pub collation: Option<String>,
    /// The operator class with its parameters, if it is not the default of the type.
    pub operator_class: Option<String>,
    /// `DESC`.
    pub descending: bool,
    /// Whether `NULL` comes first, which is the default with `DESC`.
    pub nulls_first: bool,
    /// MySQL: the length of an index prefix, in characters.
    pub prefix: Option<u32>,
}
