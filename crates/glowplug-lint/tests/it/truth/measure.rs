//! Measures a statement on a server.

use std::collections::BTreeMap;
use std::fmt;

use glowplug::Database;
use glowplug::dialect;
use glowplug::model::{Address, Value};
use glowplug::session::{Caching, Session};
use glowplug::sql::statements;
use glowplug_local::{TestDatabase, TestServer};

/// A database with tables that have rows.
pub(crate) struct Server {
    session: Box<dyn Session>,
    _database: TestDatabase,
}

/// What a statement did.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    error: Option<String>,
    /// Tables that were rewritten.
    rewritten: Vec<String>,
    /// Tables that were read while nobody else could write to them.
    read: Vec<String>,
    locks: Vec<String>,
}

impl Measured {
    pub(crate) fn is_dangerous(&self) -> bool {
        self.error.is_some() || !self.rewritten.is_empty() || !self.read.is_empty()
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "error {:?}, rewritten {:?}, read {:?}, locks {:?}",
            self.error, self.rewritten, self.read, self.locks
        )
    }
}

/// Tables with the file that they are in, and how many rows were read of each.
const STATE: &str = "SELECT c.relname::text, pg_relation_filenode(c.oid)::text, \
     coalesce(s.seq_tup_read, 0)::text \
     FROM pg_class c LEFT JOIN pg_stat_xact_all_tables s ON s.relid = c.oid \
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'm')";

/// Locks that keep others from writing.
const LOCKS: &str = "SELECT c.relname::text, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation \
     WHERE l.pid = pg_backend_pid() AND c.relnamespace = 'public'::regnamespace \
     AND (l.mode = 'AccessExclusiveLock' AND c.relkind IN ('r', 'm') OR c.relkind = 'r' AND l.mode IN \
     ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock'))";

impl Server {
    pub(crate) async fn start(base: &str) -> Self {
        let database = TestServer::shared().unwrap().database().unwrap();
        let address = Address::parse(database.url()).unwrap();
        let session = dialect::connect(&address).await.unwrap();
        let mut server = Self {
            session,
            _database: database,
        };
        for statement in statements(Database::Postgres, base.as_bytes()) {
            let text = statement.unwrap().text;
            let ran = server.session.run(&text).await;
            ran.unwrap_or_else(|error| panic!("{error:?} in {text}"));
        }
        server
    }

    pub(crate) async fn version(&mut self) -> u32 {
        let rows = self
            .rows("SELECT current_setting('server_version_num')")
            .await;
        rows[0][0].parse::<u32>().unwrap() / 10_000
    }

    async fn rows(&mut self, sql: &str) -> Vec<Vec<String>> {
        let answer = self.session.query(sql, &[], Caching::Once).await;
        let answer = answer.unwrap_or_else(|error| panic!("{error:?} in {sql}"));
        let rows = answer.rows.iter();
        rows.map(|row| row.values().iter().map(words).collect())
            .collect()
    }

    async fn state(&mut self) -> BTreeMap<String, (String, u64)> {
        let rows = self.rows(STATE).await.into_iter();
        rows.map(|row| {
            let read = row[2].parse().unwrap();
            (row[0].clone(), (row[1].clone(), read))
        })
        .collect()
    }

    /// Runs statements in a transaction, and takes them back.
    pub(crate) async fn measure(&mut self, sql: &str) -> Measured {
        self.session.run("BEGIN").await.unwrap();
        let before = self.state().await;
        let mut measured = Measured::default();
        for statement in statements(Database::Postgres, sql.as_bytes()) {
            if let Err(error) = self.session.run(&statement.unwrap().text).await {
                measured.error = Some(error.to_string());
                break;
            }
        }
        if measured.error.is_none() {
            let after = self.state().await;
            let locks = self.rows(LOCKS).await;
            measured.compare(&before, &after, &locks);
        }
        self.session.run("ROLLBACK").await.unwrap();
        self.session.run("RESET ALL").await.unwrap();
        measured
    }
}

impl Measured {
    fn compare(
        &mut self,
        before: &BTreeMap<String, (String, u64)>,
        after: &BTreeMap<String, (String, u64)>,
        locks: &[Vec<String>],
    ) {
        for (table, (file, read)) in after {
            let Some((old, read_before)) = before.get(table) else {
                continue;
            };
            if file != old {
                self.rewritten.push(table.clone());
            }
            let mut own = locks.iter().filter(|lock| lock[0] == *table).peekable();
            if read > read_before && own.peek().is_some() {
                self.read.push(table.clone());
            }
        }
        self.locks = locks.iter().map(|lock| lock.join(" ")).collect();
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}
