//! Migrations from folders in Diesel's layout, from embedded files, and in Rust, in one order.
//!
//! A migrations folder contains one folder per migration, `<version>_<name>`, with these files:
//!
//! | file | contents |
//! | --- | --- |
//! | `up.sql` | applies the migration |
//! | `down.sql` | reverts it |
//! | `after.sql` | runs after `up`, in the same transaction; Diesel ignores it |
//! | `up.postgres.sql`, `up.sqlite.sql`, `up.mysql.sql`, and the same for the other two | used instead of the plain file on that database; Diesel ignores them |
//! | `metadata.toml` | `run_in_transaction = true` or `false`; optionally `description = "…"`, and `irreversible = "…"` with the reason why it cannot be reverted |
//!
//! As in Diesel, the version is the part of the name before the first `_`, without hyphens; files
//! next to the folders, names that begin with a dot, other files in a folder and nested folders are
//! ignored. Where Diesel guesses or picks one of two, Glowplug reports an error: for two migrations
//! with the same version; for a `metadata.toml` without `run_in_transaction` (*no transaction* in
//! Diesel), with an unknown key, or that cannot be parsed (*in a transaction* in Diesel); for a
//! version without a digit, or longer than Diesel's table can store. One thing is accepted that
//! Diesel rejects: a folder with `up.postgres.sql` and the like, but without `up.sql`.
//!
//! ```
//! use glowplug::source::{CodeMigration, CodeSteps, Migrations};
//! use glowplug::{Database, Value};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # std::fs::create_dir(folder.path().join("2026-01-31-120000-0000_create_users"))?;
//! # std::fs::write(folder.path().join("2026-01-31-120000-0000_create_users/up.sql"), "SELECT 1;")?;
//! # let folder = folder.path();
//! let fill = CodeMigration::new("2026-02-01-120000-0000_fill_names", "every user gets a name").on(
//!     Database::Postgres,
//!     CodeSteps::up(|db| {
//!         Box::pin(async move {
//!             let users = db.query("SELECT id FROM users WHERE name IS NULL", &[]).await?;
//!             let mut rename = db.prepare("UPDATE users SET name = $1 WHERE id = $2");
//!             for user in users {
//!                 rename.execute(&[Value::Text("nobody".to_owned()), user[0].clone()]).await?;
//!             }
//!             Ok(())
//!         })
//!     }),
//! );
//! let migrations = Migrations::folder(folder).with(fill).load(Database::Postgres)?;
//! let names: Vec<&str> = migrations.iter().map(|migration| migration.name.as_str()).collect();
//! assert_eq!(
//!     names,
//!     ["2026-01-31-120000-0000_create_users", "2026-02-01-120000-0000_fill_names"]
//! );
//! # Ok(())
//! # }
//! ```

mod code;
mod disk;
mod duplicates;
mod embedded;
mod folder;
mod metadata;
mod migration;
mod script;
mod toml;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use include_dir::Dir;

pub use code::{CodeMigration, CodeSteps, Prepared, Step, Transaction};
pub use migration::{Body, Migration, SqlMigration};
pub use script::Script;

use crate::error::{Error, FileProblem, Result};
use crate::model::{Database, Version};

/// How many bytes of scripts are kept in memory, so that they are read only once.
const KEPT: u64 = 16 * 1_024 * 1_024;

/// A source of migrations. Folders, embedded files and Rust can be combined.
#[derive(Clone, Debug, Default)]
pub struct Migrations {
    folders: Vec<PathBuf>,
    embedded: Vec<&'static Dir<'static>>,
    code: Vec<CodeMigration>,
    texts: Vec<InlineMigration>,
    read: Vec<Arc<[Migration]>>,
    only: Option<BTreeSet<Version>>,
}

/// A migration whose files are not on disk, or not yet.
#[derive(Clone, Debug)]
struct InlineMigration {
    name: String,
    files: Vec<(String, Script)>,
}

impl Migrations {
    /// Creates a source from a folder.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self {
            folders: vec![path.into()],
            ..Self::default()
        }
    }

    /// Creates a source from a folder that is embedded in the program by the macro
    /// [`include_dir!`](include_dir::include_dir); it is read and checked like a folder on disk.
    ///
    /// The compiler notices when a file changes, but not when one is added; for that, add a
    /// `build.rs` with `println!("cargo::rerun-if-changed=migrations");`.
    ///
    /// ```
    /// use glowplug::Database;
    /// use glowplug::source::Migrations;
    /// use include_dir::{Dir, include_dir};
    ///
    /// static MIGRATIONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../migrations");
    ///
    /// # fn main() -> Result<(), glowplug::Error> {
    /// let migrations = Migrations::embedded(&MIGRATIONS).load(Database::Postgres)?;
    /// assert_eq!(migrations[0].name, "2026-01-10-090000-0000_create_extensions");
    /// # Ok(())
    /// # }
    /// ```
    pub fn embedded(folder: &'static Dir<'static>) -> Self {
        Self {
            embedded: vec![folder],
            ..Self::default()
        }
    }

    /// Adds a migration in Rust.
    #[must_use]
    pub fn with(mut self, migration: CodeMigration) -> Self {
        self.code.push(migration);
        self
    }

    /// Adds a migration by the name of its folder and its files, `up.sql` and so on; they are read
    /// and checked like a folder on disk.
    #[must_use]
    pub fn with_files(
        mut self,
        name: impl Into<String>,
        files: impl IntoIterator<Item = (String, Script)>,
    ) -> Self {
        self.texts.push(InlineMigration {
            name: name.into(),
            files: files.into_iter().collect(),
        });
        self
    }

    /// Reads the migrations for one database from disk, once and now, and keeps as many scripts in
    /// memory as there is room for.
    ///
    /// # Errors
    /// The errors of [`load`](Self::load).
    pub fn in_memory(&self, database: Database) -> Result<Self> {
        Ok(Self {
            read: vec![self.read(database)?.into()],
            ..Self::default()
        })
    }

    /// Keeps only these versions.
    #[must_use]
    pub fn only(mut self, versions: BTreeSet<Version>) -> Self {
        self.only = Some(versions);
        self
    }

    /// Adds the migrations of another source.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.folders.extend(other.folders);
        self.embedded.extend(other.embedded);
        self.code.extend(other.code);
        self.texts.extend(other.texts);
        self.read.extend(other.read);
        self
    }

    /// Loads all migrations as [`load`](Self::load) does, and also reads the scripts that apply
    /// them, as many as there is room for.
    pub(crate) fn read(&self, database: Database) -> Result<Vec<Migration>> {
        let mut migrations = self.load(database)?;
        let mut left = KEPT;
        for migration in &mut migrations {
            migration.keep(&mut left);
        }
        Ok(migrations)
    }

    /// Loads all migrations for one database, ordered by version.
    ///
    /// # Errors
    /// [`Error::Files`] with all problems: two migrations with the same version, a missing `up`, an
    /// invalid `metadata.toml`…
    pub fn load(&self, database: Database) -> Result<Vec<Migration>> {
        let mut problems = Vec::new();
        let mut loaded = Vec::new();
        for path in &self.folders {
            let (folders, unreadable) = disk::folders(path);
            problems.extend(unreadable);
            read(&folders, database, &mut loaded, &mut problems);
        }
        for root in &self.embedded {
            let (folders, unreadable) = embedded::folders(root);
            problems.extend(unreadable);
            read(&folders, database, &mut loaded, &mut problems);
        }
        let texts: Vec<_> = self.texts.iter().map(InlineMigration::folder).collect();
        read(&texts, database, &mut loaded, &mut problems);
        for migrations in &self.read {
            loaded.extend_from_slice(migrations);
        }
        for code in &self.code {
            problems.extend(code.problems());
            loaded.push(code.migration());
        }
        loaded.sort_by(|left, right| left.version.cmp(&right.version));
        problems.extend(duplicates::problems(&loaded));
        if let Some(only) = &self.only {
            loaded.retain(|migration| only.contains(&migration.version));
        }
        if problems.is_empty() {
            Ok(loaded)
        } else {
            Err(Error::Files(problems))
        }
    }
}

impl InlineMigration {
    fn folder(&self) -> folder::Folder {
        let items = self.files.iter().map(|(name, script)| folder::Item {
            name: name.clone(),
            is_folder: false,
            script: script.clone(),
        });
        folder::Folder {
            name: self.name.clone(),
            path: PathBuf::from(&self.name),
            items: items.collect(),
        }
    }
}

/// Reads each folder, and collects the problems.
fn read(
    folders: &[folder::Folder],
    database: Database,
    loaded: &mut Vec<Migration>,
    problems: &mut Vec<FileProblem>,
) {
    for folder in folders {
        let (migration, wrong) = folder.read(database);
        loaded.extend(migration);
        problems.extend(wrong);
    }
}
