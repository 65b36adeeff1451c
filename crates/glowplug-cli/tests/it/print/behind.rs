//! `schema.rs` that a killed run left as it was.

use std::fs;

use glowplug::Database;

use crate::stage::Stage;

/// A project whose second migration was applied by a run that was killed before it wrote the file.
fn killed(database: Database) -> Option<(Stage, String)> {
    let stage = Stage::new(database)?;
    let settings = "[print_schema]\nfile = \"src/schema.rs\"\n";
    fs::write(stage.path().join("diesel.toml"), settings).unwrap();
    table(&stage, "001_create_users", "users");
    stage.json(&["up"]);
    let file = stage.path().join("src/schema.rs");
    let before = fs::read_to_string(&file).unwrap();
    table(&stage, "002_create_posts", "posts");
    stage.json(&["up"]);
    let after = fs::read_to_string(&file).unwrap();
    assert_ne!(before, after);
    fs::write(&file, &before).unwrap();
    fs::write(stage.path().join("src/.schema.rs.before"), &before).unwrap();
    Some((stage, after))
}

fn table(stage: &Stage, migration: &str, table: &str) {
    let up = format!("CREATE TABLE {table} (id INTEGER PRIMARY KEY NOT NULL);");
    stage.file(migration, "up.sql", &up);
    stage.file(migration, "down.sql", &format!("DROP TABLE {table};"));
}

fn is_mended_by_the_next_run(database: Database) {
    let Some((stage, after)) = killed(database) else {
        return;
    };
    let status = stage.json(&["status"]);
    assert_eq!(status["differing"][0], "src/schema.rs");
    let done = stage.json(&["up"]);
    assert_eq!(done["done"].as_array().unwrap().len(), 0);
    assert_eq!(done["schema"][0]["written"], true);
    let folder = stage.path().join("src");
    assert_eq!(fs::read_to_string(folder.join("schema.rs")).unwrap(), after);
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1, "no note stays");
    assert!(stage.json(&["status"]).get("differing").is_none());
}

#[test]
fn a_file_that_a_killed_run_left_behind_is_mended_by_the_next_run() {
    is_mended_by_the_next_run(Database::Sqlite);
}

#[test]
fn a_file_that_a_killed_run_left_behind_is_mended_on_postgresql() {
    is_mended_by_the_next_run(Database::Postgres);
}

#[test]
fn a_file_that_was_edited_since_is_not_taken_for_one_that_was_left_behind() {
    let (stage, _) = killed(Database::Sqlite).unwrap();
    let file = stage.path().join("src/schema.rs");
    let edited = "diesel::table! { users (id) { id -> Integer, name -> Text, } }\n";
    fs::write(&file, edited).unwrap();
    stage.json(&["up"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), edited);
    let said = stage.run(&["status"]);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(
        said.contains("`src/schema.rs` differs from the database"),
        "{said}"
    );
}

#[test]
fn a_run_that_fails_in_the_middle_leaves_a_note_for_the_next_one() {
    let stage = Stage::new(Database::Sqlite).unwrap();
    let settings = "[print_schema]\nfile = \"src/schema.rs\"\n";
    fs::write(stage.path().join("diesel.toml"), settings).unwrap();
    table(&stage, "001_create_users", "users");
    stage.json(&["up"]);
    stage.file(
        "002_create_posts",
        "metadata.toml",
        "run_in_transaction = false\n",
    );
    table(&stage, "002_create_posts", "posts");
    stage.file("003_fail", "up.sql", "INSERT INTO nowhere VALUES (1);");
    stage.file("003_fail", "down.sql", "SELECT 1;");
    assert_eq!(stage.run(&["up"]).status.code(), Some(1));
    fs::remove_dir_all(stage.migrations().join("003_fail")).unwrap();
    stage.json(&["up"]);
    let text = fs::read_to_string(stage.path().join("src/schema.rs")).unwrap();
    assert!(text.contains("posts (id)"), "{text}");
}
