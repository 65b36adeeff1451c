//! Descriptions of servers and tables, for display.

use serde::Serialize;

/// The server and one database on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerInfo {
    /// The version, for example `PostgreSQL 15.20` or `MariaDB 10.11.19`.
    pub version: String,
    /// The name of the database, or the file.
    pub database: String,
    /// The user of the session, if the database has users.
    pub user: Option<String>,
    /// The size on disk, in bytes.
    pub size_bytes: u64,
}

/// A table in an overview.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableInfo {
    /// The schema, if the database has schemas.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
    /// The number of rows: an estimate of the server if `rows_exact` is false.
    pub rows: Option<u64>,
    /// Whether `rows` was counted.
    pub rows_exact: bool,
    /// The size on disk with indexes, in bytes, if the database reports it.
    pub size_bytes: Option<u64>,
    /// How often the table was read since the statistics were reset, as a whole or through an index,
    /// if the database tracks it.
    pub scans: Option<u64>,
    /// The number of rows that were read, if the database tracks it.
    pub reads: Option<u64>,
    /// The number of rows inserted since the statistics were reset, if the database tracks it.
    pub inserts: Option<u64>,
    /// The number of rows updated.
    pub updates: Option<u64>,
    /// The number of rows deleted.
    pub deletes: Option<u64>,
    /// The comment.
    pub comment: Option<String>,
}

/// A table with its columns, keys and other parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TableDescription {
    /// The schema, if the database has schemas.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
    /// `table`, `view`, `materialized view`, `partitioned table`…
    pub kind: String,
    /// The comment.
    pub comment: Option<String>,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The keys and indexes, the primary key first.
    pub indexes: Vec<Index>,
    /// The foreign keys of this table.
    pub foreign_keys: Vec<ForeignKey>,
    /// The foreign keys of other tables that reference this one, as `table (columns)`.
    pub referenced_by: Vec<String>,
    /// Check constraints, each with its name if it has one.
    pub checks: Vec<String>,
    /// The names of the triggers.
    pub triggers: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// The name.
    pub name: String,
    /// The type, as the database prints it.
    pub data_type: String,
    /// Whether it accepts `NULL`.
    pub nullable: bool,
    /// The default, generated expression or identity, as the database prints it.
    pub default: Option<String>,
    /// The comment.
    pub comment: Option<String>,
}

/// An index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    /// The name; a key of SQLite may have none.
    pub name: Option<String>,
    /// Whether it belongs to the primary key.
    pub primary: bool,
    /// Whether it is unique.
    pub unique: bool,
    /// Whether it is complete; an interrupted `CREATE INDEX CONCURRENTLY` leaves an invalid one.
    pub valid: bool,
    /// The definition: `PRIMARY KEY (id)`, `UNIQUE btree (name, age DESC) WHERE age > 0`.
    pub definition: String,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ForeignKey {
    /// The name; SQLite may have none.
    pub name: Option<String>,
    /// The definition: `(user_id) → users (user_id) on delete cascade`.
    pub definition: String,
}
