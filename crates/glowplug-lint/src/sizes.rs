//! How large the tables of a real database are: the file `db-stats.json`.

mod words;

use std::collections::BTreeMap;
use std::path::Path;

use glowplug::Database;
use glowplug::model::TableInfo;
use serde::{Deserialize, Serialize};

use crate::action::Name;

/// The version of the file's format.
const FORMAT: u32 = 1;

/// The sizes of the tables in a database: numbers only, no values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// The version of the format.
    format: u32,
    /// The database.
    database: Database,
    /// The version of the server.
    server: String,
    /// The tables, by schema and name.
    tables: Vec<TableSize>,
}

/// The size of a table, and how much it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSize {
    /// The schema, if the database has schemas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The name.
    pub name: String,
    /// The number of rows.
    pub rows: Option<u64>,
    /// Whether the rows were counted; otherwise the server estimates them.
    #[serde(default)]
    pub rows_exact: bool,
    /// The size with indexes, in bytes.
    pub bytes: Option<u64>,
    /// How often the table was read, as a whole or through an index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scans: Option<u64>,
    /// How many rows were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<u64>,
    /// How many rows were inserted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inserts: Option<u64>,
    /// How many rows were updated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates: Option<u64>,
    /// How many rows were deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deletes: Option<u64>,
}

/// A file of sizes that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum UnusableSizes {
    /// It cannot be read.
    #[error("`{path}` cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// It is not what `stats export` writes.
    #[error("`{path}` is not what `stats export` writes, in line {line}")]
    Malformed {
        /// The file.
        path: String,
        /// The line. What is in it is not shown: it may be another file.
        line: usize,
    },
    /// A newer version has written it.
    #[error("`{path}` has format {found}, and this version reads format {FORMAT}")]
    Newer {
        /// The file.
        path: String,
        /// Its format.
        found: u32,
    },
    /// It is about another database.
    #[error("`{path}` has sizes of {found}, and the migrations are for {wanted}")]
    Other {
        /// The file or address.
        path: String,
        /// The database that it is about.
        found: Database,
        /// The database of the migrations.
        wanted: Database,
    },
}

impl Sizes {
    /// Returns the sizes of the tables that a session lists.
    pub fn of(database: Database, server: String, tables: &[TableInfo]) -> Self {
        let mut tables: Vec<TableSize> = tables.iter().map(TableSize::from).collect();
        tables.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
        Self {
            format: FORMAT,
            database,
            server,
            tables,
        }
    }

    /// Reads the file that `stats export` has written.
    ///
    /// # Errors
    /// A file that cannot be read, or that has another format.
    pub fn read(file: &Path) -> Result<Self, UnusableSizes> {
        let path = || file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|source| UnusableSizes::Unreadable {
            path: path(),
            source,
        })?;
        let sizes: Self =
            serde_json::from_str(&text).map_err(|error| UnusableSizes::Malformed {
                path: path(),
                line: error.line(),
            })?;
        match sizes.format > FORMAT {
            true => Err(UnusableSizes::Newer {
                path: path(),
                found: sizes.format,
            }),
            false => Ok(sizes),
        }
    }

    /// Returns the text of the file.
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("numbers and names are JSON");
        text + "\n"
    }

    /// Checks that these are sizes of this database. `path` names them in the error.
    ///
    /// # Errors
    /// They are of another one.
    pub fn demand(&self, wanted: Database, path: &str) -> Result<(), UnusableSizes> {
        match self.database == wanted {
            true => Ok(()),
            false => Err(UnusableSizes::Other {
                path: path.to_owned(),
                found: self.database,
                wanted,
            }),
        }
    }

    /// Returns the tables.
    pub fn tables(&self) -> &[TableSize] {
        &self.tables
    }

    /// Returns the sizes by the names that rules know.
    pub(crate) fn by_name(&self) -> SizesByName<'_> {
        let mut found = SizesByName::default();
        for table in &self.tables {
            let name = match self.database {
                Database::Postgres => table.name.clone(),
                _ => table.name.to_lowercase(),
            };
            let full = Name {
                schema: table.schema.clone(),
                name: name.clone(),
                ..Name::default()
            };
            found.qualified.insert(full.key(), table);
            found.plain.entry(name).or_default().push(table);
        }
        found
    }
}

/// Sizes by the names of tables.
#[derive(Debug, Default)]
pub(crate) struct SizesByName<'s> {
    qualified: BTreeMap<String, &'s TableSize>,
    plain: BTreeMap<String, Vec<&'s TableSize>>,
}

impl<'s> SizesByName<'s> {
    /// Returns the size of a table. A name without a schema also finds the only table of that name in
    /// another schema, since the search path is not known.
    pub(crate) fn get(&self, name: &Name) -> Option<&'s TableSize> {
        if let Some(found) = self.qualified.get(&name.key()) {
            return Some(found);
        }
        match self.plain.get(&name.name)?.as_slice() {
            [only] if name.schema.is_none() => Some(only),
            _ => None,
        }
    }
}

impl From<&TableInfo> for TableSize {
    fn from(table: &TableInfo) -> Self {
        Self {
            schema: table.schema.clone(),
            name: table.name.clone(),
            rows: table.rows,
            rows_exact: table.rows_exact,
            bytes: table.size_bytes,
            scans: table.scans,
            reads: table.reads,
            inserts: table.inserts,
            updates: table.updates,
            deletes: table.deletes,
        }
    }
}
