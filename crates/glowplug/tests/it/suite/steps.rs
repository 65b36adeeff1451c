//! Migrations without a transaction: statement by statement, and on from where they stopped.

use glowplug::error::Error;
use glowplug::model::InconsistencyKind;

use super::{Bench, on_every_database};

on_every_database!(
    several_statements_run_one_by_one,
    a_corrected_statement_goes_on_where_it_stopped,
    what_is_done_must_not_be_edited,
    an_unfinished_migration_can_be_taken_back,
    a_group_between_begin_and_commit_stands_as_a_whole,
    a_down_without_a_transaction_goes_on_where_it_stopped,
);

const SIX_OF_NINE: &str = "CREATE TABLE a (id INTEGER);
INSERT INTO a VALUES (1);
INSERT INTO a VALUES (2);
CREATE TABLE b (id INTEGER);
INSERT INTO b VALUES (1);
INSERT INTO b VALUES (2);
INSERT INTO nowhere VALUES (3);
CREATE TABLE c (id INTEGER);
INSERT INTO c VALUES (1);
";

fn nine(bench: &Bench) {
    bench
        .project
        .migration(
            "001_nine",
            SIX_OF_NINE,
            "DROP TABLE c;\nDROP TABLE b;\nDROP TABLE a;\n",
        )
        .without_transaction("001_nine");
}

async fn several_statements_run_one_by_one(bench: Bench) {
    nine(&bench);
    let up = SIX_OF_NINE.replace("nowhere", "b");
    bench.project.file("001_nine", "up.sql", &up);
    bench.up().await.unwrap();
    assert_eq!(bench.status().await, ["001_nine 1"]);
    assert_eq!(bench.number("SELECT sum(id) FROM b").await, 6);
    bench
        .runner()
        .await
        .down(&Default::default())
        .await
        .unwrap();
    assert_eq!(bench.tables().await, [""; 0]);
}

async fn a_corrected_statement_goes_on_where_it_stopped(bench: Bench) {
    nine(&bench);
    let Err(Error::Migration(failure)) = bench.up().await else {
        panic!("it must fail");
    };
    assert_eq!(failure.statement, Some((7, 9)));
    assert_eq!(failure.statements_done, 6);
    assert_eq!(bench.status().await, ["001_nine +6"]);
    let status = bench.runner().await.status().await.unwrap();
    assert_eq!(status.attention[0].kind, InconsistencyKind::Unfinished);
    bench.up().await.unwrap_err();
    assert_eq!(bench.number("SELECT count(*) FROM b").await, 2);
    let up = SIX_OF_NINE.replace("nowhere", "b");
    bench.project.file("001_nine", "up.sql", &up);
    assert_eq!(bench.up().await.unwrap(), ["001_nine"]);
    assert_eq!(bench.status().await, ["001_nine 1"]);
    assert_eq!(bench.number("SELECT sum(id) FROM a").await, 3);
    assert_eq!(bench.number("SELECT sum(id) FROM b").await, 6);
    assert_eq!(bench.number("SELECT sum(id) FROM c").await, 1);
}

async fn what_is_done_must_not_be_edited(bench: Bench) {
    nine(&bench);
    bench.up().await.unwrap_err();
    let up = SIX_OF_NINE
        .replace("nowhere", "b")
        .replace("a VALUES (2)", "a VALUES (20)");
    bench.project.file("001_nine", "up.sql", &up);
    let Err(Error::Migration(failure)) = bench.up().await else {
        panic!("it must fail");
    };
    let message = failure.error.message;
    assert!(message.contains("6 of its statements"), "{message}");
    assert_eq!(bench.tables().await, ["a", "b"]);
}

async fn an_unfinished_migration_can_be_taken_back(bench: Bench) {
    nine(&bench);
    bench.up().await.unwrap_err();
    bench
        .runner()
        .await
        .down(&Default::default())
        .await
        .unwrap();
    assert_eq!(bench.tables().await, [""; 0]);
    assert_eq!(bench.status().await, ["001_nine"]);
}

async fn a_group_between_begin_and_commit_stands_as_a_whole(bench: Bench) {
    if bench.is_mysql() {
        bench.sql("CREATE TABLE a (id INTEGER)").await;
    }
    let create = if bench.is_mysql() {
        ""
    } else {
        "CREATE TABLE a (id INTEGER);"
    };
    let up = format!(
        "{create}\nBEGIN;\nINSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (1);\nCOMMIT;\n\
         INSERT INTO a VALUES (7);"
    );
    bench
        .project
        .migration("001_group", &up, "DROP TABLE a")
        .without_transaction("001_group");
    bench.up().await.unwrap_err();
    assert_eq!(bench.number("SELECT count(*) FROM a").await, 0);
    bench
        .project
        .file("001_group", "up.sql", &up.replace("nowhere", "a"));
    bench.up().await.unwrap();
    assert_eq!(bench.number("SELECT sum(id) FROM a").await, 9);
}

async fn a_down_without_a_transaction_goes_on_where_it_stopped(bench: Bench) {
    let down = "DROP TABLE b;\nDROP TABLE nowhere;\nDROP TABLE a;\n";
    bench
        .project
        .migration(
            "001_two",
            "CREATE TABLE a (id INTEGER);\nCREATE TABLE b (id INTEGER);",
            down,
        )
        .without_transaction("001_two");
    bench.up().await.unwrap();
    bench
        .runner()
        .await
        .down(&Default::default())
        .await
        .unwrap_err();
    assert_eq!(bench.tables().await, ["a"]);
    assert!(bench.up().await.unwrap_err().to_string().contains("`down`"));
    let down = down.replace("DROP TABLE nowhere;", "SELECT 1;");
    bench.project.file("001_two", "down.sql", &down);
    bench
        .runner()
        .await
        .down(&Default::default())
        .await
        .unwrap();
    assert_eq!(bench.tables().await, [""; 0]);
    assert_eq!(bench.status().await, ["001_two"]);
}
