//! A confined scratch database: what the SQL of a checkout tries ends at its edge, and what is no attack
//! is done as if it were not confined.

mod admitted;
mod attacks;
mod honest;
mod mysql;
mod prepared;

use std::path::PathBuf;

use glowplug_local::{Settings, TestDatabase, TestServer};

use crate::support::place::Observer;
use crate::support::{Project, Ran};

/// A server of its own, with a project's database.
pub(crate) struct Yard {
    server: TestServer,
    database: TestDatabase,
}

impl Yard {
    fn new() -> Self {
        Self::with(Settings::default())
    }

    fn with(settings: Settings) -> Self {
        let server = TestServer::start(settings).unwrap();
        let database = server.database().unwrap();
        Self { server, database }
    }

    /// A project on the database.
    fn project(&self) -> Project {
        Project::empty().with("DATABASE_URL", self.database.url())
    }

    /// The address of the database for another role.
    fn url_of(&self, role: &str) -> String {
        let (scheme, rest) = self.database.url().split_once("://").unwrap();
        let (_, rest) = rest.split_once('@').unwrap_or(("", rest));
        format!("{scheme}://{role}@{rest}")
    }

    /// The superuser, in the project's database.
    fn observer(&self) -> Observer {
        Observer::at(self.database.url())
    }

    /// A file that the server could write.
    fn file(&self, name: &str) -> PathBuf {
        self.server.cluster().unwrap().data_dir().join(name)
    }

    /// The roles and databases on the server beyond those that belong there.
    fn left(&self) -> Vec<String> {
        let sql = format!(
            "SELECT 'role ' || rolname AS name FROM pg_roles
            WHERE rolname NOT LIKE 'pg\\_%' AND rolname NOT IN ('postgres', 'app')
            UNION ALL
            SELECT 'database ' || datname FROM pg_database
            WHERE datname NOT IN ('postgres', 'template0', 'template1', '{}')",
            self.database.name()
        );
        self.observer().column(&sql)
    }
}

/// Runs the command, confined.
fn confined(project: &Project, words: &[&str]) -> Ran {
    project.run(&[words, &["--scratch-confined"]].concat())
}
