//! `status`.

use std::fs;

use crate::support::{Project, steady};

#[test]
fn executed_pending_and_totals_are_shown() {
    let project = Project::sqlite();
    project.ok(&["up", "--steps", "1"]);
    insta::assert_snapshot!("status", steady(&project.ok(&["status"])));
    let data = project.json(&["status"]);
    assert_eq!(
        (&data["total"], &data["executed"], &data["pending"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert_eq!(data["migrations"][0]["state"], "executed");
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
