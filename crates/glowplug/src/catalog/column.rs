//! Columns of tables, with identity and generated expressions.

use serde::{Deserialize, Serialize};

use super::{DataType, QualifiedName, Sequence};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type with its modifiers.
    pub data_type: DataType,
    /// Whether it accepts `NULL`. SQLite: whether it is not declared `NOT NULL`; a primary key of
    /// SQLite accepts `NULL` unless it is declared `NOT NULL` or is an alias of the rowid.
    pub nullable: bool,
    /// The default, as the database prints it.
    pub default: Option<String>,
    /// `GENERATED … AS IDENTITY`; `AUTO_INCREMENT` on MySQL, `AUTOINCREMENT` on SQLite.
    pub identity: Option<Identity>,
    /// `GENERATED ALWAYS AS (…)`.
    pub generated: Option<Generated>,
    /// The collation, if it differs from that of the type, the table or the database.
    pub collation: Option<String>,
    /// PostgreSQL: what `ALTER COLUMN … SET` changed from the default of the type:
    /// `STORAGE EXTERNAL`, `COMPRESSION lz4`, `STATISTICS 500`, `(n_distinct=5)`. SQLite:
    /// `NOT NULL ON CONFLICT IGNORE`.
    pub storage: Vec<String>,
    /// PostgreSQL: the sequence that this column owns (`serial`).
    pub owned_sequence: Option<QualifiedName>,
    /// MariaDB: the expression of a check that is part of the column, and can be changed only with
    /// it, as the database prints it. `JSON` is `longtext` with `json_valid(…)` here.
    pub check: Option<String>,
    /// MySQL: `ON UPDATE CURRENT_TIMESTAMP`.
    pub on_update: Option<String>,
    /// MySQL: whether `SELECT *` skips it.
    #[serde(default)]
    pub invisible: bool,
    /// PostgreSQL: whether it comes from a parent table (inheritance or partitioning), so that it
    /// is added, dropped and altered with the parent's column.
    #[serde(default)]
    pub inherited: bool,
    /// `COMMENT ON COLUMN`.
    pub comment: Option<String>,
}

/// How the database generates the values of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// `GENERATED ALWAYS`; otherwise `BY DEFAULT`.
    pub always: bool,
    /// PostgreSQL: its sequence, if the parameters or the name are not the server's default. The
    /// name is empty if the server chose it: such a name stays when the table or the column is
    /// renamed, and carries no meaning.
    pub sequence: Option<Sequence>,
}

/// An expression from which a column is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The expression, as the database prints it.
    pub expression: String,
    /// Whether it is stored; otherwise it is computed on read.
    pub stored: bool,
}
