//! `info`, `tables`, `describe`, `count`.

use serde_json::json;

use crate::support::{Project, steady};

#[test]
fn tables_are_listed_and_described() {
    let project = Project::sqlite();
    assert_eq!(project.ok(&["tables"]), "There are no tables.\n");
    project.ok(&["up"]);
    project.ok(&[
        "query",
        "--write",
        "INSERT INTO users (name) VALUES ('Ann')",
    ]);
    insta::assert_snapshot!("tables", steady(&project.ok(&["tables"])));
    insta::assert_snapshot!("describe", project.ok(&["describe", "posts"]));
    assert_eq!(
        project.json(&["describe", "users"])["columns"][1]["name"],
        "name"
    );
    assert_eq!(
        project.json(&["count", "users"]),
        json!({"table": "users", "rows": 1})
    );
}

#[test]
fn looking_makes_no_file() {
    let project = Project::sqlite();
    for words in [
        &["status"][..],
        &["history"],
        &["tables"],
        &["info"],
        &["query", "SELECT 1"],
    ] {
        project.ok(words);
        assert!(!project.path().join("shop.db").exists(), "{words:?}");
    }
    project.ok(&["up"]);
    assert!(project.path().join("shop.db").exists());
}

#[test]
fn a_table_that_is_not_there_is_answered_with_those_that_are() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    for command in ["describe", "count"] {
        let ran = project.run(&[command, "user"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.stderr.contains("`posts`, `users`"), "{ran:?}");
    }
}

#[test]
fn the_server_and_the_activity_are_shown_on_postgresql() {
    let server = glowplug_local::TestServer::shared().unwrap();
    let database = server.database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    project.migration(
        "001_users",
        "CREATE TABLE users (id bigint PRIMARY KEY, name text); COMMENT ON TABLE users IS 'people';",
        "DROP TABLE users;",
    );
    project.ok(&["up"]);
    project.ok(&["query", "--write", "INSERT INTO users VALUES (1, 'Ann')"]);
    let info = project.json(&["info"]);
    assert!(
        info["version"].as_str().unwrap().starts_with("PostgreSQL "),
        "{info}"
    );
    assert!(info["size_bytes"].as_u64().unwrap() > 0, "{info}");
    assert_eq!(info["tables"][0]["name"], "users");
    assert_eq!(info["tables"][0]["comment"], "people");
    let text = project.ok(&["info"]);
    for part in ["Server", "Size", "inserts", "updates", "deletes", "users"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
