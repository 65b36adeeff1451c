//! The output of failures, for people and for programs.

use crate::support::Project;

fn failing() -> Project {
    let project = Project::sqlite();
    project.migration(
        "003_break",
        "CREATE TABLE tags (id INTEGER PRIMARY KEY);\n\n-- the name is wrong\nINSERT INTO tagz (id)\nVALUES (1);\n",
        "DROP TABLE tags;",
    );
    project.migration("004_after", "SELECT 1;", "SELECT 1;");
    project
}

#[test]
fn a_failed_migration_shows_the_place_and_the_outcome() {
    let project = failing();
    let ran = project.run(&["up"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.stdout, "");
    insta::assert_snapshot!("failed_migration", ran.stderr);
}

#[test]
fn programs_get_the_same_as_data() {
    let project = failing();
    let ran = project.run(&["up", "--json"]);
    assert_eq!(ran.code, 1);
    let error = &ran.data()["error"];
    assert_eq!(error["kind"], "missing");
    assert_eq!(error["line"], 4);
    assert!(
        error["file"]
            .as_str()
            .unwrap()
            .ends_with("003_break/up.sql")
    );
    assert!(error["message"].as_str().unwrap().contains("tagz"));
    assert_eq!(error["applied"], serde_json::json!([]));
    assert_eq!(
        error["not_applied"],
        serde_json::json!([
            "001_create_users",
            "002_create_posts",
            "003_break",
            "004_after"
        ])
    );
    assert!(!error["advice"].as_array().unwrap().is_empty());
}

#[test]
fn a_failed_query_shows_the_place() {
    let project = Project::sqlite();
    project.run(&["up"]);
    let ran = project.run(&["query", "SELECT 1,\n  2 FRM x y"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!("failed_query", ran.stderr);
    let ran = project.run(&["query", "CREATE TABLE x (y)"]);
    assert!(ran.stderr.contains("add `--write`"), "{ran:?}");
}

#[test]
fn files_that_are_not_in_order_are_named() {
    let project = Project::sqlite();
    project.migration("002_again", "SELECT 1;", "SELECT 1;");
    project.write("migrations/001_create_users/metadata.toml", "");
    let ran = project.run(&["up"]);
    assert_eq!(ran.code, 1);
    for part in ["002_again", "002_create_posts", "metadata.toml"] {
        assert!(ran.stderr.contains(part), "{part}: {ran:?}");
    }
    let error = project.run(&["up", "--json"]).data()["error"].clone();
    assert_eq!(error["kind"], "files");
}

#[test]
fn each_reason_not_to_connect_has_its_own_words() {
    let project = Project::sqlite();
    let words = |url: &str, kind: &str| {
        let ran = project.run(&["status", "--json", "--database-url", url]);
        assert_eq!(ran.code, 1, "{url}: {ran:?}");
        assert_eq!(ran.data()["error"]["kind"], kind, "{url}: {ran:?}");
        project.run(&["status", "--database-url", url]).stderr
    };
    // Port 1 is reserved, and nobody listens there.
    let refused = words("postgres://me@127.0.0.1:1/shop", "refused");
    assert!(refused.contains("no database is listening at"), "{refused}");
    let unknown = words("postgres://me@no-such-host.invalid/shop", "unknown-host");
    assert!(unknown.contains("is unknown"), "{unknown}");
    let server = glowplug_local::TestServer::shared().unwrap();
    let missing = words(&server.url("no_such_database"), "missing-database");
    assert!(missing.contains("there is no database at"), "{missing}");
    assert!(missing.contains("`init`"), "{missing}");
}

#[test]
fn settings_that_cannot_be_read_are_named() {
    let project = Project::sqlite();
    project.write("diesel.toml", "[migrations_directory\n");
    let ran = project.run(&["status"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("diesel.toml"), "{ran:?}");
}
