use serde::{Deserialize, Serialize};

use super::{Column, Constraint, ConstraintKind, Index, Policy, QualifiedName, Rule, Trigger};

/// A table with everything on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: QualifiedName,
    /// Its columns, in the order in which they stand.
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Its constraints, by name; the unnamed ones of SQLite by definition. What it has from a table
    /// that it is a part of or inherits from stands there alone.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// Its indexes, by name, without those that constraints make, and without the parts of an
    /// index of the table that it is a part of.
    #[serde(default)]
    pub indexes: Vec<Index>,
    /// Its triggers, by name, without those of the table that it is a part of.
    #[serde(default)]
    pub triggers: Vec<Trigger>,
    /// Its policies, by name.
    #[serde(default)]
    pub policies: Vec<Policy>,
    /// Its rules, by name.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// Whether policies hold.
    pub row_security: RowSecurity,
    /// How it is cut into partitions.
    pub partitioned: Option<Partitioned>,
    /// Which part of another table it is.
    pub partition_of: Option<Partition>,
    /// The tables it inherits from, in order, partitions left out.
    pub inherits: Vec<QualifiedName>,
    /// PostgreSQL: `UNLOGGED`.
    pub unlogged: bool,
    /// PostgreSQL: `REPLICA IDENTITY` where it is not `DEFAULT`, as it is written.
    pub replica_identity: Option<String>,
    /// Storage parameters of PostgreSQL (`fillfactor=70`), table options of MySQL
    /// (`ENGINE=InnoDB`), `STRICT` and `WITHOUT ROWID` of SQLite; ordered.
    pub options: Vec<String>,
    /// SQLite: the module and arguments of a virtual table, as written behind `USING`.
    pub virtual_module: Option<String>,
    /// SQLite: the statement that made it, as the database keeps it; empty elsewhere. Not part of
    /// what is compared.
    #[serde(skip)]
    pub sql: Definition,
    /// `COMMENT ON TABLE`.
    pub comment: Option<String>,
}

/// A text that says the same as the fields beside it, and so is equal to every other.
#[derive(Clone, Debug, Default)]
pub struct Definition(pub String);

impl PartialEq for Definition {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Definition {}

/// Tables that are no part of what is compared, and so are equal to all others.
#[derive(Clone, Debug, Default)]
pub struct Belongings(pub Vec<Table>);

impl PartialEq for Belongings {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Belongings {}

/// How a table is cut into partitions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partitioned {
    /// As the database writes it: `RANGE (created_at)`; on MySQL with all partitions.
    pub by: String,
}

/// Which part of another table a table is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partition {
    /// The whole.
    pub parent: QualifiedName,
    /// As the database writes it: `FOR VALUES FROM (1) TO (10)`, `DEFAULT`.
    pub bound: String,
}

/// Whether policies hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowSecurity {
    /// `ENABLE ROW LEVEL SECURITY`.
    pub enabled: bool,
    /// `FORCE ROW LEVEL SECURITY`: for the owner too.
    pub forced: bool,
}

impl Table {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns of its own primary key, in its order; empty when there is none. A partition has
    /// none of its own: [`Catalog::primary_key`](super::Catalog::primary_key).
    pub fn primary_key(&self) -> &[String] {
        let mut keys = self.constraints.iter().map(|constraint| &constraint.kind);
        keys.find_map(|kind| match kind {
            ConstraintKind::PrimaryKey { columns, .. } => Some(columns.as_slice()),
            _ => None,
        })
        .unwrap_or_default()
    }
}
