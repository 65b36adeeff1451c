use serde::Serialize;

/// The server and one database on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerInfo {
    /// For example `PostgreSQL 15.20` or `MariaDB 10.11.19`.
    pub version: String,
    /// The database's name, or the file.
    pub database: String,
    /// The user of the session, where there are users.
    pub user: Option<String>,
    /// The bytes on disk.
    pub size_bytes: u64,
}

/// A table in an overview.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableInfo {
    /// The schema, where there are schemas.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
    /// How many rows: the server's estimate where `rows_exact` is false.
    pub rows: Option<u64>,
    /// Whether `rows` was counted.
    pub rows_exact: bool,
    /// The bytes on disk with indexes, where the database tells.
    pub size_bytes: Option<u64>,
    /// Rows inserted since the statistics began, where the database counts.
    pub inserts: Option<u64>,
    /// Rows updated.
    pub updates: Option<u64>,
    /// Rows deleted.
    pub deletes: Option<u64>,
    /// The comment.
    pub comment: Option<String>,
}

/// A table with its parts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableDescription {
    /// The schema, where there are schemas.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
    /// `table`, `view`, `materialized view`, `partitioned table`…
    pub kind: String,
    /// The comment.
    pub comment: Option<String>,
    /// The columns in their order.
    pub columns: Vec<Column>,
    /// The indexes, the primary key's among them.
    pub indexes: Vec<Index>,
    /// The foreign keys of this table.
    pub foreign_keys: Vec<ForeignKey>,
    /// The foreign keys of other tables that point here, as `table (columns)`.
    pub referenced_by: Vec<String>,
    /// Check constraints, as the database writes them.
    pub checks: Vec<String>,
    /// Names of triggers.
    pub triggers: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// The name.
    pub name: String,
    /// The type, as the database writes it.
    pub data_type: String,
    /// Whether it may be `NULL`.
    pub nullable: bool,
    /// The default, generated expression or identity, as the database writes it.
    pub default: Option<String>,
    /// The comment.
    pub comment: Option<String>,
}

/// An index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    /// The name.
    pub name: String,
    /// Whether it is the primary key's.
    pub primary: bool,
    /// Whether it is unique.
    pub unique: bool,
    /// Whether it is complete; false for what an interrupted `CREATE INDEX CONCURRENTLY` left.
    pub valid: bool,
    /// The definition, as the database writes it.
    pub definition: String,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ForeignKey {
    /// The name; SQLite has none.
    pub name: Option<String>,
    /// The definition: `(user_id) → users (user_id) on delete cascade`.
    pub definition: String,
}
