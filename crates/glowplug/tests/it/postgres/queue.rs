//! Statements that wait for a lock, and others behind them.

use std::time::{Duration, Instant};

use glowplug::error::{Class, ServerError};
use glowplug::session::{Limits, Session, TransactionKind};
use glowplug_local::TestDatabase;
use tokio::time::sleep;

use super::support::{database, foreign, number, rows, session, until};

/// A table, and a session that reads it in a transaction that stays open.
async fn reader(database: &TestDatabase) -> Box<dyn Session> {
    let mut reader = session(database).await;
    let sql = "CREATE TABLE IF NOT EXISTS a (b int); SET application_name = 'slow report'";
    reader.run(sql).await.unwrap();
    reader.begin(TransactionKind::Plain).await.unwrap();
    reader.run("SELECT *\nFROM a").await.unwrap();
    reader
}

async fn alter(session: &mut dyn Session) -> (ServerError, Duration) {
    session.reset_session(&Limits::default()).await.unwrap();
    let start = Instant::now();
    let error = session.run("ALTER TABLE a ADD c int").await.unwrap_err();
    (error, start.elapsed())
}

#[tokio::test]
async fn a_statement_gives_way_to_those_who_queue_up_behind_it() {
    let database = database().await;
    let mut reader = reader(&database).await;
    let process = number(&mut *reader, "SELECT pg_backend_pid()").await;
    let mut migrating = session(&database).await;
    let mut innocent = session(&database).await;
    let (alter, stalled) = tokio::join!(alter(&mut *migrating), async {
        sleep(Duration::from_millis(300)).await;
        let start = Instant::now();
        assert_eq!(number(&mut *innocent, "SELECT count(*) FROM a").await, 0);
        start.elapsed()
    });
    let (error, elapsed) = alter;
    assert_eq!(error.class, Class::LockTimeout, "{error:?}");
    assert!(stalled < Duration::from_millis(500), "{stalled:?}");
    assert!(elapsed < Duration::from_millis(1_500), "{elapsed:?}");
    assert_eq!(error.blockers.len(), 1);
    let blocker = &error.blockers[0];
    assert_eq!(blocker.session, process);
    assert_eq!(blocker.application.as_deref(), Some("slow report"));
    assert_eq!(blocker.state.as_deref(), Some("idle in transaction"));
    assert!(blocker.since.unwrap() >= Duration::from_millis(100));
    assert!(
        blocker.query.as_deref().unwrap().starts_with("SELECT"),
        "{blocker}"
    );
    // Nothing hits the statements after it.
    for _ in 0..20 {
        migrating.run("SELECT pg_sleep(0.005)").await.unwrap();
    }
    reader.rollback().await.unwrap();
    migrating.run("ALTER TABLE a ADD c int").await.unwrap();
}

#[tokio::test]
async fn a_statement_that_holds_nobody_up_waits_and_names_its_blockers() {
    let database = database().await;
    let _reader = reader(&database).await;
    let mut migrating = session(&database).await;
    let (error, elapsed) = alter(&mut *migrating).await;
    assert_eq!(error.class, Class::LockTimeout);
    assert_eq!(error.code.as_deref(), Some("55P03"));
    assert!(elapsed > Duration::from_millis(1_900), "{elapsed:?}");
    assert_eq!(error.blockers.len(), 1);
}

#[tokio::test]
async fn a_statement_that_works_is_left_alone() {
    let database = database().await;
    let mut migrating = session(&database).await;
    let mut innocent = session(&database).await;
    migrating.run("CREATE TABLE a (b int)").await.unwrap();
    migrating.begin(TransactionKind::Plain).await.unwrap();
    migrating.run("LOCK TABLE a").await.unwrap();
    let (worked, ()) = tokio::join!(migrating.run("SELECT pg_sleep(0.6)"), async {
        sleep(Duration::from_millis(100)).await;
        let sql = "SET lock_timeout = '300ms'; SELECT * FROM a";
        let error = innocent.run(sql).await.unwrap_err();
        assert_eq!(error.class, Class::LockTimeout);
    });
    worked.unwrap();
}

#[tokio::test]
async fn an_index_that_is_built_concurrently_may_wait() {
    let database = database().await;
    let mut reader = reader(&database).await;
    let mut migrating = session(&database).await;
    let mut other = session(&database).await;
    // The reader's snapshot is what the build waits for; the other one waits for the build.
    let sql = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM a";
    reader.rollback().await.unwrap();
    reader.run(sql).await.unwrap();
    let limits = Limits {
        lock_timeout: Some(Duration::from_millis(100)),
        ..Limits::default()
    };
    migrating.reset_session(&limits).await.unwrap();
    let build = migrating.run("CREATE INDEX CONCURRENTLY a_b_idx ON a (b)");
    let (built, ()) = tokio::join!(build, async {
        sleep(Duration::from_millis(200)).await;
        let sql = "SET lock_timeout = '500ms'; ALTER TABLE a SET (fillfactor = 70)";
        let error = other.run(sql).await.unwrap_err();
        assert_eq!(error.class, Class::LockTimeout, "{error:?}");
        assert!(!error.blockers.is_empty());
        reader.rollback().await.unwrap();
    });
    built.unwrap();
    let limit = super::support::text(&mut *migrating, "SHOW lock_timeout").await;
    assert_eq!(limit, "100ms");
}

#[tokio::test]
async fn fast_statements_open_no_second_connection() {
    let database = database().await;
    let mut session = session(&database).await;
    let watchers = "SELECT count(*) FROM pg_stat_activity
        WHERE application_name LIKE '% watch' AND datname = current_database()";
    for _ in 0..20 {
        session.run("SELECT 1").await.unwrap();
    }
    assert_eq!(number(&mut *session, watchers).await, 0);
    session.run("SELECT pg_sleep(0.3)").await.unwrap();
    session.run("SELECT pg_sleep(0.3)").await.unwrap();
    assert_eq!(number(&mut *session, watchers).await, 1);
    drop(session);
    let mut session = super::support::session(&database).await;
    until(
        &mut *session,
        "SELECT count(*) = 0 FROM pg_stat_activity
        WHERE application_name LIKE '% watch' AND datname = current_database()",
    )
    .await;
}

#[tokio::test]
async fn a_foreign_connection_has_its_lock_timeout() {
    let database = database().await;
    let _reader = reader(&database).await;
    let mut migrating = foreign(&database).await;
    let (error, _) = alter(&mut *migrating).await;
    assert_eq!(error.class, Class::LockTimeout);
}

#[tokio::test]
async fn a_session_asks_the_server_to_look_whether_its_runner_lives() {
    if super::support::major().await < 14 {
        // It cannot look: a run of a killed process ends when its statement does.
        return;
    }
    let database = database().await;
    let mut observer = session(&database).await;
    let mut killed = session(&database).await;
    let process = number(&mut *killed, "SELECT pg_backend_pid()").await;
    let running = tokio::spawn(async move { killed.run("SELECT pg_sleep(60)").await });
    sleep(Duration::from_millis(200)).await;
    running.abort();
    // Its driver still waits for the answer: only the process' end would hang up. So is checked
    // what makes the server look.
    let sql = format!("SELECT pg_cancel_backend({process})");
    rows(&mut *observer, &sql).await;
    let mut again = session(&database).await;
    let interval = super::support::text(&mut *again, "SHOW client_connection_check_interval").await;
    assert_eq!(interval, "500ms");
    again.reset_session(&Limits::default()).await.unwrap();
    let interval = super::support::text(&mut *again, "SHOW client_connection_check_interval").await;
    assert_eq!(interval, "500ms");
}
