//! Batches that PostgreSQL wants committed in the middle.

use glowplug::Runner;
use glowplug::plan::UpTarget;

use super::support::{address, database, number, session};
use crate::support::project::Project;

/// Migrations that each count how often they ran, which no rollback takes back.
fn project() -> Project {
    let project = Project::new();
    let counted = |name: &str, sql: &str| {
        let number = &name[..3];
        let up = format!("SELECT nextval('runs_{number}');\n{sql}");
        project.migration(name, &up, "SELECT 1;");
    };
    counted(
        "001_make",
        "CREATE TYPE hue AS ENUM ('red'); CREATE TABLE paints (id int PRIMARY KEY, hue hue);",
    );
    counted("002_green", "ALTER TYPE hue ADD VALUE 'green';");
    counted("003_other", "CREATE TABLE other (id int);");
    counted("004_use", "INSERT INTO paints VALUES (1, 'green');");
    counted(
        "005_blue",
        "DO $$ BEGIN EXECUTE 'ALTER TYPE hue ADD VALUE ''blue'''; END $$;",
    );
    counted(
        "006_default",
        "ALTER TABLE paints ALTER hue SET DEFAULT 'blue';",
    );
    counted("007_last", "INSERT INTO paints (id) VALUES (2);");
    project
}

#[tokio::test]
async fn a_batch_that_is_parted_runs_nothing_twice_that_was_done() {
    let database = database().await;
    let mut observer = session(&database).await;
    for number in 1..=7 {
        let sql = format!("CREATE SEQUENCE runs_00{number}");
        observer.run(&sql).await.unwrap();
    }
    // The type is there before, or the server would not mind its values.
    let project = project();
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    runner.up(&UpTarget::Steps(1)).await.unwrap();
    let report = runner.up(&UpTarget::Latest).await.unwrap();
    assert_eq!(report.done.len(), 6);
    for (name, runs) in [
        ("001", 1),
        ("002", 1),
        ("003", 1),
        // What the server refuses is tried, and run once more.
        ("004", 2),
        ("005", 1),
        ("006", 2),
        ("007", 1),
    ] {
        let sql = format!("SELECT last_value FROM runs_{name}");
        assert_eq!(number(&mut *observer, &sql).await, runs, "{name}");
    }
    let used = "SELECT count(*) FROM paints WHERE hue IN ('green', 'blue')";
    assert_eq!(number(&mut *observer, used).await, 2);
}

#[tokio::test]
async fn a_value_that_is_used_where_it_is_added_fails_and_leaves_what_was_committed() {
    let database = database().await;
    let project = Project::new();
    project
        .migration("001_make", "CREATE TYPE hue AS ENUM ('red');", "")
        .migration("002_green", "ALTER TYPE hue ADD VALUE 'green';", "")
        .migration(
            "003_use",
            "CREATE TABLE paints (hue hue DEFAULT 'green');
             ALTER TYPE hue ADD VALUE 'blue';
             ALTER TABLE paints ALTER hue SET DEFAULT 'blue';",
            "",
        );
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    runner.up(&UpTarget::Steps(1)).await.unwrap();
    let Err(glowplug::Error::Migration(failure)) = runner.up(&UpTarget::Latest).await else {
        panic!("it must fail");
    };
    assert_eq!(failure.migration, "003_use");
    assert_eq!(failure.done, ["002_green"]);
    assert_eq!(failure.rolled_back, [""; 0]);
    assert_eq!(runner.status().await.unwrap().pending(), 1);
}

#[tokio::test]
async fn a_validation_keeps_no_lock_of_what_added_the_constraint() {
    let database = database().await;
    let project = Project::new();
    project
        .migration("001_make", "CREATE TABLE t (a int, tx xid8 DEFAULT pg_current_xact_id()); INSERT INTO t VALUES (1);", "")
        .migration("002_check", "ALTER TABLE t ADD CONSTRAINT c CHECK (a < 2) NOT VALID; INSERT INTO t VALUES (0);", "")
        .migration("003_validate", "INSERT INTO t VALUES (-1); ALTER TABLE t VALIDATE CONSTRAINT c;", "")
        .migration("004_next", "INSERT INTO t VALUES (-2);", "");
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    let report = runner.up(&UpTarget::Latest).await.unwrap();
    assert_eq!(report.done.len(), 4);
    let mut observer = session(&database).await;
    let transactions = |rows: &str| format!("SELECT count(DISTINCT tx) FROM t WHERE {rows}");
    for (rows, wanted) in [("true", 2), ("a >= 0", 1), ("a < 0", 1)] {
        let found = number(&mut *observer, &transactions(rows)).await;
        assert_eq!(found, wanted, "{rows}");
    }
    // Where rows break it, what was added stays, and the next run validates again.
    project
        .migration(
            "005_strict",
            "ALTER TABLE t ADD CONSTRAINT d CHECK (a > 0) NOT VALID;",
            "",
        )
        .migration("006_validate", "ALTER TABLE t VALIDATE CONSTRAINT d;", "");
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    runner.up(&UpTarget::Latest).await.unwrap_err();
    let status = runner.status().await.unwrap();
    assert_eq!((status.executed(), status.pending()), (5, 1));
    observer.run("DELETE FROM t WHERE a <= 0").await.unwrap();
    let report = runner.up(&UpTarget::Latest).await.unwrap();
    assert_eq!(report.done.len(), 1);
}
