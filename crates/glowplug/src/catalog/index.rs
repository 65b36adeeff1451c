use serde::{Deserialize, Serialize};

/// An index that no constraint made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Its name; it stands in the schema of its table.
    pub name: String,
    /// Whether each key may stand in it once.
    pub unique: bool,
    /// `btree`, `gin`, `FULLTEXT`…
    pub method: String,
    /// What it is ordered by.
    pub keys: Vec<IndexKey>,
    /// `INCLUDE`.
    pub include: Vec<String>,
    /// `WHERE`, as the database writes it.
    pub predicate: Option<String>,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// Whether it is complete; a failed `CREATE INDEX CONCURRENTLY` leaves one that is not.
    pub valid: bool,
    /// Storage parameters, `INVISIBLE`, `WITH PARSER`…; ordered.
    pub options: Vec<String>,
    /// `COMMENT ON INDEX`.
    pub comment: Option<String>,
}

/// One part of an index's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexKey {
    /// The column, if it is one.
    pub column: Option<String>,
    /// The expression as the database writes it, if it is none.
    pub expression: Option<String>,
    /// The collation where it is not the column's own.
    pub collation: Option<String>,
    /// The operator class where it is not the default of the type, with its parameters.
    pub operator_class: Option<String>,
    /// `DESC`.
    pub descending: bool,
    /// Whether `NULL` comes first, as it does where nothing is said and the order is `DESC`.
    pub nulls_first: bool,
    /// MySQL: how many characters of the column.
    pub prefix: Option<u32>,
}
