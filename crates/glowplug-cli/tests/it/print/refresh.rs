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
    fs::write(stage.path().join("src/schema.rs"), "old").unwrap();
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
        (0, "`src/schema.rs` is what would be printed.\n".to_owned())
    );
    let edited = schema(&stage)
        .replace("Integer", "BigInt")
        .replace('\n', "\r\n");
    fs::write(stage.path().join("src/schema.rs"), &edited).unwrap();
    let (ended, said) = code(&stage, &["print-schema", "--check"]);
    assert_eq!(ended, 3);
    assert!(
        said.contains("-        id -> BigInt,\n+        id -> Integer,"),
        "{said}"
    );
    assert_eq!(schema(&stage), edited);
    let (ended, said) = code(&stage, &["print-schema", "--check", "--json"]);
    assert_eq!(ended, 3);
    let told: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(told["files"][0]["diff"].is_string());
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
