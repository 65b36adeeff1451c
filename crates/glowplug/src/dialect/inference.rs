//! What Diesel takes a schema for: which tables it knows, and with which keys, joins and types.

mod name;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use regex::Regex;

use crate::catalog::{
    Catalog, Column, ConstraintKind, DieselType, Domain, QualifiedName, Table, TypeName,
};
use crate::model::Database;

pub use name::{is_identifier, rust_name};

/// How `diesel print-schema` reads the schema of one database. Diesel's rules are kept with their
/// oddities: `schema.rs` is compared with what it prints.
pub trait Inference: Sync {
    /// Whether a table of this schema (`None`: of the default one) is printed at all.
    fn prints(&self, catalog: &Overview<'_>, table: &Table, schema: Option<&str>) -> bool;

    /// The schema whose tables are printed without one.
    fn default_schema<'a>(&self, catalog: &Overview<'a>) -> Option<&'a str>;

    /// The columns as they stand in the table, with those that it has without saying so.
    fn columns<'a>(&self, table: &'a Table) -> Vec<Cow<'a, Column>>;

    /// Which of two columns stands first when they are sorted by name.
    fn order(&self, one: &str, other: &str) -> Ordering {
        one.cmp(other)
    }

    /// The columns of the primary key; empty when Diesel finds none.
    fn primary_key(&self, catalog: &Overview<'_>, table: &Table) -> Vec<String>;

    /// The foreign keys of the tables of this schema, in any order.
    fn references(&self, catalog: &Overview<'_>, schema: Option<&str>) -> Vec<Reference>;

    /// The values of a column that is of an enum, in their order.
    fn values(&self, catalog: &Overview<'_>, column: &Column) -> Option<Vec<String>> {
        let _ = (catalog, column);
        None
    }

    /// Whether the database counts the values of a column by itself.
    fn counts(&self, table: &Table, column: &Column) -> bool {
        let _ = table;
        let serial = column.owned_sequence.is_some() && column.default.is_some();
        column.identity.is_some() || serial
    }

    /// The type of a column.
    ///
    /// # Errors
    /// A type that Diesel refuses.
    fn column_type(
        &self,
        catalog: &Overview<'_>,
        table: &Table,
        column: &Column,
        choices: &TypeChoices<'_>,
    ) -> Result<DieselType, UnknownType>;
}

/// A catalog with its objects by name.
pub struct Overview<'a> {
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
impl<'a> Overview<'a> {
    /// Looks through a catalog.
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
        // With its hidden columns a virtual table stands among the belongings again.
        let tables = catalog.tables.iter().chain(&catalog.belongings.0);
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

    /// All tables, also those that belong to something else, each once.
    pub fn printable(&self) -> impl Iterator<Item = &'a Table> {
        self.tables.values().copied()
    }

    /// The table of this name.
    pub fn table(&self, name: &QualifiedName) -> Option<&'a Table> {
        self.tables.get(name).copied()
    }

    /// The tables that are direct parts of one.
    pub(crate) fn parts(&self, of: &QualifiedName) -> &[&'a Table] {
        self.parts.get(of).map_or(&[], Vec::as_slice)
    }

    /// The domain of this name.
    pub(crate) fn domain(&self, name: &TypeName) -> Option<&'a Domain> {
        self.domains
            .get(&(name.schema.as_deref(), name.name.as_str()))
            .copied()
    }

    /// Whether some primary key has this name.
    pub(crate) fn names_a_primary_key(&self, name: &str) -> bool {
        self.keys.contains(name)
    }
}

/// What a project may choose about types.
#[derive(Clone, Copy, Debug, Default)]
pub struct TypeChoices<'a> {
    /// PostgreSQL: the domains that are types of their own, not what they are made of.
    pub domains: &'a [Regex],
    /// SQLite: whether `INTEGER PRIMARY KEY`, and what references it, has 64 bits.
    pub wide_row_ids: bool,
}

/// A type that Diesel refuses, as the database names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownType(pub String);

/// A foreign key as Diesel sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The table it stands on.
    pub child: QualifiedName,
    /// Its columns.
    pub columns: Vec<String>,
    /// The table it references.
    pub parent: QualifiedName,
    /// That table's columns.
    pub referenced: Vec<String>,
}

impl Reference {
    /// All foreign keys of a table.
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

/// How Diesel reads the schemas of a database; `None` when the database's feature is not built in.
#[allow(unreachable_patterns, reason = "only without some features")]
pub fn inference(database: Database) -> Option<&'static dyn Inference> {
    match database {
        #[cfg(feature = "postgres")]
        Database::Postgres => Some(&super::postgres::PostgresTypes),
        #[cfg(feature = "sqlite")]
        Database::Sqlite => Some(&super::sqlite::SqliteTypes),
        #[cfg(feature = "mysql")]
        Database::Mysql => Some(&super::mysql::MysqlTypes),
        _ => None,
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
