//! What a run tells, and what it must not leak.

use std::sync::{Arc, Mutex};

use glowplug::apply::RunEvent;
use glowplug::plan::UpTarget;

use super::{Bench, on_every_database};

on_every_database!(
    a_runner_tells_what_it_does,
    a_runner_can_be_sent_to_another_task
);

async fn a_runner_tells_what_it_does(bench: Bench) {
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two");
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = told.clone();
    let mut runner = bench.runner().await.on_event(move |notice| {
        let line = match notice {
            RunEvent::MigrationStarted {
                name, number, of, ..
            } => format!("{number}/{of} {name}"),
            RunEvent::MigrationFinished { name, .. } => format!("done {name}"),
            RunEvent::StatementStarted { sql, .. } => sql.split('(').next().unwrap().to_owned(),
            _ => return,
        };
        listener.lock().unwrap().push(line);
    });
    runner.up(&UpTarget::Latest).await.unwrap();
    let told = told.lock().unwrap();
    assert_eq!(
        *told,
        [
            "1/2 001_one",
            "CREATE TABLE one ",
            "done 001_one",
            "2/2 002_two",
            "CREATE TABLE two ",
            "done 002_two",
        ]
    );
}

async fn a_runner_can_be_sent_to_another_task(bench: Bench) {
    bench.project.table("001_one", "one");
    let mut runner = bench.runner().await;
    let task = tokio::spawn(async move { runner.up(&UpTarget::Latest).await });
    assert_eq!(task.await.unwrap().unwrap().done.len(), 1);
}
