//! Databases for tests.

// The paths are written out for the tests of another crate, which take this file from here.
#[path = "support/mysql.rs"]
pub(crate) mod mysql;
#[path = "support/project.rs"]
pub(crate) mod project;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use glowplug::dialect;
use glowplug::model::{Address, Database};
use glowplug::session::Session;
use tempfile::TempDir;

/// Says loudly that a test does nothing, and fails where nothing may be skipped.
pub(crate) fn skipped(reason: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {reason}");
    let strict = std::env::var_os("TOMORI_SKIP_NOTHING").is_some();
    assert!(!strict, "{reason}");
}

/// A SQLite file in a folder of its own; both go when this is dropped.
pub(crate) struct TempSqlite {
    folder: TempDir,
    path: PathBuf,
}

impl TempSqlite {
    /// A place for a file; the first session creates it.
    pub(crate) fn new() -> Self {
        Self::named("test.db")
    }

    /// The same with a name of one's own.
    pub(crate) fn named(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        Self { folder, path }
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The file as an address.
    pub(crate) fn address(&self) -> Address {
        Address::parse(self.path.to_str().unwrap()).unwrap()
    }

    /// A new session on it.
    pub(crate) async fn session(&self) -> Box<dyn Session> {
        dialect::connect(&self.address()).await.unwrap()
    }
}

/// A fresh database of any kind; gone when it is dropped.
pub(crate) enum Fresh {
    /// On a private server.
    Postgres(glowplug_local::TestDatabase),
    /// A file.
    Sqlite(TempSqlite),
    /// On the server of `TEST_MYSQL_URL`, the machine's, or one of the tests' own.
    Mysql(mysql::TestDatabase),
}

/// A fresh database. `None` when there is no server of this kind, which is said loudly.
pub(crate) async fn fresh(database: Database) -> Option<Fresh> {
    match database {
        Database::Postgres => {
            let server = glowplug_local::TestServer::shared().unwrap();
            Some(Fresh::Postgres(server.database().unwrap()))
        }
        Database::Sqlite => Some(Fresh::Sqlite(TempSqlite::new())),
        Database::Mysql => mysql::database().await.map(Fresh::Mysql),
    }
}

impl Fresh {
    /// Where it is.
    pub(crate) fn address(&self) -> Address {
        match self {
            Self::Postgres(database) => Address::parse(database.url()).unwrap(),
            Self::Sqlite(file) => file.address(),
            Self::Mysql(database) => database.address(),
        }
    }
}
