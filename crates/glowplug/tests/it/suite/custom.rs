//! A runner on a connection that a service opened itself.

use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;
use diesel_async::{AsyncConnection, AsyncMysqlConnection, AsyncPgConnection};
use glowplug::dialect::mysql::MysqlSession;
use glowplug::dialect::postgres::PostgresSession;
use glowplug::dialect::sqlite::SqliteSession;
use glowplug::error::Error;
use glowplug::plan::{DownTarget, UpTarget};
use glowplug::session::Session;
use glowplug::{Database, Runner};

use super::{Bench, on_every_database};

on_every_database!(
    a_runner_works_on_a_connection_of_the_service,
    a_failure_on_a_connection_of_the_service_has_its_place,
);

async fn session(bench: &Bench) -> Box<dyn Session> {
    let address = bench.address();
    let url = address.expose();
    match bench.database() {
        Database::Postgres => {
            let connection = AsyncPgConnection::establish(url).await.unwrap();
            Box::new(PostgresSession::from_connection(Box::new(connection)))
        }
        Database::Sqlite => {
            let connection = SyncConnectionWrapper::<SqliteConnection>::establish(url).await;
            Box::new(SqliteSession::from_connection(Box::new(
                connection.unwrap(),
            )))
        }
        Database::Mysql => {
            let connection = AsyncMysqlConnection::establish(url).await.unwrap();
            let session = MysqlSession::from_connection(Box::new(connection)).await;
            Box::new(session.unwrap())
        }
    }
}

async fn a_runner_works_on_a_connection_of_the_service(bench: Bench) {
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two");
    bench.project.without_transaction("002_two");
    let mut runner = Runner::new(session(&bench).await, bench.project.migrations());
    let report = runner.up(&UpTarget::Latest).await.unwrap();
    assert_eq!(report.done.len(), 2);
    assert_eq!(bench.status().await, ["001_one 1", "002_two 1"]);
    runner.down(&DownTarget::LastBatch).await.unwrap();
    assert_eq!(bench.tables().await, [""; 0]);
}

async fn a_failure_on_a_connection_of_the_service_has_its_place(bench: Bench) {
    let up = "CREATE TABLE one (id INTEGER);\nSELECT 1;\nINSERT INTO nowhere VALUES (1);\n";
    bench.project.migration("001_one", up, "DROP TABLE one;");
    let mut runner = Runner::new(session(&bench).await, bench.project.migrations());
    let Err(Error::Migration(failure)) = runner.up(&UpTarget::Latest).await else {
        panic!("it must fail");
    };
    assert_eq!(failure.statement, Some((3, 3)));
    assert_eq!(failure.location.unwrap().line, 3);
}
