//! Batches: what is applied together, and what is taken back together.

use glowplug::error::Error;
use glowplug::model::Version;
use glowplug::plan::{DownTarget, SegmentKind, UpTarget};

use super::{Bench, on_every_database};

on_every_database!(
    up_applies_everything_as_one_batch,
    up_with_nothing_to_do_changes_nothing,
    up_stops_where_it_is_told,
    down_takes_back_the_last_batch,
    down_goes_as_far_as_it_is_told,
    redo_ends_where_it_began,
    a_dry_run_shows_the_segments_and_writes_nothing,
    versions_run_in_the_order_of_their_numbers,
    a_database_has_its_own_files,
    after_runs_behind_up_and_goes_back_with_it,
    down_and_up_again_give_the_same_catalog,
);

fn three(bench: &Bench) {
    bench
        .project
        .table("001_one", "one")
        .table("002_two", "two")
        .table("003_three", "three");
}

async fn up_applies_everything_as_one_batch(bench: Bench) {
    three(&bench);
    assert_eq!(
        bench.up().await.unwrap(),
        ["001_one", "002_two", "003_three"]
    );
    assert_eq!(
        bench.status().await,
        ["001_one 1", "002_two 1", "003_three 1"]
    );
    bench.project.table("004_four", "four");
    assert_eq!(bench.up().await.unwrap(), ["004_four"]);
    assert_eq!(bench.status().await[3], "004_four 2");
    assert_eq!(bench.tables().await, ["four", "one", "three", "two"]);
}

async fn up_with_nothing_to_do_changes_nothing(bench: Bench) {
    three(&bench);
    bench.up().await.unwrap();
    let events = bench.runner().await.history(100).await.unwrap();
    assert_eq!(bench.up().await.unwrap(), [""; 0]);
    assert_eq!(bench.runner().await.history(100).await.unwrap(), events);
}

async fn up_stops_where_it_is_told(bench: Bench) {
    three(&bench);
    let mut runner = bench.runner().await;
    runner.up(&UpTarget::Steps(1)).await.unwrap();
    assert_eq!(bench.status().await, ["001_one 1", "002_two", "003_three"]);
    runner
        .up(&UpTarget::To(Version::of_folder("002")))
        .await
        .unwrap();
    assert_eq!(
        bench.status().await,
        ["001_one 1", "002_two 2", "003_three"]
    );
    let unknown = runner.up(&UpTarget::To(Version::of_folder("00x"))).await;
    assert!(matches!(unknown, Err(Error::UnknownVersion { .. })));
}

async fn down_takes_back_the_last_batch(bench: Bench) {
    three(&bench);
    let mut runner = bench.runner().await;
    runner.up(&UpTarget::Steps(1)).await.unwrap();
    runner.up(&UpTarget::Latest).await.unwrap();
    let report = runner.down(&DownTarget::LastBatch).await.unwrap();
    let names: Vec<_> = report.done.iter().map(|done| done.name.as_str()).collect();
    assert_eq!(names, ["003_three", "002_two"]);
    assert_eq!(bench.status().await, ["001_one 1", "002_two", "003_three"]);
    assert_eq!(bench.tables().await, ["one"]);
}

async fn down_goes_as_far_as_it_is_told(bench: Bench) {
    three(&bench);
    bench.project.table("004_four", "four");
    let mut runner = bench.runner().await;
    runner.up(&UpTarget::Steps(1)).await.unwrap();
    runner.up(&UpTarget::Steps(1)).await.unwrap();
    runner.up(&UpTarget::Latest).await.unwrap();
    runner.down(&DownTarget::Steps(1)).await.unwrap();
    assert_eq!(bench.tables().await, ["one", "three", "two"]);
    runner.down(&DownTarget::Batch(2)).await.unwrap();
    assert_eq!(bench.tables().await, ["one"]);
    runner.up(&UpTarget::Latest).await.unwrap();
    let version = Version::of_folder("002");
    runner.down(&DownTarget::To(version)).await.unwrap();
    assert_eq!(bench.tables().await, ["one", "two"]);
    runner.down(&DownTarget::All).await.unwrap();
    assert_eq!(bench.tables().await, [""; 0]);
    let nothing = runner.down(&DownTarget::LastBatch).await.unwrap();
    assert!(nothing.done.is_empty());
}

async fn redo_ends_where_it_began(bench: Bench) {
    three(&bench);
    bench.up().await.unwrap();
    let before = bench.catalog().await;
    bench.sql("INSERT INTO three (id) VALUES (1)").await;
    let report = bench
        .runner()
        .await
        .redo(&DownTarget::Steps(2))
        .await
        .unwrap();
    let names: Vec<_> = report.done.iter().map(|done| done.name.as_str()).collect();
    assert_eq!(names, ["003_three", "002_two", "002_two", "003_three"]);
    assert_eq!(bench.catalog().await, before);
    assert_eq!(bench.number("SELECT count(*) FROM three").await, 0);
    assert_eq!(
        bench.status().await,
        ["001_one 1", "002_two 2", "003_three 2"]
    );
}

async fn a_dry_run_shows_the_segments_and_writes_nothing(bench: Bench) {
    three(&bench);
    bench.project.without_transaction("002_two");
    let mut runner = bench.runner().await;
    let plan = runner.plan_up(&UpTarget::Latest).await.unwrap();
    let kinds: Vec<_> = plan.segments.iter().map(|segment| segment.kind).collect();
    let (whole, steps) = (SegmentKind::Transaction, SegmentKind::Statements);
    if bench.is_mysql() {
        assert!(kinds.iter().all(|kind| *kind == steps));
    } else {
        assert_eq!(kinds, [whole, steps, whole]);
    }
    assert_eq!(plan.batch, Some(1));
    assert_eq!(bench.tables().await, [""; 0]);
    let ours = ["__diesel_schema_migrations", "__glowplug_migrations"];
    let written = runner.session().existing_tables(&ours).await.unwrap();
    assert_eq!(written, [""; 0]);
}

async fn versions_run_in_the_order_of_their_numbers(bench: Bench) {
    bench.project.table("10_ten", "ten").table("9_nine", "nine");
    assert_eq!(bench.up().await.unwrap(), ["9_nine", "10_ten"]);
}

async fn a_database_has_its_own_files(bench: Bench) {
    let own = format!("up.{}.sql", bench.database().name());
    bench.project.table("001_one", "plain").file(
        "001_one",
        &own,
        "CREATE TABLE special (id INTEGER PRIMARY KEY)",
    );
    bench.up().await.unwrap();
    assert_eq!(bench.tables().await, ["special"]);
}

async fn after_runs_behind_up_and_goes_back_with_it(bench: Bench) {
    bench.project.table("001_one", "one").file(
        "001_one",
        "after.sql",
        "INSERT INTO one (id) VALUES (1)",
    );
    bench.up().await.unwrap();
    assert_eq!(bench.number("SELECT count(*) FROM one").await, 1);
    bench.project.table("002_two", "two").file(
        "002_two",
        "after.sql",
        "INSERT INTO nowhere (id) VALUES (1)",
    );
    bench.up().await.unwrap_err();
    if !bench.is_mysql() {
        assert_eq!(bench.tables().await, ["one"]);
        assert_eq!(bench.status().await, ["001_one 1", "002_two"]);
    }
}

async fn down_and_up_again_give_the_same_catalog(bench: Bench) {
    three(&bench);
    let empty = bench.catalog().await;
    bench.up().await.unwrap();
    let built = bench.catalog().await;
    assert_ne!(built, empty);
    bench.runner().await.down(&DownTarget::All).await.unwrap();
    assert_eq!(bench.catalog().await, empty);
    bench.up().await.unwrap();
    assert_eq!(bench.catalog().await, built);
}
