//! The embedded migrations, run by many at once.

use std::process::Command;
use std::time::{Duration, Instant};

use tomori_db::Error;
use tomori_db::pool::{Pool, Pooler, Settings, connect, migrate, pending_migrations};

use crate::support::database;
use crate::support::sql::{number, run};

const RECORDED: &str = "SELECT count(*) FROM __diesel_schema_migrations";

/// Set for the processes that a test starts.
const CHILD: &str = "TOMORI_MIGRATE";

#[tokio::test(flavor = "current_thread")]
async fn migrations_run_once_on_one_thread() {
    runs_once().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_run_once_on_many_threads() {
    runs_once().await;
}

async fn runs_once() {
    let database = database().await;
    let settings = database.settings();
    let conn = connect(&settings).await.unwrap();
    let pending = pending_migrations(&conn).await.unwrap();
    assert!(!pending.is_empty());
    assert_eq!(migrate(&settings).await.unwrap(), pending);
    assert!(migrate(&settings).await.unwrap().is_empty());
    assert!(pending_migrations(&conn).await.unwrap().is_empty());
    assert_eq!(number(&conn, RECORDED).await, pending.len() as i64);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_tasks_at_once_all_succeed() {
    let database = database().await;
    let pool = Pool::new(database.settings()).await.unwrap();
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move { pool.migrate().await.unwrap().len() })
        })
        .collect();
    let mut ran = Vec::new();
    for task in tasks {
        ran.push(task.await.unwrap());
    }
    let conn = pool.get().await.unwrap();
    assert_eq!(
        number(&conn, RECORDED).await,
        ran.iter().sum::<usize>() as i64
    );
    assert_eq!(ran.iter().filter(|count| **count > 0).count(), 1);
}

#[tokio::test]
async fn ten_processes_at_once_all_succeed() {
    let database = database().await;
    let program = std::env::current_exe().unwrap();
    let start = |_| {
        let mut child = Command::new(&program);
        child.args(["--exact", "pool::migrations::a_child_migrates"]);
        child
            .env(CHILD, database.url())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    for mut child in (0..10).map(start).collect::<Vec<_>>() {
        assert!(child.wait().unwrap().success());
    }
    let conn = connect(&database.settings()).await.unwrap();
    assert!(pending_migrations(&conn).await.unwrap().is_empty());
}

/// Does nothing unless the test above started it.
#[tokio::test]
async fn a_child_migrates() {
    if let Ok(url) = std::env::var(CHILD) {
        migrate(&Settings::from_url(&url).unwrap()).await.unwrap();
    }
}

#[tokio::test]
async fn waiting_for_another_migration_ends() {
    let database = database().await;
    let mut settings = database.settings();
    settings.migration_wait = Duration::from_millis(150);
    let conn = connect(&settings).await.unwrap();
    run(&conn, "SELECT pg_advisory_lock(x'746f6d6f7269'::bigint)")
        .await
        .unwrap();
    let start = Instant::now();
    let error = migrate(&settings).await.unwrap_err();
    assert!(
        matches!(error, Error::Timeout { state: None, .. }),
        "{error:?}"
    );
    assert!(start.elapsed() < Duration::from_secs(2));
    drop(conn);
    settings.migration_wait = Duration::from_secs(10);
    assert!(!migrate(&settings).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_failed_migration_is_named() {
    let database = database().await;
    let conn = connect(&database.settings()).await.unwrap();
    run(&conn, "CREATE TABLE servers (a int)").await.unwrap();
    let error = migrate(&database.settings()).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        source.contains("create_servers") && source.contains("already exists"),
        "{source}"
    );
}

#[tokio::test]
async fn a_transaction_pooler_is_refused() {
    let mut settings = Settings::from_url("postgres://u@localhost/d").unwrap();
    settings.pooler = Pooler::Transaction;
    let error = migrate(&settings).await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)));
}
