//! Queries whose futures are dropped.

use std::time::{Duration, Instant};

use commonrail::{Error, Pool};
use tokio::time::{sleep, timeout};

use crate::support::database;
use crate::support::pool::{open, ping};
use crate::support::sql::{in_transaction, number, run};

/// How many statements of other sessions run in this database.
const RUNNING: &str = "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'";

#[tokio::test]
async fn an_abandoned_query_holds_up_nobody() {
    let database = database().await;
    let mut settings = database.settings();
    settings.max_size = 1;
    let pool = open(settings).await.unwrap();
    let conn = pool.get().await.unwrap();
    let process = number(&conn, "pg_backend_pid()").await;
    let abandoned = timeout(Duration::from_millis(50), run(&conn, "SELECT pg_sleep(10)")).await;
    assert!(abandoned.is_err());
    let start = Instant::now();
    drop(conn);
    let conn = pool.get().await.unwrap();
    ping(&conn).await.unwrap();
    let took = start.elapsed();
    assert!(took < Duration::from_millis(200), "{took:?}");
    assert_eq!(
        number(&conn, "pg_backend_pid()").await,
        process,
        "the connection is kept"
    );
}

#[tokio::test]
async fn a_prepared_query_that_was_never_answered_is_cancelled_too() {
    let database = database().await;
    let mut settings = database.settings();
    settings.max_size = 1;
    let pool = open(settings).await.unwrap();
    for wait in [0, 1, 20] {
        let conn = pool.get().await.unwrap();
        let query = number(&conn, "SELECT 1 FROM pg_sleep(10)");
        assert!(timeout(Duration::from_millis(wait), query).await.is_err());
        drop(conn);
        let start = Instant::now();
        ping(&pool.get().await.unwrap()).await.unwrap();
        assert!(
            start.elapsed() < Duration::from_millis(200),
            "{:?}",
            start.elapsed()
        );
    }
}

#[tokio::test]
async fn an_abandoned_transaction_lets_its_locks_go() {
    let database = database().await;
    let pool = open(database.settings()).await.unwrap();
    let other = pool.get().await.unwrap();
    run(&other, "CREATE TABLE a (b int); INSERT INTO a VALUES (1)")
        .await
        .unwrap();
    let work = pool.transaction::<_, Error, _>(async |conn| {
        run(conn, "UPDATE a SET b = 2").await?;
        run(conn, "SELECT pg_sleep(10)").await?;
        Ok(())
    });
    assert!(timeout(Duration::from_millis(100), work).await.is_err());
    let start = Instant::now();
    run(&other, "UPDATE a SET b = 3").await.unwrap();
    assert!(
        start.elapsed() < Duration::from_millis(500),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(number(&other, "SELECT b FROM a").await, 3);
}

#[tokio::test]
async fn a_cancelled_begin_or_commit_closes_the_connection() {
    let database = database().await;
    let mut settings = database.settings();
    settings.max_size = 1;
    let pool = open(settings).await.unwrap();
    for steps in 0..12 {
        let work = pool.transaction::<_, Error, _>(async |conn| Ok(number(conn, "1").await));
        let mut work = Box::pin(work);
        for _ in 0..steps {
            if futures_util::FutureExt::now_or_never(&mut work).is_some() {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(work);
        let conn = pool.get().await.unwrap();
        assert!(!in_transaction(&conn).await, "{steps}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_abandoned_at_any_point_leave_nothing_behind() {
    let count = std::env::var("TOMORI_CANCELLATIONS");
    let count: u32 = count
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(300);
    let database = database().await;
    let mut settings = database.settings();
    settings.max_size = 4;
    let pool = open(settings).await.unwrap();
    run(
        &pool.get().await.unwrap(),
        "CREATE TABLE a (b int); INSERT INTO a VALUES (0)",
    )
    .await
    .unwrap();
    let tasks = (0..8).map(|task| {
        let pool = pool.clone();
        tokio::spawn(async move { abandon(&pool, task, count / 8).await })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    sleep(Duration::from_millis(300)).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(pool.get().await.unwrap());
    }
    let conn = &held[0];
    assert_eq!(number(conn, RUNNING).await, 0);
    run(conn, "SET lock_timeout = 200; LOCK TABLE a")
        .await
        .unwrap();
    drop(held);
}

/// Gives calls up at random points, and looks after each whether the next one is whole.
async fn abandon(pool: &Pool, task: u32, count: u32) {
    for turn in 0..count {
        let limit = Duration::from_micros(u64::from(rand::random_range(0..4_000u32)));
        match (turn + task) % 4 {
            0 => drop(timeout(limit, slow(pool)).await),
            1 => drop(timeout(limit, update(pool)).await),
            2 => drop(timeout(limit, rows(pool)).await),
            _ => drop(timeout(limit, pool.get()).await),
        }
        let conn = pool.get().await.unwrap();
        ping(&conn).await.unwrap();
        assert_eq!(number(&conn, "1").await, 1);
    }
}

async fn slow(pool: &Pool) {
    let conn = pool.get().await.unwrap();
    number(&conn, "SELECT 1 FROM pg_sleep(0.01)").await;
}

async fn update(pool: &Pool) -> Result<(), Error> {
    pool.transaction::<_, Error, _>(async |conn| {
        run(conn, "UPDATE a SET b = b + 1").await?;
        Ok(run(conn, "SELECT pg_sleep(0.005)").await?)
    })
    .await
}

async fn rows(pool: &Pool) {
    let conn = pool.get().await.unwrap();
    number(&conn, "SELECT count(*) FROM generate_series(1, 20000)").await;
    let _ = run(
        &conn,
        "SELECT repeat('x', 100) FROM generate_series(1, 5000)",
    )
    .await;
}
