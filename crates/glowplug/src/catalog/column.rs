use serde::{Deserialize, Serialize};

use super::{DataType, QualifiedName, Sequence};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type with its modifiers.
    pub data_type: DataType,
    /// Whether it takes `NULL`. SQLite: whether it is not declared `NOT NULL`; a primary key in
    /// its tables takes `NULL` unless it says that, or is the number of the row.
    pub nullable: bool,
    /// The default as the database writes it.
    pub default: Option<String>,
    /// `GENERATED … AS IDENTITY`; `AUTO_INCREMENT` on MySQL, `AUTOINCREMENT` on SQLite.
    pub identity: Option<Identity>,
    /// `GENERATED ALWAYS AS (…)`.
    pub generated: Option<Generated>,
    /// The collation where it is not the one of the type, the table or the database.
    pub collation: Option<String>,
    /// PostgreSQL: what `ALTER COLUMN … SET` set where it is not the type's own:
    /// `STORAGE EXTERNAL`, `COMPRESSION lz4`, `STATISTICS 500`, `(n_distinct=5)`. SQLite:
    /// `NOT NULL ON CONFLICT IGNORE`.
    pub storage: Vec<String>,
    /// PostgreSQL: the sequence that this column owns (`serial`).
    pub owned_sequence: Option<QualifiedName>,
    /// MariaDB: a check that is a part of the column, and can be changed only with it: the
    /// expression as the database writes it. `JSON` is `longtext` with `json_valid(…)` here.
    pub check: Option<String>,
    /// MySQL: `ON UPDATE CURRENT_TIMESTAMP`.
    pub on_update: Option<String>,
    /// MySQL: whether `SELECT *` leaves it out.
    #[serde(default)]
    pub invisible: bool,
    /// PostgreSQL: whether it comes from a table that this one inherits from or is a part of, and
    /// so comes, goes and changes its type with that one's column.
    #[serde(default)]
    pub inherited: bool,
    /// `COMMENT ON COLUMN`.
    pub comment: Option<String>,
}

/// How a column counts by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// `GENERATED ALWAYS`; otherwise `BY DEFAULT`.
    pub always: bool,
    /// PostgreSQL: its sequence, where its parameters or its name are not those that the server
    /// chooses. The name is empty where the server chose it: it stays when the table or the column
    /// is renamed, and says nothing.
    pub sequence: Option<Sequence>,
}

/// A column that is computed from others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The expression as the database writes it.
    pub expression: String,
    /// Whether it is stored; otherwise it is computed when it is read.
    pub stored: bool,
}
