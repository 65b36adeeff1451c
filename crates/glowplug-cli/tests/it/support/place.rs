//! Fresh databases on real servers, and sessions to inspect them.

use std::thread;

use glowplug::catalog::Catalog;
use glowplug::dialect;
use glowplug::model::{Address, Value};
use glowplug::session::{Caching, Session};
use glowplug_local::{TestDatabase, TestServer};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use super::mysql::MysqlDatabase;

/// A fresh database. It is dropped with this.
pub(crate) enum Place {
    Postgres(TestDatabase),
    Mysql(MysqlDatabase),
    Sqlite(TempDir),
}

/// A session that looks on.
pub(crate) struct Observer {
    session: Box<dyn Session>,
    runtime: Runtime,
}

impl Place {
    /// On the server that all tests share.
    pub(crate) fn postgres() -> Self {
        Self::Postgres(TestServer::shared().unwrap().database().unwrap())
    }

    /// `None`, said loudly, where there is no server.
    pub(crate) fn mysql() -> Option<Self> {
        MysqlDatabase::create().map(Self::Mysql)
    }

    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Postgres(database) => database.url().to_owned(),
            Self::Mysql(database) => database.url(),
            Self::Sqlite(folder) => folder.path().join("shop.db").display().to_string(),
        }
    }

    /// A session of its own.
    pub(crate) fn observer(&self) -> Observer {
        Observer::at(&self.url())
    }
}

impl Observer {
    pub(crate) fn at(url: &str) -> Self {
        Self::try_at(url).unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) fn try_at(url: &str) -> Result<Self, String> {
        let address = Address::parse(url).unwrap();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let session = runtime.block_on(dialect::connect(&address));
        let session = session.map_err(|error| error.to_string())?;
        Ok(Self { session, runtime })
    }

    pub(crate) fn run(&mut self, sql: &str) {
        let ran = self.runtime.block_on(self.session.run(sql));
        ran.unwrap_or_else(|error| panic!("{error:?} in {sql}"));
    }

    /// The same, where a failure does not matter.
    pub(crate) fn try_run(&mut self, sql: &str) -> bool {
        self.runtime.block_on(self.session.run(sql)).is_ok()
    }

    /// The rows of a query, each as its values in words.
    pub(crate) fn rows(&mut self, sql: &str) -> Vec<Vec<String>> {
        let answer = self.session.query(sql, &[], Caching::Once);
        let answer = self.runtime.block_on(answer);
        let rows = answer.unwrap_or_else(|error| panic!("{error:?} in {sql}"));
        let rows = rows.rows.iter();
        rows.map(|row| row.values().iter().map(words).collect())
            .collect()
    }

    /// The first column of a query.
    pub(crate) fn column(&mut self, sql: &str) -> Vec<String> {
        let rows = self.rows(sql).into_iter();
        rows.map(|mut row| row.swap_remove(0)).collect()
    }

    pub(crate) fn number(&mut self, sql: &str) -> i64 {
        self.column(sql)[0].parse().unwrap()
    }

    /// Returns every object of the database.
    pub(crate) fn catalog(&mut self) -> Catalog {
        self.runtime.block_on(self.session.schema()).unwrap()
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

/// Runs the same on several threads; a panic of one is a panic of all.
pub(crate) fn on_threads(count: usize, work: impl Fn(usize) + Sync) {
    thread::scope(|scope| {
        let threads: Vec<_> = (0..count)
            .map(|number| {
                let work = &work;
                scope.spawn(move || work(number))
            })
            .collect();
        for thread in threads {
            if let Err(panic) = thread.join() {
                std::panic::resume_unwind(panic);
            }
        }
    });
}
