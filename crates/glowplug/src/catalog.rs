//! What a schema consists of, as plain data, the same for PostgreSQL, SQLite and MySQL; what a
//! database does not have stays empty there.
//!
//! A catalog is read by [`Inspect::schema`](crate::session::Inspect::schema). It holds the objects
//! of the project: nothing of the system, of extensions, or of the bookkeeping. Two equal catalogs
//! are equal schemas: numbers that the server hands out (OIDs) are left out, lists are ordered by
//! name, and expressions stand as the server writes them, with names qualified only outside of
//! [`Catalog::default_schema`].
//!
//! What has no place in a catalog is neither compared nor written: it stays as it is where its
//! object stays, and is lost with an object that is dropped and created again (a view, a function,
//! a column whose expression changes). On PostgreSQL that is
//!
//! - who owns an object, and what is granted on it; default privileges, roles, security labels;
//! - statistics objects (`CREATE STATISTICS`), tablespaces, access methods, the mark of `CLUSTER`;
//! - foreign tables and servers, event triggers, publications and subscriptions;
//! - operators, their classes and families, casts, conversions, collations and text search objects
//!   that the project itself creates;
//! - that a table is typed (`CREATE TABLE … OF`), defaults of views' columns, whether a
//!   materialized view is filled, comments on attributes of types and on the indexes of constraints;
//! - the rows of tables, and where sequences stand.

mod column;
mod constraint;
mod diesel;
mod index;
mod name;
mod pattern;
mod policy;
mod routine;
mod sequence;
mod table;
mod types;
mod view;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use column::{Column, Generated, Identity};
pub use constraint::{Constraint, ConstraintKind, Deferral, ForeignKey, Match, ReferentialAction};
pub use diesel::DieselType;
pub use index::{Index, IndexKey};
pub use name::{Object, ObjectName, QualifiedName};
pub use pattern::fits;
pub use policy::Policy;
pub use routine::{Function, FunctionKind, Trigger, TriggerState};
pub use sequence::Sequence;
pub use table::{Belongings, Definition, Partition, Partitioned, RowSecurity, Table};
pub use types::{Composite, DataType, Domain, DomainCheck, EnumType, Extension, Range, Schema};
pub use types::{TypeKind, TypeName};
pub use view::{Rule, View};

use crate::model::Database;

/// A whole schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// Which kind of database it stands in.
    pub database: Database,
    /// The schema whose names stand alone: the first of PostgreSQL's `search_path`; `None` on
    /// SQLite and MySQL, where names have none.
    pub default_schema: Option<String>,
    /// MySQL: the options of a table that says none, which therefore stand in no table:
    /// `COLLATE=utf8mb4_general_ci ENGINE=InnoDB`. Not part of what is compared.
    #[serde(skip)]
    pub table_defaults: Definition,
    /// PostgreSQL: all but the system's.
    pub schemas: Vec<Schema>,
    /// PostgreSQL.
    pub extensions: Vec<Extension>,
    /// PostgreSQL. An enum of MySQL is the type of its column.
    pub enums: Vec<EnumType>,
    /// PostgreSQL.
    pub domains: Vec<Domain>,
    /// PostgreSQL: those made by `CREATE TYPE`, not the rows of tables.
    pub composites: Vec<Composite>,
    /// PostgreSQL.
    pub ranges: Vec<Range>,
    /// PostgreSQL and MariaDB: those that no identity column owns.
    pub sequences: Vec<Sequence>,
    /// Tables, with all that stands on them.
    pub tables: Vec<Table>,
    /// Tables that belong to something else, and are only printed: those of PostgreSQL's extensions,
    /// those that SQLite's virtual tables keep for themselves, and these once more with their hidden
    /// columns. Not part of what is compared.
    #[serde(skip)]
    pub belongings: Belongings,
    /// Views, materialized ones too.
    pub views: Vec<View>,
    /// Functions, procedures, aggregates; on MySQL events too.
    pub functions: Vec<Function>,
    /// What uses what, as far as the server knows, without what follows from the data itself
    /// (a column from its table, a foreign key from the table it references). Ordered.
    pub dependencies: Vec<Dependency>,
}

/// One object that cannot be without another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dependency {
    /// What would break.
    pub object: ObjectName,
    /// What it uses.
    pub uses: ObjectName,
}

impl fmt::Display for Dependency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { object, uses } = self;
        let (kind, used) = (object.kind(), uses.kind());
        write!(formatter, "{kind} {object} uses {used} {uses}")
    }
}

impl Catalog {
    /// A schema without anything in it.
    pub const fn empty(database: Database) -> Self {
        Self {
            database,
            default_schema: None,
            table_defaults: Definition(String::new()),
            schemas: Vec::new(),
            extensions: Vec::new(),
            enums: Vec::new(),
            domains: Vec::new(),
            composites: Vec::new(),
            ranges: Vec::new(),
            sequences: Vec::new(),
            tables: Vec::new(),
            belongings: Belongings(Vec::new()),
            views: Vec::new(),
            functions: Vec::new(),
            dependencies: Vec::new(),
        }
    }

    /// The table of this name.
    pub fn table(&self, name: &QualifiedName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == *name)
    }

    /// The sequence of a `serial` column, if the column is what `serial` would make again. Such a
    /// sequence is created and dropped with its column.
    pub fn serial(&self, table: &QualifiedName, column: &Column) -> Option<&Sequence> {
        let name = column.owned_sequence.as_ref()?;
        let sequence = self.sequences.iter().find(|other| other.name == *name)?;
        sequence.is_serial(table, column).then_some(sequence)
    }

    /// The columns of a table's primary key, in its order; a partition has that of the whole.
    pub fn primary_key<'a>(&'a self, table: &'a Table) -> &'a [String] {
        let mut keys = self.with_wholes(table).map(Table::primary_key);
        keys.find(|key| !key.is_empty()).unwrap_or_default()
    }

    /// The foreign keys of a table; a partition has those of the whole too.
    pub fn foreign_keys<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a ForeignKey> {
        let constraints = self.with_wholes(table).flat_map(|table| &table.constraints);
        constraints.filter_map(Constraint::foreign_key)
    }

    /// A table and what it is a part of.
    fn with_wholes<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a Table> {
        std::iter::successors(Some(table), |table| {
            self.table(&table.partition_of.as_ref()?.parent)
        })
    }

    /// Whether names of this schema stand alone.
    pub fn is_default(&self, schema: Option<&str>) -> bool {
        schema.is_none() || schema == self.default_schema.as_deref()
    }
}
