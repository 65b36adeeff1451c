//! A folder of migrations that a test writes.

use std::fs;
use std::path::PathBuf;

use glowplug::source::Migrations;
use tempfile::TempDir;

/// A project with a `migrations` folder, gone when it is dropped.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty one.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("migrations")).unwrap();
        Self { folder }
    }

    /// The `migrations` folder.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("migrations")
    }

    /// The folder of one migration.
    pub fn migration_path(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes one file of a migration.
    pub fn file(&self, migration: &str, file: &str, text: &str) -> &Self {
        let folder = self.migration_path(migration);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(file), text).unwrap();
        self
    }

    /// Writes a migration.
    pub fn migration(&self, name: &str, up: &str, down: &str) -> &Self {
        self.file(name, "up.sql", up).file(name, "down.sql", down)
    }

    /// A migration that makes one table and drops it again.
    pub fn table(&self, migration: &str, table: &str) -> &Self {
        self.migration(
            migration,
            &format!("CREATE TABLE {table} (id INTEGER PRIMARY KEY, note VARCHAR(50));\n"),
            &format!("DROP TABLE {table};\n"),
        )
    }

    /// Says that a migration runs without a transaction.
    pub fn without_transaction(&self, migration: &str) -> &Self {
        self.file(migration, "metadata.toml", "run_in_transaction = false\n")
    }

    /// Takes a migration's folder away.
    pub fn remove(&self, migration: &str) {
        fs::remove_dir_all(self.migration_path(migration)).unwrap();
    }

    /// The migrations as a runner takes them.
    pub fn migrations(&self) -> Migrations {
        Migrations::folder(self.path())
    }
}
