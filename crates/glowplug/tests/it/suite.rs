//! The shared suite: each case runs on PostgreSQL, SQLite and MySQL.

mod attention;
mod batches;
mod code;
mod custom;
mod failures;
mod neighbours;
mod records;
mod session;
mod silence;
mod steps;
mod strangers;

use glowplug::Runner;
use glowplug::catalog::Catalog;
use glowplug::model::{Address, Database, Value};
use glowplug::plan::{EntryState, UpTarget};
use glowplug::session::Caching;

use crate::support::project::Project;
use crate::support::{Fresh, fresh};

/// A fresh database and a project.
pub struct Bench {
    pub project: Project,
    database: Fresh,
}

impl Bench {
    /// `None` when this database is not to be had here, which was said loudly.
    pub async fn new(database: Database) -> Option<Self> {
        Some(Self {
            project: Project::new(),
            database: fresh(database).await?,
        })
    }

    pub fn address(&self) -> Address {
        self.database.address()
    }

    pub fn database(&self) -> Database {
        self.address().database()
    }

    pub fn is_mysql(&self) -> bool {
        self.database() == Database::Mysql
    }

    /// A runner on a new connection.
    pub async fn runner(&self) -> Runner {
        Runner::connect(&self.address(), self.project.migrations())
            .await
            .unwrap()
    }

    /// Applies everything and gives the names of what was applied.
    pub async fn up(&self) -> glowplug::Result<Vec<String>> {
        let report = self.runner().await.up(&UpTarget::Latest).await?;
        Ok(report.done.into_iter().map(|done| done.name).collect())
    }

    /// The migrations as `name` (pending), `name 1` (batch 1) or `name +2` (two statements done).
    pub async fn status(&self) -> Vec<String> {
        let status = self.runner().await.status().await.unwrap();
        let entries = status
            .migrations
            .into_iter()
            .map(|entry| match entry.state {
                EntryState::Pending => entry.name,
                EntryState::Executed { batch, .. } => match batch {
                    Some(batch) => format!("{} {batch}", entry.name),
                    None => format!("{} diesel", entry.name),
                },
                EntryState::Unfinished { statements_done } => {
                    format!("{} +{statements_done}", entry.name)
                }
            });
        entries.collect()
    }

    /// The names of the tables, bookkeeping apart.
    pub async fn tables(&self) -> Vec<String> {
        let mut runner = self.runner().await;
        let tables = runner.session().tables().await.unwrap();
        let mut names: Vec<String> = tables.into_iter().map(|table| table.name).collect();
        names.sort();
        names
    }

    /// The schema as it is now.
    pub async fn catalog(&self) -> Catalog {
        self.runner().await.session().schema().await.unwrap()
    }

    /// A number out of the database.
    pub async fn number(&self, sql: &str) -> i64 {
        let mut runner = self.runner().await;
        let rows = runner.session().query(sql, &[], Caching::Once).await;
        match &rows.unwrap().rows[0][0] {
            Value::Integer(number) => *number,
            // MySQL gives sums as decimals.
            Value::Text(number) => number.parse().unwrap(),
            other => panic!("{other:?} is not a number"),
        }
    }

    /// Runs statements of a test's own.
    pub async fn sql(&self, sql: &str) {
        self.runner().await.session().run(sql).await.unwrap();
    }
}

/// Makes a test for each database of an `async fn name(bench: Bench)`.
macro_rules! on_every_database {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test]
            async fn postgres() {
                run(glowplug::Database::Postgres).await;
            }

            #[tokio::test]
            async fn sqlite() {
                run(glowplug::Database::Sqlite).await;
            }

            #[tokio::test]
            async fn mysql() {
                run(glowplug::Database::Mysql).await;
            }

            async fn run(database: glowplug::Database) {
                if let Some(bench) = $crate::suite::Bench::new(database).await {
                    super::$name(bench).await;
                }
            }
        }
    )*};
}
pub(crate) use on_every_database;
