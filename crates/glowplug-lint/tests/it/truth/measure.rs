//! Measures statements on a server.

use glowplug::Database;
use glowplug::dialect;
use glowplug::model::Address;
use glowplug::session::{Access, Session};
use glowplug::sql::statements;
use glowplug_local::{TestDatabase, TestServer};
use glowplug_schema::measure::Measured;

/// A database with tables that have rows.
pub(crate) struct Server {
    session: Box<dyn Session>,
    _database: TestDatabase,
}

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
        let sql = "SELECT current_setting('server_version_num')";
        let shown = self.session.query_text(sql, Access::ReadOnly).await;
        let number = shown.unwrap().rows[0][0].clone().unwrap();
        number.parse::<u32>().unwrap() / 10_000
    }

    /// Runs statements in a transaction, measures each, and takes them back.
    pub(crate) async fn measure(&mut self, sql: &str) -> Vec<Measured> {
        let server = glowplug_schema::dialect::of(Database::Postgres);
        self.session.run("BEGIN").await.unwrap();
        let at_first = server.tables(self.session.as_mut()).await.unwrap();
        let mut all = Vec::new();
        for statement in statements(Database::Postgres, sql.as_bytes()) {
            let text = statement.unwrap().text;
            let measured = server.measure(self.session.as_mut(), &text, &at_first);
            all.push(measured.await.unwrap());
            if all.last().unwrap().error.is_some() {
                break;
            }
        }
        self.session.run("ROLLBACK").await.unwrap();
        self.session.run("RESET ALL").await.unwrap();
        all
    }
}
