//! Databases and sessions of the tests.

pub(crate) use crate::support::skipped;
use std::time::Duration;

use diesel_async::{AsyncConnection, AsyncPgConnection};
use glowplug::dialect::postgres::{self, PostgresSession};
use glowplug::error::ServerError;
use glowplug::model::{Address, Row, Value};
use glowplug::session::{Caching, Session};
use glowplug_local::{TestDatabase, TestServer};

/// A fresh database on the server that all tests share.
pub async fn database() -> TestDatabase {
    let made = tokio::task::spawn_blocking(|| TestServer::shared().unwrap().database());
    made.await.unwrap().unwrap()
}

pub fn address(database: &TestDatabase) -> Address {
    Address::parse(database.url()).unwrap()
}

/// A session of our own.
pub async fn session(database: &TestDatabase) -> Box<dyn Session> {
    postgres::connect(&address(database)).await.unwrap()
}

/// A session on a connection that a service opened.
pub async fn foreign(database: &TestDatabase) -> Box<dyn Session> {
    let connection = AsyncPgConnection::establish(database.url()).await.unwrap();
    Box::new(PostgresSession::from_connection(Box::new(connection)))
}

/// Both kinds.
pub async fn both(database: &TestDatabase) -> [Box<dyn Session>; 2] {
    [session(database).await, foreign(database).await]
}

pub async fn rows(session: &mut dyn Session, sql: &str) -> Vec<Row> {
    session.query(sql, &[], Caching::Once).await.unwrap().rows
}

/// The one value of a query, which must be text.
pub async fn text(session: &mut dyn Session, sql: &str) -> String {
    match &rows(session, sql).await[0][0] {
        Value::Text(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

pub async fn number(session: &mut dyn Session, sql: &str) -> i64 {
    rows(session, sql).await[0][0].as_integer().unwrap()
}

/// The server's major version.
pub async fn major() -> i64 {
    const MAJOR: &str = "SELECT current_setting('server_version_num')::int / 10000";
    let database = database().await;
    number(&mut *session(&database).await, MAJOR).await
}

pub async fn failure(session: &mut dyn Session, sql: &str) -> ServerError {
    session.run(sql).await.unwrap_err()
}

/// Waits until a query gives `true`.
pub async fn until(session: &mut dyn Session, sql: &str) {
    for _ in 0..400 {
        if rows(session, sql).await[0][0].as_bool() == Some(true) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("never true: {sql}");
}
