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
