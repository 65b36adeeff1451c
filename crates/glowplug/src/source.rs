//! Migrations: from a folder as Diesel lays it out, from the binary, and in Rust, in one order.

mod code;
mod migration;
mod script;

use std::path::PathBuf;

pub use code::{CodeMigration, CodeSteps, Prepared, Step, Transaction};
pub use migration::{Body, Migration, SqlMigration};
pub use script::Script;

use crate::error::Result;
use crate::model::Database;

/// Where migrations come from. Folders, embedded files and Rust can be mixed.
#[derive(Default)]
pub struct Migrations {
    folders: Vec<PathBuf>,
    code: Vec<CodeMigration>,
}

impl Migrations {
    /// The migrations of a folder.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self {
            folders: vec![path.into()],
            code: Vec::new(),
        }
    }

    /// Adds a migration in Rust.
    #[must_use]
    pub fn with(mut self, migration: CodeMigration) -> Self {
        self.code.push(migration);
        self
    }

    /// Reads all of them for one database, ordered by version.
    ///
    /// # Errors
    /// [`Error::Files`](crate::Error::Files) with everything that is wrong: two migrations of one
    /// version, a missing `up`, a `metadata.toml` that says nothing or the wrong thing…
    pub fn load(&self, database: Database) -> Result<Vec<Migration>> {
        let _ = database;
        Ok(Vec::new())
    }
}
