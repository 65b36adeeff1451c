//! Records set by hand, and the history.

use glowplug::apply::Mark;
use glowplug::model::{Action, Outcome};
use glowplug::plan::DownTarget;

use super::{Bench, on_every_database};

on_every_database!(
    mark_sets_the_record_and_runs_nothing,
    a_baseline_adopts_what_is_there,
    the_history_says_what_when_and_by_whom,
    nothing_is_written_by_looking,
);

async fn mark_sets_the_record_and_runs_nothing(bench: Bench) {
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two");
    let mut runner = bench.runner().await;
    runner.mark("001", Mark::Applied).await.unwrap();
    assert_eq!(bench.status().await, ["001_one 1", "002_two"]);
    assert_eq!(bench.tables().await, [""; 0]);
    let before = runner.status().await.unwrap();
    runner.mark("001", Mark::Applied).await.unwrap();
    assert_eq!(runner.status().await.unwrap(), before);
    runner.mark("001_one", Mark::Pending).await.unwrap();
    assert_eq!(bench.status().await, ["001_one", "002_two"]);
    let unknown = runner.mark("7", Mark::Applied).await.unwrap_err();
    assert!(unknown.to_string().contains('7'), "{unknown}");
}

async fn a_baseline_adopts_what_is_there(bench: Bench) {
    bench.sql("CREATE TABLE one (id INTEGER)").await;
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two");
    let marked = bench.runner().await.baseline().await.unwrap();
    assert_eq!(marked.len(), 2);
    assert_eq!(bench.status().await, ["001_one 1", "002_two 2"]);
    assert_eq!(bench.tables().await, ["one"]);
    assert_eq!(bench.runner().await.baseline().await.unwrap(), []);
}

async fn the_history_says_what_when_and_by_whom(bench: Bench) {
    bench.project.table("001_one", "one");
    bench.up().await.unwrap();
    let mut runner = bench.runner().await;
    runner.down(&DownTarget::LastBatch).await.unwrap();
    runner.mark("001", Mark::Applied).await.unwrap();
    let events = runner.history(10).await.unwrap();
    let actions: Vec<_> = events.iter().map(|event| event.action).collect();
    assert_eq!(actions, [Action::Mark, Action::Down, Action::Up]);
    let up = &events[2];
    assert_eq!((up.outcome, up.batch), (Outcome::Done, Some(1)));
    assert_eq!(up.name, "001_one");
    assert!(up.duration.is_some_and(|took| !took.is_zero()));
    assert!(up.tool.starts_with("glowplug "));
    assert!(!up.actor.is_empty() && !up.host.is_empty());
    let age = chrono::Utc::now() - up.at;
    assert!(age.num_seconds().abs() < 60, "{age}");
    assert_eq!(runner.history(1).await.unwrap().len(), 1);
}

async fn nothing_is_written_by_looking(bench: Bench) {
    bench.project.table("001_one", "one");
    let mut runner = bench.runner().await;
    runner.status().await.unwrap();
    assert!(runner.history(10).await.unwrap().is_empty());
    let tables = [
        "__diesel_schema_migrations",
        "__glowplug_migrations",
        "__glowplug_history",
    ];
    let there = runner.session().existing_tables(&tables).await.unwrap();
    assert_eq!(there, [""; 0]);
}
