//! `new`: names, versions, files.

use std::fs;

use crate::support::Project;

#[test]
fn a_migration_is_what_diesel_makes() {
    let project = Project::sqlite();
    fs::remove_dir_all(project.path().join("migrations")).unwrap();
    fs::create_dir(project.path().join("migrations")).unwrap();
    let made = project.json(&["new", "create_tags"]);
    let name = made["name"].as_str().unwrap();
    let version = name.strip_suffix("_create_tags").unwrap();
    let shape: String = version
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    assert_eq!(shape, "0000-00-00-000000-0000");
    assert_eq!(made["version"], version.replace('-', ""));
    let up = format!("migrations/{name}/up.sql");
    let down = format!("migrations/{name}/down.sql");
    assert_eq!(made["files"], serde_json::json!([up, down]));
    assert_eq!(project.read(&up), "-- Your SQL goes here\n");
    assert_eq!(
        project.read(&down),
        "-- This file should undo anything in `up.sql`\n"
    );
}

#[test]
fn names_that_do_not_fit_are_refused_with_a_proposal() {
    let project = Project::sqlite();
    for (name, proposal) in [
        ("AddTags", "add_tags"),
        ("add-tags", "add_tags"),
        ("add__tags", "add_tags"),
        ("1_add", "add"),
        ("create_users", "create_users_2"),
        ("CreateUsers", "create_users_2"),
        ("../evil", "evil"),
    ] {
        let ran = project.run(&["new", name]);
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.stderr.contains(&format!("use `{proposal}`")), "{ran:?}");
    }
    assert_eq!(
        fs::read_dir(project.path().join("migrations"))
            .unwrap()
            .count(),
        2
    );
}

#[test]
fn numbers_follow_the_last_one() {
    let project = Project::sqlite();
    let made = project.json(&["new", "--sequential", "add_tags"]);
    assert_eq!(made["name"], "003_add_tags");
}

#[test]
fn many_at_once_get_versions_of_their_own() {
    let project = Project::sqlite();
    let names: Vec<String> = (0..12).map(|number| format!("add_{number}x")).collect();
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(|| project.ok(&["new", name]));
        }
    });
    // Two of one version would be refused.
    let status = project.json(&["status"]);
    assert_eq!(status["total"], 14);
}

#[test]
fn files_for_databases_and_settings_are_written() {
    let project = Project::sqlite();
    let made = project.json(&[
        "new",
        "add_tags",
        "--database",
        "sqlite,postgres",
        "--no-transaction",
        "--with-after",
        "--description",
        "tags \"of\" posts",
    ]);
    let folder = made["folder"].as_str().unwrap();
    let files: Vec<&str> = made["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file.as_str().unwrap().rsplit('/').next().unwrap())
        .collect();
    assert_eq!(
        files,
        [
            "up.sql",
            "up.postgres.sql",
            "up.sqlite.sql",
            "after.sql",
            "after.postgres.sql",
            "after.sqlite.sql",
            "down.sql",
            "down.postgres.sql",
            "down.sqlite.sql",
            "metadata.toml"
        ]
    );
    let metadata = project.read(&format!("{folder}/metadata.toml"));
    assert_eq!(
        metadata,
        "run_in_transaction = false\ndescription = 'tags \"of\" posts'\n"
    );
    let status = project.json(&["status"]);
    assert_eq!(status["migrations"][2]["description"], "tags \"of\" posts");
}
