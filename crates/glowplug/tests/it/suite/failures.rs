//! Migrations that fail, and what is left of them.

use glowplug::error::{Class, Error, Failure};
use glowplug::model::Outcome;

use super::{Bench, on_every_database};

on_every_database!(
    a_failure_takes_the_whole_batch_back,
    a_failure_names_file_line_and_statement,
    a_failure_is_in_the_history,
    a_frame_of_begin_and_commit_is_left_out,
    a_commit_in_the_middle_is_refused_before_anything_runs,
    an_unfinished_string_is_refused_before_anything_runs,
    a_missing_down_is_refused_before_anything_runs,
    a_failing_down_changes_nothing,
);

async fn failure(bench: &Bench) -> Failure {
    match bench.up().await.unwrap_err() {
        Error::Migration(failure) => *failure,
        other => panic!("{other:?}"),
    }
}

fn third_of_three_fails(bench: &Bench) {
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two")
        .migration(
            "003_bad",
            "CREATE TABLE bad (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n",
            "",
        )
        .table("004_four", "four");
}

async fn a_failure_takes_the_whole_batch_back(bench: Bench) {
    third_of_three_fails(&bench);
    let failure = failure(&bench).await;
    assert_eq!(failure.migration, "003_bad");
    assert_eq!(failure.error.class, Class::Missing);
    assert_eq!(failure.not_reached, ["004_four"]);
    if bench.is_mysql() {
        assert_eq!(failure.done, ["001_one", "002_two"]);
        assert_eq!(failure.statements_done, 1);
        assert_eq!(bench.tables().await, ["bad", "one", "two"]);
        let status = ["001_one 1", "002_two 1", "003_bad +1", "004_four"];
        assert_eq!(bench.status().await, status);
    } else {
        assert_eq!(failure.rolled_back, ["001_one", "002_two"]);
        assert_eq!(failure.done, [""; 0]);
        assert_eq!(bench.tables().await, [""; 0]);
        let status = ["001_one", "002_two", "003_bad", "004_four"];
        assert_eq!(bench.status().await, status);
    }
}

async fn a_failure_names_file_line_and_statement(bench: Bench) {
    let up = "CREATE TABLE good (id INTEGER);\n\n-- müßig\nSELECT 1;\n  SELECT * FROM nowhere;\n";
    bench.project.migration("001_bad", up, "DROP TABLE good;");
    let failure = failure(&bench).await;
    assert_eq!(failure.statement, Some((3, 3)));
    let location = failure.location.unwrap();
    assert!(location.path.ends_with("001_bad/up.sql"), "{location}");
    assert_eq!(location.line, 5);
    let excerpt = location.excerpt;
    assert!(excerpt.text.contains("SELECT * FROM nowhere"));
    assert!(excerpt.text[excerpt.marked].chars().count() >= 1);
}

async fn a_failure_is_in_the_history(bench: Bench) {
    third_of_three_fails(&bench);
    bench.up().await.unwrap_err();
    let events = bench.runner().await.history(1).await.unwrap();
    assert_eq!(events[0].name, "003_bad");
    assert_eq!(events[0].outcome, Outcome::Failed);
    assert!(events[0].message.as_ref().unwrap().contains("nowhere"));
}

async fn a_frame_of_begin_and_commit_is_left_out(bench: Bench) {
    bench
        .project
        .migration(
            "001_framed",
            "-- as a guide says\nBEGIN;\nCREATE TABLE framed (id INTEGER);\nCOMMIT;\n",
            "BEGIN;\nDROP TABLE framed;\nCOMMIT;\n",
        )
        .migration("002_bad", "SELECT * FROM nowhere", "SELECT 1");
    bench.up().await.unwrap_err();
    if !bench.is_mysql() {
        assert_eq!(bench.tables().await, [""; 0]);
    }
    bench.project.remove("002_bad");
    bench.up().await.unwrap();
    assert_eq!(bench.status().await, ["001_framed 1"]);
    bench
        .runner()
        .await
        .down(&Default::default())
        .await
        .unwrap();
    assert_eq!(bench.tables().await, [""; 0]);
}

async fn a_commit_in_the_middle_is_refused_before_anything_runs(bench: Bench) {
    bench.project.table("001_one", "one").migration(
        "002_hidden",
        "CREATE TABLE a (id INTEGER);\nROLLBACK;\nCREATE TABLE b (id INTEGER);\n",
        "SELECT 1",
    );
    let error = bench.up().await.unwrap_err();
    let Error::Files(problems) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(problems.len(), 1);
    let glowplug::error::ProblemPlace::Point(point) = &problems[0].place else {
        panic!("{problems:?}");
    };
    assert_eq!((point.line, point.column), (2, 1));
    assert_eq!(bench.tables().await, [""; 0]);
}

async fn an_unfinished_string_is_refused_before_anything_runs(bench: Bench) {
    bench.project.table("001_one", "one").migration(
        "002_open",
        "INSERT INTO one (note) VALUES ('",
        "SELECT 1",
    );
    assert!(matches!(bench.up().await, Err(Error::Files(_))));
    assert_eq!(bench.tables().await, [""; 0]);
}

async fn a_missing_down_is_refused_before_anything_runs(bench: Bench) {
    bench
        .project
        .file("001_forward", "up.sql", "CREATE TABLE forward (id INTEGER)")
        .table("002_two", "two");
    bench.up().await.unwrap();
    let error = bench.runner().await.down(&Default::default()).await;
    let Err(Error::Irreversible(those)) = error else {
        panic!("{error:?}");
    };
    let names: Vec<&str> = those.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["001_forward"]);
    assert_eq!(bench.tables().await, ["forward", "two"]);
}

async fn a_failing_down_changes_nothing(bench: Bench) {
    bench
        .project
        .migration(
            "001_one",
            "CREATE TABLE one (id INTEGER)",
            "DROP TABLE nowhere",
        )
        .table("002_two", "two");
    bench.up().await.unwrap();
    bench
        .runner()
        .await
        .down(&Default::default())
        .await
        .unwrap_err();
    if bench.is_mysql() {
        assert_eq!(bench.status().await, ["001_one 1", "002_two"]);
    } else {
        assert_eq!(bench.tables().await, ["one", "two"]);
        assert_eq!(bench.status().await, ["001_one 1", "002_two 1"]);
    }
}
