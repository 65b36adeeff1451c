//! Waiting for locks: who holds them, and nobody else stalls.

use std::time::{Duration, Instant};

use glowplug::error::Class;
use glowplug::session::Limits;
use mysql_async::prelude::Queryable;
use tokio::sync::{Mutex, MutexGuard};

use crate::support::mysql::TestDatabase;

/// InnoDB's list of transactions is made anew only when nobody has read it for a while, so tests
/// that wait take turns.
static TURN: Mutex<()> = Mutex::const_new(());

pub(crate) async fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().await
}

fn limits(seconds: u64) -> Limits {
    Limits {
        lock_timeout: Some(Duration::from_secs(seconds)),
        ..Limits::default()
    }
}

#[tokio::test]
async fn who_holds_a_table_or_a_row_is_named() {
    let database = database!();
    let _turn = turn().await;
    let mut session = database.session().await;
    let mut holder = database.connection().await;
    session
        .run("CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1)")
        .await
        .unwrap();
    session.reset_session(&limits(1)).await.unwrap();
    holder
        .query_drop("BEGIN; SELECT * FROM t FOR UPDATE")
        .await
        .unwrap();
    for sql in ["ALTER TABLE t ADD b INT", "UPDATE t SET a = 2"] {
        let error = session.run(sql).await.unwrap_err();
        assert_eq!(error.class, Class::LockTimeout, "{sql}: {error:?}");
        let ids: Vec<i64> = error
            .blockers
            .iter()
            .map(|blocker| blocker.session)
            .collect();
        assert!(ids.contains(&i64::from(holder.id())), "{sql}: {error:?}");
        let blocker = error
            .blockers
            .iter()
            .find(|b| b.session == i64::from(holder.id()))
            .unwrap();
        assert_eq!(blocker.state.as_deref(), Some("idle in transaction"));
        assert!(blocker.user.is_some() && blocker.since.is_some());
    }
}

/// For how long a reader waits that comes while `sql` waits behind an open transaction.
async fn stall(database: &TestDatabase, sql: &str) -> (Duration, glowplug::error::ServerError) {
    let mut session = database.session().await;
    let mut holder = database.connection().await;
    let mut reader = database.connection().await;
    session.reset_session(&limits(10)).await.unwrap();
    holder.query_drop("BEGIN; SELECT * FROM t").await.unwrap();
    let reading = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let started = Instant::now();
        reader.query_drop("SELECT * FROM t").await.unwrap();
        started.elapsed()
    };
    let (stalled, result) = tokio::join!(reading, session.run(sql));
    (stalled, result.unwrap_err())
}

#[tokio::test]
async fn others_do_not_queue_up_behind_a_statement_that_waits() {
    let database = database!();
    let _turn = turn().await;
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    for sql in ["ALTER TABLE t ADD b INT", "DROP TABLE t"] {
        let (stalled, error) = stall(&database, sql).await;
        assert!(stalled < Duration::from_millis(500), "{sql}: {stalled:?}");
        assert_eq!(error.class, Class::LockTimeout, "{sql}: {error:?}");
        assert!(!error.blockers.is_empty(), "{sql}: {error:?}");
    }
}

#[tokio::test]
async fn a_statement_that_waits_alone_waits_for_as_long_as_it_may() {
    let database = database!();
    let _turn = turn().await;
    let mut session = database.session().await;
    let mut holder = database.connection().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    session.reset_session(&limits(10)).await.unwrap();
    holder.query_drop("BEGIN; SELECT * FROM t").await.unwrap();
    let freeing = async {
        tokio::time::sleep(Duration::from_millis(700)).await;
        holder.query_drop("COMMIT").await.unwrap();
    };
    let (_, result) = tokio::join!(freeing, session.run("ALTER TABLE t ADD b INT"));
    result.unwrap();
}
