//! Runs that meet a run in the other direction.

use std::time::Duration;

use glowplug::model::Database;
use glowplug::plan::{DownTarget, UpTarget};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::{Bench, on_every_database};

on_every_database!(
    up_waits_for_a_down_that_runs_statement_by_statement,
    down_waits_for_an_up_that_runs_statement_by_statement,
    redo_and_repair_wait_for_a_down,
);

/// Takes about a second.
fn slow(database: Database) -> &'static str {
    match database {
        Database::Postgres => "SELECT pg_sleep(1);",
        Database::Sqlite => {
            "INSERT INTO sink WITH RECURSIVE count (n) AS (
                SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 2000000
            ) SELECT max(n) FROM count;"
        }
        Database::Mysql => "DO SLEEP(1);",
    }
}

/// A migration that takes its time in the middle, both ways.
async fn prepare(bench: &Bench) {
    bench.sql("CREATE TABLE sink (id INTEGER)").await;
    let slow = slow(bench.database());
    bench
        .project
        .migration(
            "001_slow",
            &format!("CREATE TABLE a (id INTEGER);\n{slow}\nCREATE TABLE b (id INTEGER);"),
            &format!("DROP TABLE b;\n{slow}\nDROP TABLE a;"),
        )
        .without_transaction("001_slow");
}

/// Starts a run, and returns when it is in the middle.
async fn begin(bench: &Bench, down: bool) -> JoinHandle<glowplug::Result<usize>> {
    let mut runner = bench.runner().await;
    let running = tokio::spawn(async move {
        let report = match down {
            true => runner.down(&DownTarget::All).await,
            false => runner.up(&UpTarget::Latest).await,
        };
        report.map(|report| report.done.len())
    });
    let mut observer = bench.runner().await;
    for _ in 0..500 {
        // SQLite lets nobody look at some moments.
        if let Ok(status) = observer.status().await
            && !status.attention.is_empty()
        {
            return running;
        }
        sleep(Duration::from_millis(5)).await;
    }
    panic!("it never began");
}

async fn up_waits_for_a_down_that_runs_statement_by_statement(bench: Bench) {
    prepare(&bench).await;
    bench.up().await.unwrap();
    let running = begin(&bench, true).await;
    assert_eq!(bench.up().await.unwrap(), ["001_slow"]);
    assert_eq!(running.await.unwrap().unwrap(), 1);
    assert_eq!(bench.status().await, ["001_slow 1"]);
    assert_eq!(bench.tables().await, ["a", "b", "sink"]);
}

async fn down_waits_for_an_up_that_runs_statement_by_statement(bench: Bench) {
    prepare(&bench).await;
    let running = begin(&bench, false).await;
    let mut runner = bench.runner().await;
    let report = runner.down(&DownTarget::All).await.unwrap();
    assert_eq!(report.done.len(), 1);
    assert_eq!(running.await.unwrap().unwrap(), 1);
    assert_eq!(bench.status().await, ["001_slow"]);
    assert_eq!(bench.tables().await, ["sink"]);
}

async fn redo_and_repair_wait_for_a_down(bench: Bench) {
    prepare(&bench).await;
    bench.project.table("000_first", "first");
    bench.up().await.unwrap();
    let mut runner = bench.runner().await;
    let mut other = bench.runner().await;
    let running = begin(&bench, true).await;
    let (redone, repaired) = tokio::join!(runner.redo(&DownTarget::All), other.repair());
    assert_eq!(running.await.unwrap().unwrap(), 2);
    assert!(redone.unwrap().done.is_empty());
    assert!(repaired.unwrap().is_empty());
    assert_eq!(bench.status().await, ["000_first", "001_slow"]);
}
