//! How Diesel reads a schema: the tables, primary keys, joins and types that `diesel print-schema`
//! finds.

mod name;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use glowplug::catalog::{
    Catalog, Column, ConstraintKind, DieselType, Domain, QualifiedName, Table, TypeName,
};
use regex::Regex;

pub use name::{is_identifier, rust_name};

/// How `diesel print-schema` reads the schema of one database. Its rules are reproduced with their
/// quirks, because `schema.rs` is compared with its output.
pub trait Inference: Sync {
    /// Returns true if a table of this schema (`None` for the default one) is printed at all.
    fn prints(&self, catalog: &CatalogIndex<'_>, table: &Table, schema: Option<&str>) -> bool;

    /// Returns the schema whose tables are printed without qualification.
    fn default_schema<'a>(&self, catalog: &CatalogIndex<'a>) -> Option<&'a str>;

    /// Returns the columns in table order, including implicit ones.
    fn columns<'a>(&self, table: &'a Table) -> Vec<Cow<'a, Column>>;

    /// Compares two column names for sorting.
    fn order(&self, one: &str, other: &str) -> Ordering {
        one.cmp(other)
    }

    /// Returns the columns of the primary key; empty if Diesel finds none.
    fn primary_key(&self, catalog: &CatalogIndex<'_>, table: &Table) -> Vec<String>;

    /// Returns the foreign keys of the tables in this schema, in any order.
    fn references(&self, catalog: &CatalogIndex<'_>, schema: Option<&str>) -> Vec<Reference>;

    /// Returns the values of a column's enum, in order; `None` if its type is not an enum.
    fn values(&self, catalog: &CatalogIndex<'_>, column: &Column) -> Option<Vec<String>> {
        let _ = (catalog, column);
        None
    }

    /// Returns true if a column is auto-increment.
    fn is_auto_increment(&self, table: &Table, column: &Column) -> bool {
        let _ = table;
        let serial = column.owned_sequence.is_some() && column.default.is_some();
        column.identity.is_some() || serial
    }

    /// Returns the type of a column.
    ///
    /// # Errors
    /// A type that Diesel does not support.
    fn column_type(
        &self,
        catalog: &CatalogIndex<'_>,
        table: &Table,
        column: &Column,
        choices: &TypeChoices<'_>,
    ) -> Result<DieselType, UnsupportedType>;
}

/// A catalog, indexed by name.
pub struct CatalogIndex<'a> {
    /// The catalog itself.
    pub catalog: &'a Catalog,
    tables: HashMap<&'a QualifiedName, &'a Table>,
    parts: HashMap<&'a QualifiedName, Vec<&'a Table>>,
    domains: HashMap<(Option<&'a str>, &'a str), &'a Domain>,
    keys: HashSet<&'a str>,
}

#[cfg_attr(
    not(feature = "postgres"),
    expect(
        dead_code,
        reason = "partitions, domains and names of keys are PostgreSQL's"
    )
)]
impl<'a> CatalogIndex<'a> {
    /// Indexes a catalog.
    pub fn new(catalog: &'a Catalog) -> Self {
        let mut parts: HashMap<_, Vec<_>> = HashMap::new();
        let mut keys = HashSet::new();
        for table in &catalog.tables {
            if let Some(partition) = &table.partition_of {
                parts.entry(&partition.parent).or_default().push(table);
            }
            let primary = table
                .constraints
                .iter()
                .filter(|constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey { .. }));
            keys.extend(primary.filter_map(|key| key.name.as_deref()));
        }
        let domains = catalog.domains.iter();
        // Virtual tables are listed once more among the internal tables, with their hidden columns,
        // which override them here.
        let tables = catalog.tables.iter().chain(&catalog.internal_tables.0);
        Self {
            catalog,
            tables: tables.map(|table| (&table.name, table)).collect(),
            parts,
            domains: domains
                .map(|domain| {
                    (
                        (domain.name.schema.as_deref(), domain.name.name.as_str()),
                        domain,
                    )
                })
                .collect(),
            keys,
        }
    }

    /// Returns all tables once each, including internal ones.
    pub fn printable(&self) -> impl Iterator<Item = &'a Table> {
        self.tables.values().copied()
    }

    /// Returns the table of this name.
    pub fn table(&self, name: &QualifiedName) -> Option<&'a Table> {
        self.tables.get(name).copied()
    }

    /// Returns the direct partitions of a table.
    pub(crate) fn parts(&self, of: &QualifiedName) -> &[&'a Table] {
        self.parts.get(of).map_or(&[], Vec::as_slice)
    }

    /// Returns the domain of this name.
    pub(crate) fn domain(&self, name: &TypeName) -> Option<&'a Domain> {
        self.domains
            .get(&(name.schema.as_deref(), name.name.as_str()))
            .copied()
    }

    /// Returns true if any primary key has this name.
    pub(crate) fn names_a_primary_key(&self, name: &str) -> bool {
        self.keys.contains(name)
    }
}

/// A project's settings for types.
#[derive(Clone, Copy, Debug, Default)]
pub struct TypeChoices<'a> {
    /// PostgreSQL: the domains that are treated as types of their own, instead of as their base
    /// types.
    pub domains: &'a [Regex],
    /// SQLite: whether an `INTEGER PRIMARY KEY`, and columns that reference it, are 64 bits wide.
    pub wide_row_ids: bool,
}

/// A type that Diesel does not support, by its name in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsupportedType(pub String);

/// A foreign key as Diesel sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The referencing table.
    pub child: QualifiedName,
    /// The referencing columns.
    pub columns: Vec<String>,
    /// The referenced table.
    pub parent: QualifiedName,
    /// The referenced columns.
    pub referenced: Vec<String>,
}

impl Reference {
    /// Returns all foreign keys of a table.
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    pub(crate) fn of(table: &Table) -> impl Iterator<Item = Self> {
        let keys = table.constraints.iter();
        keys.filter_map(|constraint| constraint.foreign_key())
            .map(|key| Self {
                child: table.name.clone(),
                columns: key.columns.clone(),
                parent: key.references.clone(),
                referenced: key.referenced.clone(),
            })
    }
}

/// The Rust names of the types that Diesel has for every database.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(crate) const COMMON_TYPES: &[&str] = &[
    "Bigint",
    "BigInt",
    "Binary",
    "Bit",
    "Blob",
    "Bool",
    "Char",
    "Date",
    "Decimal",
    "Double",
    "Float",
    "Float4",
    "Float8",
    "Int2",
    "Int4",
    "Int8",
    "Integer",
    "Longblob",
    "Longtext",
    "Mediumblob",
    "Mediumtext",
    "Numeric",
    "Smallint",
    "SmallInt",
    "Text",
    "Time",
    "Timestamp",
    "Tinyblob",
    "Tinytext",
    "Varbinary",
    "Varchar",
    "VarChar",
];
