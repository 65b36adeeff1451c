//! `status`.

use std::fs;

use glowplug_local::TestServer;

use crate::support::{Project, steady};

#[test]
fn applied_pending_and_totals_are_shown() {
    let project = Project::sqlite();
    project.ok(&["up", "--steps", "1"]);
    insta::assert_snapshot!("status", steady(&project.ok(&["status"])));
    let data = project.json(&["status"]);
    assert_eq!(
        (&data["total"], &data["applied"], &data["pending"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert_eq!(data["migrations"][0]["state"], "applied");
    assert_eq!(data["migrations"][0]["batch"], 1);
    assert_eq!(data["migrations"][1]["state"], "pending");
}

#[test]
fn what_needs_attention_is_named_with_advice() {
    let project = Project::sqlite();
    project.migration("005_late", "CREATE TABLE late (x);", "DROP TABLE late;");
    project.ok(&["up"]);
    project.write("migrations/001_create_users/up.sql", "SELECT 1;");
    fs::remove_dir_all(project.path().join("migrations/005_late")).unwrap();
    project.migration("003_between", "SELECT 1;", "SELECT 1;");
    let ran = project.run(&["status"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    insta::assert_snapshot!("status_attention", steady(&ran.stdout));
    let data = project.json(&["status"]);
    let kinds: Vec<_> = data["attention"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["kind"].as_str().unwrap())
        .collect();
    for kind in ["edited", "missing", "out-of-order"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    assert!(data["attention"][0]["advice"].as_str().is_some());
    let refused = project.run(&["up"]);
    assert_eq!(refused.code, 1, "{refused:?}");
    project.ok(&["up", "--allow", "edited,missing,out-of-order"]);
}

#[test]
fn a_check_finds_what_is_pending() {
    let project = Project::sqlite();
    assert_eq!(project.run(&["status"]).code, 0);
    assert_eq!(project.run(&["status", "--check"]).code, 3);
    project.ok(&["up"]);
    assert_eq!(project.run(&["status", "--check"]).code, 0);
}

#[test]
fn what_a_service_applied_in_one_run_is_one_batch_and_asks_for_nothing() {
    let database = TestServer::shared().unwrap().database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    for (name, table) in [
        ("001_one", "one"),
        ("002_two", "two"),
        ("003_three", "three"),
    ] {
        let (up, down) = (
            format!("CREATE TABLE {table} (id int);"),
            format!("DROP TABLE {table};"),
        );
        project.migration(name, &up, &down);
        project.ok(&["query", "--write", &up]);
    }
    for sql in [
        "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, \
         run_on timestamp NOT NULL DEFAULT now())",
        "INSERT INTO __diesel_schema_migrations VALUES ('001', '2026-01-01 10:00:00.25'), \
         ('002', '2026-01-02 10:00:00.5'), ('003', '2026-01-02 10:00:00.5')",
    ] {
        project.ok(&["query", "--write", sql]);
    }
    let checked = project.run(&["status", "--check", "--json"]);
    assert_eq!(checked.code, 0, "{checked:?}");
    let status = checked.data();
    let entries = status["migrations"].as_array().unwrap().iter();
    let batches: Vec<i64> = entries.map(|of| of["batch"].as_i64().unwrap()).collect();
    assert_eq!(batches, [1, 2, 2]);
    assert_eq!(status["attention"].as_array().unwrap().len(), 0);
    assert_eq!(status["unrecorded"].as_array().unwrap().len(), 3);
    project.ok(&["down", "--yes"]);
    let left = project.json(&["status"]);
    assert_eq!(
        left["applied"], 1,
        "the last run is reverted as one: {left}"
    );
    assert_eq!(left["unrecorded"].as_array().unwrap().len(), 0);
}
