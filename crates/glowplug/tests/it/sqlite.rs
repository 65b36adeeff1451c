//! The SQLite dialect against real files.

mod connecting;
mod inspecting;
mod locking;
mod rebuilding;
mod refreshing;
mod schema;
mod statements;
mod transactions;

use glowplug::model::Value;
use glowplug::session::{Caching, Session};

/// The first column of every row.
async fn firsts(session: &mut dyn Session, sql: &str) -> Vec<Value> {
    let rows = session.query(sql, &[], Caching::Once).await.unwrap();
    rows.rows.iter().map(|row| row[0].clone()).collect()
}

/// The only number of an answer.
async fn number(session: &mut dyn Session, sql: &str) -> i64 {
    let values = firsts(session, sql).await;
    assert_eq!(values.len(), 1, "{sql}");
    values[0].as_integer().unwrap()
}
