//! The reading commands: `info`, `tables`, `describe`, `count`.

use serde_json::json;

use crate::support::{Project, steady};

#[test]
fn tables_are_listed_and_described() {
    let project = Project::sqlite();
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
    for words in [&["status"][..], &["history"], &["down"], &["redo"]] {
        project.ok(words);
        assert!(!project.path().join("shop.db").exists(), "{words:?}");
    }
    project.ok(&["up"]);
    assert!(project.path().join("shop.db").exists());
}

#[test]
fn only_commands_that_create_a_database_accept_a_path_without_one() {
    let project = Project::sqlite();
    for words in [
        &["tables"][..],
        &["info"],
        &["count", "users"],
        &["describe", "users"],
        &["query", "SELECT 1"],
        &["print-schema"],
        &["models", "--check"],
        &["repair"],
    ] {
        let ran = project.run(words);
        assert_ne!(ran.code, 0, "{words:?}: {ran:?}");
        let said = "there is no database at `shop.db`";
        assert!(ran.stderr.contains(said), "{words:?}: {ran:?}");
        assert!(!project.path().join("shop.db").exists(), "{words:?}");
    }
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
fn of_many_tables_the_nearest_are_named() {
    let project = Project::sqlite();
    let create =
        (0..300).map(|number| format!("CREATE TABLE shelf_{number} (id INTEGER PRIMARY KEY);"));
    let create = format!(
        "{}CREATE TABLE p_book_orders (id INTEGER PRIMARY KEY);",
        create.collect::<String>()
    );
    project.migration("900_many", &create, "SELECT 1;");
    project.ok(&["up"]);
    for command in ["describe", "count"] {
        let ran = project.run(&[command, "book_orders"]);
        assert!(
            ran.stderr.contains("did you mean `p_book_orders`?"),
            "{ran:?}"
        );
        let ran = project.run(&[command, "nope"]);
        assert!(
            ran.stderr.len() < 300 && ran.stderr.contains("`tables`"),
            "{ran:?}"
        );
    }
    let ran = project.run(&["models", "book_orders", "--dry-run"]);
    assert!(
        ran.stderr.contains("did you mean `p_book_orders`?"),
        "{ran:?}"
    );
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
