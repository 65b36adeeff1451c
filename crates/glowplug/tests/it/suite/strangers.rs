//! Tables of the bookkeeping that somebody else made or changed.

use glowplug::error::{Error, UntrustedTable};
use glowplug::model::Database;

use super::{Bench, on_every_database};

on_every_database!(
    a_trigger_on_the_history_is_refused_before_anything_is_written,
    a_view_in_the_place_of_the_applied_versions_is_not_even_read,
);

fn distrusted<T: std::fmt::Debug>(outcome: glowplug::Result<T>) -> Vec<UntrustedTable> {
    match outcome {
        Err(Error::Untrusted(tables)) => tables,
        other => panic!("{other:?}"),
    }
}

/// A trigger that notes in `fired` that it ran.
fn trigger(database: Database) -> &'static str {
    match database {
        Database::Postgres => {
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN INSERT INTO fired VALUES (1); RETURN new; END $$;
             CREATE TRIGGER noted BEFORE INSERT ON __glowplug_history
             FOR EACH ROW EXECUTE FUNCTION note()"
        }
        Database::Sqlite => {
            "CREATE TRIGGER noted BEFORE INSERT ON __glowplug_history
             BEGIN INSERT INTO fired VALUES (1); END"
        }
        Database::Mysql => {
            "CREATE TRIGGER noted BEFORE INSERT ON __glowplug_history
             FOR EACH ROW INSERT INTO fired VALUES (1)"
        }
    }
}

async fn a_trigger_on_the_history_is_refused_before_anything_is_written(bench: Bench) {
    bench.project.table("001_one", "one");
    bench.up().await.unwrap();
    bench.sql("CREATE TABLE fired (id INTEGER)").await;
    bench.sql(trigger(bench.database())).await;
    bench.project.table("002_two", "two");
    let tables = distrusted(bench.up().await);
    assert_eq!(tables.len(), 1);
    assert!(
        tables[0].table.ends_with("__glowplug_history"),
        "{tables:?}"
    );
    assert!(tables[0].reason.contains("`noted`"), "{tables:?}");
    let mut runner = bench.runner().await;
    distrusted(runner.down(&Default::default()).await);
    distrusted(runner.redo(&Default::default()).await);
    let mark = glowplug::apply::Mark::Applied;
    distrusted(runner.mark("002", mark).await);
    distrusted(runner.baseline().await);
    // Who only reads runs nothing of it.
    assert_eq!(bench.status().await, ["001_one 1", "002_two"]);
    assert_eq!(bench.number("SELECT count(*) FROM fired").await, 0);
    assert_eq!(bench.tables().await, ["fired", "one"]);
    bench
        .sql(match bench.database() {
            Database::Postgres => "DROP TRIGGER noted ON __glowplug_history",
            Database::Sqlite | Database::Mysql => "DROP TRIGGER noted",
        })
        .await;
    assert_eq!(bench.up().await.unwrap(), ["002_two"]);
}

/// What is no table that keeps its rows in this database.
#[tokio::test]
async fn a_virtual_table_and_one_without_a_store_are_not_read() {
    for (database, sql) in [
        (
            Database::Sqlite,
            "CREATE VIRTUAL TABLE __diesel_schema_migrations USING fts5 (version, run_on)",
        ),
        (
            Database::Mysql,
            "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50), run_on TIMESTAMP) \
             ENGINE = BLACKHOLE",
        ),
        (
            Database::Mysql,
            "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50), run_on TIMESTAMP) \
             ENGINE = MEMORY",
        ),
    ] {
        let Some(bench) = Bench::new(database).await else {
            continue;
        };
        // Not every server has every engine.
        if bench.runner().await.session().run(sql).await.is_err() {
            continue;
        }
        let tables = distrusted(bench.up().await);
        assert!(tables[0].unreadable, "{tables:?}");
    }
}

/// A trigger of the session's own, and a table that hides the stored one.
#[tokio::test]
async fn what_is_temporary_in_a_sqlite_session_is_refused() {
    for sql in [
        "CREATE TEMP TABLE __diesel_schema_migrations (version TEXT, run_on TEXT)",
        "CREATE TEMP TRIGGER noted BEFORE INSERT ON main.__glowplug_history BEGIN SELECT 1; END",
    ] {
        let bench = Bench::new(Database::Sqlite).await.unwrap();
        bench.project.table("001_one", "one");
        bench.up().await.unwrap();
        bench.project.table("002_two", "two");
        let mut runner = bench.runner().await;
        runner.session().run(sql).await.unwrap();
        let tables = distrusted(runner.up(&glowplug::plan::UpTarget::Latest).await);
        assert_eq!(tables.len(), 1, "{tables:?}");
    }
}

async fn a_view_in_the_place_of_the_applied_versions_is_not_even_read(bench: Bench) {
    bench.project.table("001_one", "one");
    bench
        .sql("CREATE VIEW __diesel_schema_migrations AS SELECT '001' AS version, 1 AS run_on")
        .await;
    let tables = distrusted(bench.up().await);
    assert!(tables[0].unreadable);
    assert!(tables[0].reason.contains("is a view"), "{tables:?}");
    let mut runner = bench.runner().await;
    distrusted(runner.status().await);
    distrusted(runner.history(10).await);
    assert_eq!(bench.tables().await, [""; 0]);
    bench.sql("DROP VIEW __diesel_schema_migrations").await;
    assert_eq!(bench.up().await.unwrap(), ["001_one"]);
}
