//! Where files and database disagree.

use std::fs;

use glowplug::error::Error;
use glowplug::model::InconsistencyKind;
use glowplug::plan::{Allow, DownTarget, UpTarget};

use super::{Bench, on_every_database};

on_every_database!(
    an_edited_migration_stops_up_until_it_is_repaired,
    other_line_endings_are_no_edit,
    a_missing_folder_stops_up_and_its_stored_down_reverts_it,
    the_missing_folder_of_an_unfinished_migration_stops_up,
    a_late_migration_stops_up_until_it_is_allowed,
    what_diesel_applied_is_adopted,
    what_diesel_reverted_is_forgotten,
);

async fn kinds(bench: &Bench) -> Vec<InconsistencyKind> {
    let status = bench.runner().await.status().await.unwrap();
    status.attention.iter().map(|found| found.kind).collect()
}

fn refusal(result: glowplug::Result<Vec<String>>) -> InconsistencyKind {
    match result {
        Err(Error::Attention(found)) => found[0].kind,
        other => panic!("{other:?}"),
    }
}

async fn an_edited_migration_stops_up_until_it_is_repaired(bench: Bench) {
    bench.project.table("001_one", "one");
    bench.up().await.unwrap();
    let path = bench.project.migration_path("001_one").join("up.sql");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("50", "51")).unwrap();
    assert_eq!(kinds(&bench).await, [InconsistencyKind::Edited]);
    bench.project.table("002_two", "two");
    assert_eq!(refusal(bench.up().await), InconsistencyKind::Edited);
    assert_eq!(bench.tables().await, ["one"]);
    let repaired = bench.runner().await.repair().await.unwrap();
    assert_eq!(repaired.len(), 1);
    assert_eq!(kinds(&bench).await, []);
    assert_eq!(bench.up().await.unwrap(), ["002_two"]);
}

async fn other_line_endings_are_no_edit(bench: Bench) {
    bench.project.migration(
        "001_one",
        "CREATE TABLE one (\n  id INTEGER\n);\n",
        "DROP TABLE one;",
    );
    bench.up().await.unwrap();
    let up = "\u{feff}CREATE TABLE one (\r\n  id INTEGER\r\n);\r\n\r\n";
    bench.project.file("001_one", "up.sql", up);
    assert_eq!(kinds(&bench).await, []);
}

async fn a_missing_folder_stops_up_and_its_stored_down_reverts_it(bench: Bench) {
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two");
    bench.up().await.unwrap();
    bench.project.remove("002_two");
    bench.project.table("003_three", "three");
    assert_eq!(kinds(&bench).await, [InconsistencyKind::Missing]);
    assert_eq!(refusal(bench.up().await), InconsistencyKind::Missing);
    let allow = Allow([InconsistencyKind::Missing].into());
    let mut runner = bench.runner().await.allow(allow);
    runner.up(&UpTarget::Latest).await.unwrap();
    assert_eq!(bench.tables().await, ["one", "three", "two"]);
    runner.down(&DownTarget::Steps(2)).await.unwrap();
    assert_eq!(bench.tables().await, ["one"]);
    assert_eq!(bench.status().await, ["001_one 1", "003_three"]);
}

async fn the_missing_folder_of_an_unfinished_migration_stops_up(bench: Bench) {
    bench.project.table("001_one", "one");
    bench.up().await.unwrap();
    bench
        .project
        .migration(
            "002_two",
            "CREATE TABLE two (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n",
            "DROP TABLE two;\n",
        )
        .without_transaction("002_two");
    bench.up().await.unwrap_err();
    bench.project.remove("002_two");
    let unfinished = InconsistencyKind::UnfinishedMissing;
    assert_eq!(kinds(&bench).await, [unfinished]);
    assert_eq!(refusal(bench.up().await), unfinished);
    bench.project.table("003_three", "three");
    assert_eq!(refusal(bench.up().await), unfinished);
    let allow = Allow([InconsistencyKind::Missing].into());
    let mut runner = bench.runner().await.allow(allow);
    runner.up(&UpTarget::Latest).await.unwrap();
    assert_eq!(bench.tables().await, ["one", "three", "two"]);
    runner.down(&DownTarget::Steps(2)).await.unwrap();
    assert_eq!(bench.tables().await, ["one"]);
    assert_eq!(kinds(&bench).await, []);
}

async fn a_late_migration_stops_up_until_it_is_allowed(bench: Bench) {
    bench.project.table("002_two", "two");
    bench.up().await.unwrap();
    bench.project.table("001_one", "one");
    assert_eq!(kinds(&bench).await, [InconsistencyKind::OutOfOrder]);
    assert_eq!(refusal(bench.up().await), InconsistencyKind::OutOfOrder);
    let allow = Allow([InconsistencyKind::OutOfOrder].into());
    let report = bench
        .runner()
        .await
        .allow(allow)
        .up(&UpTarget::Latest)
        .await;
    assert_eq!(report.unwrap().done[0].name, "001_one");
    assert_eq!(kinds(&bench).await, []);
}

/// Does what `diesel migration run` does, on its documented table.
async fn diesel_applies(bench: &Bench, version: &str, table: &str) {
    bench
        .sql(
            "CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (version VARCHAR(50) PRIMARY \
             KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
        )
        .await;
    bench
        .sql(&format!("CREATE TABLE {table} (id INTEGER)"))
        .await;
    let insert = format!("INSERT INTO __diesel_schema_migrations (version) VALUES ('{version}')");
    bench.sql(&insert).await;
}

async fn what_diesel_applied_is_adopted(bench: Bench) {
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two")
        .table("003_three", "three");
    diesel_applies(&bench, "001", "one").await;
    diesel_applies(&bench, "002", "two").await;
    let of_diesel = InconsistencyKind::AppliedByDiesel;
    assert_eq!(kinds(&bench).await, [of_diesel, of_diesel]);
    let status = ["001_one 1", "002_two 2", "003_three"];
    assert_eq!(bench.status().await, status);
    assert_eq!(bench.up().await.unwrap(), ["003_three"]);
    assert_eq!(kinds(&bench).await, []);
    assert_eq!(
        bench.status().await,
        ["001_one 1", "002_two 2", "003_three 3"]
    );
    let mut runner = bench.runner().await;
    runner.down(&DownTarget::LastBatch).await.unwrap();
    runner.down(&DownTarget::LastBatch).await.unwrap();
    assert_eq!(bench.tables().await, ["one"]);
    let left = "SELECT count(*) FROM __diesel_schema_migrations";
    assert_eq!(bench.number(left).await, 1);
}

async fn what_diesel_reverted_is_forgotten(bench: Bench) {
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two");
    bench.up().await.unwrap();
    bench.sql("DROP TABLE two").await;
    bench
        .sql("DELETE FROM __diesel_schema_migrations WHERE version = '002'")
        .await;
    assert_eq!(kinds(&bench).await, [InconsistencyKind::RevertedByDiesel]);
    assert_eq!(bench.status().await, ["001_one 1", "002_two"]);
    assert_eq!(bench.up().await.unwrap(), ["002_two"]);
    assert_eq!(kinds(&bench).await, []);
    assert_eq!(bench.tables().await, ["one", "two"]);
}
