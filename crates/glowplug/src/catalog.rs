//! A whole schema as plain data, in the same form for PostgreSQL, SQLite and MySQL. What a database
//! does not have is left empty.
//!
//! [`Inspect::schema`](crate::session::Inspect::schema) reads a catalog. It contains the objects of
//! the project, and none of the system, of extensions, or of the bookkeeping. Two schemas are equal
//! if their catalogs are equal: numbers assigned by the server (OIDs) are left out, lists are
//! sorted by name, and expressions are in the form in which the server prints them, with names
//! qualified only outside of [`Catalog::default_schema`].
//!
//! Most kinds of objects have a type of their own. The remaining kinds of PostgreSQL are an
//! [`OtherObject`]: compared and written as a whole, by the statements that create it (collations,
//! operators, casts, publications, statistics, privileges, owners, cluster marks, tablespaces…).
//!
//! What a catalog cannot represent is neither compared nor written. [`Catalog::uncompared`] lists
//! the objects of such kinds that a PostgreSQL database has: base types, parsers and templates of
//! text search, user mappings and subscriptions (they contain passwords), security labels, large
//! objects, access methods of tables, materialized views that are not populated, settings of the
//! database. Not listed are roles, tablespaces and other databases, which belong to the server; the
//! rows of tables; and the current values of sequences.

mod column;
mod constraint;
mod describe;
mod diesel;
mod index;
mod name;
mod other;
mod pattern;
mod policy;
mod routine;
mod sequence;
mod table;
mod type_usage;
mod types;
mod view;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use column::{Column, Generated, Identity};
pub use constraint::{Constraint, ConstraintKind, Deferral, ForeignKey, Match, ReferentialAction};
pub use diesel::DieselType;
pub use index::{Index, IndexKey};
pub use name::{Object, ObjectName, QualifiedName};
pub use other::{OtherKind, OtherObject, Uncompared, UncomparedList};
pub use pattern::fits;
pub use policy::Policy;
pub use routine::{Function, FunctionKind, Maker, Makers, Trigger, TriggerState};
pub use sequence::Sequence;
pub use table::{Definition, InternalTables, Partition, Partitioned, RowSecurity, Table};
pub use type_usage::MadeOf;
pub use types::{Composite, DataType, Domain, DomainCheck, EnumType, Extension, Range, Schema};
pub use types::{TypeKind, TypeName};
pub use view::{Rule, View};

use crate::model::Database;

/// A whole schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// The database that it describes.
    pub database: Database,
    /// The schema whose names need no qualification: the first of PostgreSQL's `search_path`;
    /// `None` on SQLite and MySQL, where a catalog has no schemas.
    pub default_schema: Option<String>,
    /// MySQL: the options of a table that sets none, which are therefore left out of the tables:
    /// `COLLATE=utf8mb4_general_ci ENGINE=InnoDB`. Not compared.
    #[serde(skip)]
    pub table_defaults: Definition,
    /// MySQL: the definer and `sql_mode` of views, triggers and routines, if they differ from those
    /// of the session that read the catalog. SQLite: the original text of statements that contain
    /// comments. Not compared.
    #[serde(skip)]
    pub makers: Makers,
    /// PostgreSQL: all schemas except the system's.
    pub schemas: Vec<Schema>,
    /// PostgreSQL: installed extensions.
    pub extensions: Vec<Extension>,
    /// PostgreSQL: enum types. An enum of MySQL is the type of its column.
    pub enums: Vec<EnumType>,
    /// PostgreSQL: domains.
    pub domains: Vec<Domain>,
    /// PostgreSQL: types created by `CREATE TYPE`, not the row types of tables.
    pub composites: Vec<Composite>,
    /// PostgreSQL: range types.
    pub ranges: Vec<Range>,
    /// PostgreSQL and MariaDB: sequences that no identity column owns.
    pub sequences: Vec<Sequence>,
    /// Tables, with everything that is part of them.
    pub tables: Vec<Table>,
    /// Tables that belong to something else and are only printed: those of PostgreSQL's extensions,
    /// the shadow tables of SQLite's virtual tables, and the virtual tables once more with their
    /// hidden columns. Not compared.
    #[serde(skip)]
    pub internal_tables: InternalTables,
    /// Views, including materialized views.
    pub views: Vec<View>,
    /// Functions, procedures, aggregates; on MySQL also events.
    pub functions: Vec<Function>,
    /// PostgreSQL: objects that are compared and written as a whole: collations, operators,
    /// publications, privileges…
    #[serde(default)]
    pub others: Vec<OtherObject>,
    /// Objects of kinds that a catalog cannot represent. Not compared.
    #[serde(skip)]
    pub uncompared: UncomparedList,
    /// Which object depends on which, as far as the server knows, without dependencies that follow
    /// from the data itself (of a column on its table, of a foreign key on the table it
    /// references). Sorted.
    pub dependencies: Vec<Dependency>,
}

/// A dependency: one object that cannot exist without another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dependency {
    /// The dependent object.
    pub object: ObjectName,
    /// The object that it depends on.
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
    /// Returns a schema without any objects.
    pub const fn empty(database: Database) -> Self {
        Self {
            database,
            default_schema: None,
            table_defaults: Definition(String::new()),
            makers: Makers(BTreeMap::new()),
            schemas: Vec::new(),
            extensions: Vec::new(),
            enums: Vec::new(),
            domains: Vec::new(),
            composites: Vec::new(),
            ranges: Vec::new(),
            sequences: Vec::new(),
            tables: Vec::new(),
            internal_tables: InternalTables(Vec::new()),
            views: Vec::new(),
            functions: Vec::new(),
            others: Vec::new(),
            uncompared: UncomparedList(Vec::new()),
            dependencies: Vec::new(),
        }
    }

    /// Returns the table of this name.
    pub fn table(&self, name: &QualifiedName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == *name)
    }

    /// Returns the sequence of a `serial` column, if `serial` would create the same sequence again.
    /// Such a sequence is created and dropped with its column.
    pub fn serial(&self, table: &QualifiedName, column: &Column) -> Option<&Sequence> {
        let name = column.owned_sequence.as_ref()?;
        let sequence = self.sequences.iter().find(|other| other.name == *name)?;
        sequence.is_serial(table, column).then_some(sequence)
    }

    /// Returns the columns of a table's primary key, in order; a partition has that of its parent.
    pub fn primary_key<'a>(&'a self, table: &'a Table) -> &'a [String] {
        let mut keys = self.with_wholes(table).map(Table::primary_key);
        keys.find(|key| !key.is_empty()).unwrap_or_default()
    }

    /// Returns the foreign keys of a table; a partition also has those of its parent.
    pub fn foreign_keys<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a ForeignKey> {
        let constraints = self.with_wholes(table).flat_map(|table| &table.constraints);
        constraints.filter_map(Constraint::foreign_key)
    }

    /// Returns a table and its ancestors, if it is a partition.
    fn with_wholes<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a Table> {
        std::iter::successors(Some(table), |table| {
            self.table(&table.partition_of.as_ref()?.parent)
        })
    }

    /// Adds a schema to the names of tables and views that have none.
    #[cfg(any(feature = "mysql", feature = "sqlite"))]
    pub(crate) fn qualify(&mut self, schema: &str) {
        let qualify = |name: &mut QualifiedName| {
            name.schema.get_or_insert_with(|| schema.to_owned());
        };
        for table in self.tables.iter_mut().chain(&mut self.internal_tables.0) {
            qualify(&mut table.name);
            for constraint in &mut table.constraints {
                if let ConstraintKind::Foreign(key) = &mut constraint.kind {
                    qualify(&mut key.references);
                }
            }
        }
        self.views
            .iter_mut()
            .for_each(|view| qualify(&mut view.name));
    }

    /// Returns true if names of this schema need no qualification.
    pub fn is_default(&self, schema: Option<&str>) -> bool {
        schema.is_none() || schema == self.default_schema.as_deref()
    }
}
