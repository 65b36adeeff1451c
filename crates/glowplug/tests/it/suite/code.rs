//! Migrations in Rust.

use glowplug::error::ServerError;
use glowplug::model::{Database, Value};
use glowplug::plan::{DownTarget, UpTarget};
use glowplug::source::{CodeMigration, CodeSteps, Transaction};
use glowplug::{Result, Runner};

use super::{Bench, on_every_database};

on_every_database!(
    rust_runs_between_files_in_order_of_version,
    rust_goes_down_too,
    an_error_in_rust_takes_everything_back,
);

/// Fills `one` with two people, in each database's own words.
fn fill() -> CodeMigration {
    let mut migration = CodeMigration::new("002_fill", "Fills in two people");
    for database in Database::ALL {
        let steps = CodeSteps::up(move |db| Box::pin(insert(db, database)))
            .after(|db| Box::pin(check(db)))
            .down(|db| {
                Box::pin(async move {
                    db.execute("DELETE FROM one", &[]).await?;
                    Ok(())
                })
            });
        migration = migration.on(database, steps);
    }
    migration
}

async fn insert(db: &mut Transaction<'_>, database: Database) -> Result<(), ServerError> {
    let sql = match database {
        Database::Postgres => "INSERT INTO one (id, note) VALUES ($1, $2)",
        Database::Sqlite | Database::Mysql => "INSERT INTO one (id, note) VALUES (?, ?)",
    };
    let mut insert = db.prepare(sql);
    for (id, name) in [(1, "O'Hara"), (2, "Ödön; --")] {
        let done = insert.execute(&[id.into(), name.into()]).await?;
        assert_eq!(done.rows_affected, 1);
    }
    Ok(())
}

async fn check(db: &mut Transaction<'_>) -> Result<(), ServerError> {
    let rows = db
        .query("SELECT id, note FROM one ORDER BY id", &[])
        .await?;
    assert_eq!(rows[0].get("note"), Some(&Value::from("O'Hara")));
    assert_eq!(rows[1][0].as_integer(), Some(2));
    Ok(())
}

async fn runner(bench: &Bench, code: CodeMigration) -> Runner {
    bench
        .project
        .table("001_one", "one")
        .table("003_three", "three");
    let migrations = bench.project.migrations().with(code);
    Runner::connect(&bench.address(), migrations).await.unwrap()
}

async fn rust_runs_between_files_in_order_of_version(bench: Bench) {
    let mut runner = runner(&bench, fill()).await;
    let report = runner.up(&UpTarget::Latest).await.unwrap();
    let names: Vec<_> = report.done.iter().map(|done| done.name.as_str()).collect();
    assert_eq!(names, ["001_one", "002_fill", "003_three"]);
    let status = runner.status().await.unwrap();
    let described = status.migrations[1].description.as_deref();
    assert_eq!(described, Some("Fills in two people"));
    assert_eq!(bench.number("SELECT count(*) FROM one").await, 2);
}

async fn rust_goes_down_too(bench: Bench) {
    let mut runner = runner(&bench, fill()).await;
    runner.up(&UpTarget::Latest).await.unwrap();
    runner.down(&DownTarget::Steps(2)).await.unwrap();
    assert_eq!(bench.number("SELECT count(*) FROM one").await, 0);
    assert_eq!(bench.tables().await, ["one"]);
}

async fn an_error_in_rust_takes_everything_back(bench: Bench) {
    let mut code = CodeMigration::new("002_fill", "Fills in two people, and one nowhere");
    for database in Database::ALL {
        let steps = CodeSteps::up(move |db| {
            Box::pin(async move {
                insert(db, database).await?;
                db.execute("INSERT INTO nowhere (id) VALUES (1)", &[])
                    .await?;
                Ok(())
            })
        });
        code = code.on(database, steps);
    }
    let mut runner = runner(&bench, code).await;
    let error = runner.up(&UpTarget::Latest).await.unwrap_err();
    assert!(error.to_string().contains("002_fill"), "{error}");
    if bench.is_mysql() {
        assert_eq!(bench.number("SELECT count(*) FROM one").await, 0);
    } else {
        assert_eq!(bench.tables().await, [""; 0]);
    }
}
