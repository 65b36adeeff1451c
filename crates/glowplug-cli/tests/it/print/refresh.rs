//! `schema.rs` after a run, and `--check`.

use std::fs;

use glowplug::Database;

use crate::stage::Stage;

const USERS: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL);";

fn stage() -> Stage {
    let stage = Stage::new(Database::Sqlite).unwrap();
    let settings = "[print_schema]\nfile = \"src/schema.rs\"\n";
    fs::write(stage.path().join("diesel.toml"), settings).unwrap();
    migration(&stage, "001_create_users", USERS, "DROP TABLE users;");
    stage
}

fn migration(stage: &Stage, name: &str, up: &str, down: &str) {
    stage.file(name, "up.sql", up);
    stage.file(name, "down.sql", down);
}

fn schema(stage: &Stage) -> String {
    fs::read_to_string(stage.path().join("src/schema.rs")).unwrap()
}

fn code(stage: &Stage, words: &[&str]) -> (i32, String) {
    let output = stage.run(words);
    let said = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn up_down_and_redo_write_the_file() {
    let stage = stage();
    let (ended, said) = code(&stage, &["up"]);
    assert_eq!(ended, 0);
    assert!(said.contains("Wrote `src/schema.rs`."), "{said}");
    assert!(schema(&stage).contains("users (id)"));
    stage.json(&["down"]);
    assert_eq!(
        schema(&stage),
        "// @generated automatically by Diesel CLI.\n"
    );
    stage.json(&["up"]);
    let older = schema(&stage).replace("    ", "  ");
    fs::write(stage.path().join("src/schema.rs"), older).unwrap();
    let redone = stage.json(&["redo"]);
    assert_eq!(redone["schema"][0]["written"], true);
    assert!(schema(&stage).contains("users (id)"));
}

#[test]
fn a_file_that_is_right_is_not_touched() {
    let stage = stage();
    stage.json(&["up"]);
    let path = stage.path().join("src/schema.rs");
    let time = || fs::metadata(&path).unwrap().modified().unwrap();
    let before = time();
    let redone = stage.json(&["redo"]);
    assert_eq!(redone["schema"][0]["written"], false);
    assert_eq!(time(), before);
}

#[test]
fn a_run_that_does_nothing_makes_only_a_missing_file() {
    let stage = stage();
    stage.json(&["up"]);
    let path = stage.path().join("src/schema.rs");
    fs::write(&path, "edited").unwrap();
    stage.json(&["up"]);
    assert_eq!(schema(&stage), "edited");
    fs::remove_file(&path).unwrap();
    stage.json(&["up"]);
    assert!(schema(&stage).contains("users (id)"));
}

#[test]
fn locked_schema_leaves_the_file_and_shows_the_difference() {
    let stage = stage();
    stage.json(&["up"]);
    migration(
        &stage,
        "002_create_posts",
        "CREATE TABLE posts (id INTEGER PRIMARY KEY);",
        "DROP TABLE posts;",
    );
    let before = schema(&stage);
    let (ended, said) = code(&stage, &["up", "--locked-schema"]);
    assert_eq!(ended, 3, "{said}");
    assert!(said.contains("+    posts (id) {"), "{said}");
    assert_eq!(schema(&stage), before);
    // What is applied stays applied, and stays a difference.
    assert_eq!(code(&stage, &["up", "--locked-schema"]).0, 3);
    assert_eq!(
        code(&stage, &["down", "--locked-schema", "--steps", "1"]).0,
        0
    );
}

#[test]
fn check_shows_the_difference_and_changes_nothing() {
    let stage = stage();
    stage.json(&["up"]);
    assert_eq!(
        code(&stage, &["print-schema", "--check"]),
        (0, "`src/schema.rs` is up to date.\n".to_owned())
    );
    let edited = schema(&stage)
        .replace("Integer", "Text")
        .replace('\n', "\r\n");
    fs::write(stage.path().join("src/schema.rs"), &edited).unwrap();
    let (ended, said) = code(&stage, &["print-schema", "--check"]);
    assert_eq!(ended, 3);
    assert!(
        said.contains("-        id -> Text,\n+        id -> Integer,"),
        "{said}"
    );
    assert_eq!(schema(&stage), edited);
    let (ended, said) = code(&stage, &["print-schema", "--check", "--json"]);
    assert_eq!(ended, 3);
    let told: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(told["files"][0]["diff"].is_string());
}

#[test]
fn a_file_that_is_not_rust_is_neither_shown_nor_written() {
    let stage = stage();
    let secret = "TOKEN=hunter2\n";
    fs::write(stage.path().join(".env"), secret).unwrap();
    let settings = "[print_schema]\nfile = \".env\"\n";
    fs::write(stage.path().join("diesel.toml"), settings).unwrap();
    for words in [
        &["print-schema", "--check"][..],
        &["print-schema", "--check", "--json"],
        &["up", "--locked-schema"],
        &["up", "--schema-file", "overwrite"],
        &["check"],
        &["status"],
    ] {
        let output = stage.run(words);
        let said = format!("{output:?}");
        assert!(!said.contains("hunter2"), "{words:?}: {said}");
        assert_eq!(
            fs::read_to_string(stage.path().join(".env")).unwrap(),
            secret
        );
    }
    let output = stage.run(&["print-schema", "--check"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("`[print_schema] file` names a file that is not Rust"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_printed_is_said_and_the_rest_is_printed() {
    let stage = stage();
    let up = "CREATE TABLE odd (id INTEGER PRIMARY KEY NOT NULL, data JSONX);";
    migration(&stage, "002_create_odd", up, "DROP TABLE odd;");
    stage.json(&["up"]);
    let output = stage.run(&["print-schema"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "column `odd.data` is left out: Diesel has no type for `jsonx`\n"
    );
    let printed = stage.json(&["print-schema"]);
    assert_eq!(printed["schemas"][0]["key"], "default");
    assert_eq!(printed["schemas"][0]["file"], "src/schema.rs");
    assert_eq!(
        printed["schemas"][0]["remarks"].as_array().unwrap().len(),
        1
    );
    assert_eq!(printed["schemas"][0]["text"], schema(&stage));
}

#[test]
fn settings_that_diesel_does_not_know_are_refused_at_their_place() {
    let stage = stage();
    let refused = |settings: &str| {
        fs::write(stage.path().join("diesel.toml"), settings).unwrap();
        let output = stage.run(&["print-schema"]);
        assert_eq!(output.status.code(), Some(1), "{settings}");
        String::from_utf8(output.stderr).unwrap()
    };
    let said = refused("[print_schema]\nfile = \"src/schema.rs\"\nwith_doc = true\n");
    assert!(said.contains("line 3, column 12"), "{said}");
    let said = refused("[print_schema.archive]\nschem = \"a\"\n");
    assert!(
        said.contains("line 2, column 1") && said.contains("`schem`"),
        "{said}"
    );
    let said = refused("[print_schema]\nfilter = { only_tables = [\"(\"] }\n");
    assert!(
        said.contains("line 2") && said.contains("unclosed group"),
        "{said}"
    );
    let said = refused("[print_schema]\nwith_docs = \"some\"\n");
    assert!(said.contains("only-database-comments"), "{said}");
    let said = refused("[printschema]\n");
    assert!(said.contains("`print_schema`"), "{said}");
}

#[test]
fn options_that_say_nothing_are_wrong_usage() {
    let stage = stage();
    assert_eq!(code(&stage, &["print-schema", "users"]).0, 2);
    assert_eq!(
        code(&stage, &["print-schema", "--schema-key", "nowhere"]).0,
        2
    );
    assert_eq!(code(&stage, &["print-schema", "--schema", "public"]).0, 2);
    fs::write(stage.path().join("diesel.toml"), "").unwrap();
    assert_eq!(code(&stage, &["print-schema", "--check"]).0, 2);
}

/// A project in which a table is applied, and a column was typed into its `schema.rs`.
fn edited(database: Database) -> Option<Stage> {
    let stage = Stage::new(database)?;
    let settings = "[print_schema]\nfile = \"src/schema.rs\"\n";
    fs::write(stage.path().join("diesel.toml"), settings).unwrap();
    let users = "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, n INTEGER NOT NULL);";
    migration(&stage, "001_create_users", users, "DROP TABLE users;");
    stage.json(&["up"]);
    let typed = schema(&stage).replace("        n ->", "        slug -> Text,\n        n ->");
    assert!(typed.contains("slug"), "{typed}");
    fs::write(stage.path().join("src/schema.rs"), typed).unwrap();
    let posts = "CREATE TABLE posts (id INTEGER PRIMARY KEY NOT NULL);";
    migration(&stage, "002_create_posts", posts, "DROP TABLE posts;");
    Some(stage)
}

#[test]
fn no_run_writes_over_what_nobody_generated_from_yet() {
    for database in [Database::Postgres, Database::Sqlite, Database::Mysql] {
        let Some(stage) = edited(database) else {
            continue;
        };
        let typed = schema(&stage);
        for words in [
            &["up"][..],
            &["redo", "--steps", "1"],
            &["down", "--steps", "1"],
            &["up", "--steps", "1"],
            &["reset", "--yes"],
        ] {
            let ran = stage.json(words);
            let file = &ran["schema"][0];
            assert_eq!(file["written"], false, "{database} {words:?}: {ran}");
            let edits = file["edits"].to_string();
            assert!(edits.contains("users"), "{database} {words:?}: {ran}");
            assert_eq!(schema(&stage), typed, "{database} {words:?}");
        }
        let (ended, said) = code(&stage, &["redo", "--steps", "1"]);
        assert_eq!(ended, 0, "{said}");
        for way in [
            "Did not write `src/schema.rs`",
            "`generate`",
            "--schema-file overwrite",
        ] {
            assert!(said.contains(way), "{said}");
        }
        stage.json(&["up", "--schema-file", "overwrite"]);
        assert!(!schema(&stage).contains("slug"), "{database}");
        assert!(schema(&stage).contains("posts (id)"), "{database}");
    }
}

#[test]
fn a_reset_writes_over_no_file_that_something_was_taken_out_of() {
    let Some(stage) = edited(Database::Sqlite) else {
        return;
    };
    stage.json(&["up", "--schema-file", "overwrite"]);
    let printed = schema(&stage);
    let shorter: Vec<&str> = printed
        .lines()
        .filter(|line| !line.contains("n ->"))
        .collect();
    let shorter = shorter.join("\n") + "\n";
    assert_ne!(shorter, printed, "{printed}");
    fs::write(stage.path().join("src/schema.rs"), &shorter).unwrap();
    let ran = stage.json(&["reset", "--yes"]);
    assert_eq!(ran["schema"][0]["written"], false, "{ran}");
    assert_eq!(schema(&stage), shorter);
}

#[test]
fn what_is_applied_explains_a_file() {
    let stage = stage();
    stage.json(&["up"]);
    // Written by hand after a migration was, in other words than would be printed.
    let up = "ALTER TABLE users ADD COLUMN name TEXT;";
    migration(
        &stage,
        "002_add_name",
        up,
        "ALTER TABLE users DROP COLUMN name;",
    );
    let typed = "diesel::table! { users (id) { name -> Nullable<Text>, id -> Integer, } }\n";
    fs::write(stage.path().join("src/schema.rs"), typed).unwrap();
    assert_eq!(stage.json(&["up"])["schema"][0]["written"], true);
    // As it was before the run, which another tool printed otherwise.
    let before = schema(&stage)
        .replace("        ", "    ")
        .replace('\n', "\r\n");
    fs::write(stage.path().join("src/schema.rs"), before).unwrap();
    migration(
        &stage,
        "003_create_posts",
        "CREATE TABLE posts (id INTEGER PRIMARY KEY);",
        "DROP TABLE posts;",
    );
    assert_eq!(stage.json(&["up"])["schema"][0]["written"], true);
    // A fresh database, and a file that some migrations were forgotten in.
    fs::write(
        stage.path().join("src/schema.rs"),
        "diesel::table! { users (id) { id -> Integer, name -> Nullable<Text>, } }\n",
    )
    .unwrap();
    fs::remove_file(stage.path().join("shop.db")).unwrap();
    assert_eq!(stage.json(&["up"])["schema"][0]["written"], true);
    // What cannot be read may be anything.
    let broken = "<<<<<<< ours\ndiesel::table! {\n";
    fs::write(stage.path().join("src/schema.rs"), broken).unwrap();
    let left = stage.json(&["redo"]);
    assert_eq!(left["schema"][0]["written"], false);
    assert_eq!(schema(&stage), broken);
}

#[test]
fn a_patch_that_does_not_fit_is_one_finding() {
    let stage = stage();
    stage.json(&["up"]);
    let settings = "[print_schema]\nfile = \"src/schema.rs\"\npatch_file = \"schema.patch\"\n";
    fs::write(stage.path().join("diesel.toml"), settings).unwrap();
    let patch = "--- a\n+++ b\n@@ -1,2 +1,2 @@\n no such line\n-nor this\n+other\n";
    fs::write(stage.path().join("schema.patch"), patch).unwrap();
    let drift = "CREATE TABLE drift (id INTEGER PRIMARY KEY);";
    stage.json(&["query", "--write", drift]);
    let output = stage.run(&["check", "--json"]);
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["differences"][0]["object"], "drift", "{said}");
    let problems = said["schema"][0]["problems"].to_string();
    assert!(problems.contains("schema.patch` does not fit"), "{said}");
    let (ended, said) = code(&stage, &["models", "--check"]);
    assert_eq!(ended, 3, "{said}");
    assert!(said.contains("schema.patch` does not fit"), "{said}");
    assert_eq!(code(&stage, &["models", "--dry-run"]).0, 0);
    // Nothing is printed without the patch as if it were right.
    assert_eq!(code(&stage, &["print-schema"]).0, 1);
}
