//! Tables, their partitioning and row-level security.

use serde::{Deserialize, Serialize};

use super::{Column, Constraint, ConstraintKind, Index, Policy, QualifiedName, Rule, Trigger};

/// A table with everything that is part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: QualifiedName,
    /// Its columns, in order.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Its constraints, sorted by name; the unnamed ones of SQLite by definition. Those that it has
    /// from a parent (partitioning or inheritance) are listed only there.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// Its indexes, sorted by name, without those of constraints, and without the partitions of an
    /// index of its parent.
    #[serde(default)]
    pub indexes: Vec<Index>,
    /// Its triggers, sorted by name, without those of its parent.
    #[serde(default)]
    pub triggers: Vec<Trigger>,
    /// Its policies, sorted by name.
    #[serde(default)]
    pub policies: Vec<Policy>,
    /// Its rules, sorted by name.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// Its row-level security.
    pub row_security: RowSecurity,
    /// How it is partitioned.
    pub partitioned: Option<Partitioned>,
    /// The partition of another table that it is.
    pub partition_of: Option<Partition>,
    /// The tables it inherits from, in order; not the parent of a partition.
    pub inherits: Vec<QualifiedName>,
    /// PostgreSQL: the composite type that its columns come from (`CREATE TABLE … OF type`).
    #[serde(default)]
    pub of_type: Option<QualifiedName>,
    /// PostgreSQL: `UNLOGGED`.
    pub unlogged: bool,
    /// PostgreSQL: `REPLICA IDENTITY`, in the syntax of the statement, if it is not `DEFAULT`.
    pub replica_identity: Option<String>,
    /// Storage parameters of PostgreSQL (`fillfactor=70`), table options of MySQL
    /// (`ENGINE=InnoDB`), `STRICT` and `WITHOUT ROWID` of SQLite; sorted.
    pub options: Vec<String>,
    /// SQLite: the module and arguments of a virtual table, as they follow `USING`.
    pub virtual_module: Option<String>,
    /// SQLite: the statement that created it, as the database stores it; empty elsewhere. Not
    /// compared.
    #[serde(skip)]
    pub sql: Definition,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
}

/// A text that repeats the fields beside it, and therefore is equal to every other.
#[derive(Clone, Debug, Default)]
pub struct Definition(pub String);

impl PartialEq for Definition {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Definition {}

/// Tables that are not compared; equal to every other list.
#[derive(Clone, Debug, Default)]
pub struct InternalTables(pub Vec<Table>);

impl PartialEq for InternalTables {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for InternalTables {}

/// How a table is partitioned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partitioned {
    /// As the database prints it: `RANGE (created_at)`; on MySQL with all partitions.
    pub by: String,
}

/// A partition of another table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partition {
    /// The partitioned table.
    pub parent: QualifiedName,
    /// As the database prints it: `FOR VALUES FROM (1) TO (10)`, `DEFAULT`.
    pub bound: String,
}

/// The row-level security of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSecurity {
    /// `ENABLE ROW LEVEL SECURITY`.
    pub enabled: bool,
    /// `FORCE ROW LEVEL SECURITY`: also for the owner.
    pub forced: bool,
}

impl Table {
    /// Returns the column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns the columns of its own primary key, in order; empty if there is none. A partition
    /// has none of its own: see [`Catalog::primary_key`](super::Catalog::primary_key).
    pub fn primary_key(&self) -> &[String] {
        let mut keys = self.constraints.iter().map(|constraint| &constraint.kind);
        keys.find_map(|kind| match kind {
            ConstraintKind::PrimaryKey { columns, .. } => Some(columns.as_slice()),
            _ => None,
        })
        .unwrap_or_default()
    }
}
