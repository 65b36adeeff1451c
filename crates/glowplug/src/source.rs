//! Migrations: from a folder as Diesel lays it out, from the binary, and in Rust, in one order.
//!
//! A folder of migrations holds one folder each, `<version>_<name>`, with these files:
//!
//! | file | what it is |
//! | --- | --- |
//! | `up.sql` | what the migration does |
//! | `down.sql` | what reverts it |
//! | `after.sql` | runs after `up`, in the same transaction; Diesel ignores it |
//! | `up.postgres.sql`, `up.sqlite.sql`, `up.mysql.sql`, and so for the other two | instead of the plain file on that database; Diesel ignores them |
//! | `metadata.toml` | `run_in_transaction = true` or `false`, and `description = "…"` if you like |
//!
//! As with Diesel, the version is what stands before the first `_`, without hyphens; files beside
//! the folders, names that begin with a dot, other files in a folder and folders inside it are
//! left alone. Where Diesel guesses or picks one of two, we refuse, and say why: two migrations
//! of one version; a `metadata.toml` without `run_in_transaction` (*no transaction* to Diesel),
//! with a key that means nothing, or that cannot be read (*in a transaction* to Diesel); a version
//! without a digit, or longer than Diesel's table holds. We accept one thing that Diesel does not:
//! a folder that has `up.postgres.sql` and its like, and no `up.sql`.
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

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use include_dir::Dir;

pub use code::{CodeMigration, CodeSteps, Prepared, Step, Transaction};
pub use migration::{Body, Migration, SqlMigration};
pub use script::Script;

use crate::error::{Error, FileProblem, Result};
use crate::model::{Database, Version};

/// How many bytes of scripts are kept in memory, so that they are read once.
const KEPT: u64 = 16 * 1_024 * 1_024;

/// Where migrations come from. Folders, embedded files and Rust can be mixed.
#[derive(Clone, Debug, Default)]
pub struct Migrations {
    folders: Vec<PathBuf>,
    embedded: Vec<&'static Dir<'static>>,
    code: Vec<CodeMigration>,
    texts: Vec<TextMigration>,
    read: Vec<Arc<[Migration]>>,
    only: Option<BTreeSet<Version>>,
}

/// A migration whose files are not on the disk, or not there yet.
#[derive(Clone, Debug)]
struct TextMigration {
    name: String,
    files: Vec<(String, Script)>,
}

impl Migrations {
    /// The migrations of a folder.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self {
            folders: vec![path.into()],
            ..Self::default()
        }
    }

    /// The migrations of a folder that is built into the program by the macro
    /// [`include_dir!`](include_dir::include_dir), read and checked as a folder on disk is.
    ///
    /// The compiler notices when a file changes, not when one is added: a `build.rs` with
    /// `println!("cargo::rerun-if-changed=migrations");` makes it.
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

    /// Adds a migration by the name of its folder and its files, `up.sql` and so on, which are
    /// read and checked as a folder on disk is.
    #[must_use]
    pub fn with_files(
        mut self,
        name: impl Into<String>,
        files: impl IntoIterator<Item = (String, Script)>,
    ) -> Self {
        self.texts.push(TextMigration {
            name: name.into(),
            files: files.into_iter().collect(),
        });
        self
    }

    /// The same for one database, read from the disk once, now, as far as there is room.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn in_memory(&self, database: Database) -> Result<Self> {
        Ok(Self {
            read: vec![self.read(database)?.into()],
            ..Self::default()
        })
    }

    /// Leaves out all but these versions.
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

    /// As [`load`](Self::load), with the scripts that apply them, as far as there is room.
    pub(crate) fn read(&self, database: Database) -> Result<Vec<Migration>> {
        let mut migrations = self.load(database)?;
        let mut left = KEPT;
        for migration in &mut migrations {
            migration.keep(&mut left);
        }
        Ok(migrations)
    }

    /// Reads all of them for one database, ordered by version.
    ///
    /// # Errors
    /// [`Error::Files`] with everything that is wrong: two migrations of one
    /// version, a missing `up`, a `metadata.toml` that says nothing or the wrong thing…
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
        let texts: Vec<_> = self.texts.iter().map(TextMigration::folder).collect();
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

impl TextMigration {
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

/// Reads each folder, and notes what is wrong with it.
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
