//! Settings of `models`, and structs that cannot be generated.

use std::fs;

use glowplug::Database;

use crate::print::load;
use crate::stage::Stage;

/// A project with these settings and this schema.
fn stage(database: Database, diesel: &str, glowplug: &str, sql: &str) -> Option<Stage> {
    let stage = Stage::new(database)?;
    fs::write(stage.path().join("diesel.toml"), diesel).unwrap();
    fs::write(stage.path().join(".glowplug.toml"), glowplug).unwrap();
    load(&stage, sql);
    Some(stage)
}

fn read(stage: &Stage, file: &str) -> String {
    fs::read_to_string(stage.path().join(file)).unwrap()
}

/// What is said beside the answer.
fn remarks(stage: &Stage, words: &[&str]) -> String {
    let output = stage.run(words);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn types_are_chosen_by_column_and_by_type() {
    let sql = "CREATE TABLE users (id bigint PRIMARY KEY, seen timestamptz, times timestamptz[], \
               place point, area point NOT NULL, name citext); \
               COMMENT ON TABLE users IS E'People.\\n\\n  Each one once.';";
    let glowplug = "[models]\nout = \"src/models.rs\"\ntypes = { \"users.id\" = \"crate::UserId\", \
                    timestamptz = \"jiff_diesel::Timestamp\", point = \"geo::Point\", \
                    Citext = \"crate::Name\" }\n";
    let sql = format!("CREATE EXTENSION citext; {sql}");
    let stage = stage(Database::Postgres, "", glowplug, &sql).unwrap();
    assert_eq!(remarks(&stage, &["models", "--kinds", "row"]), "");
    insta::assert_snapshot!("models_types", read(&stage, "src/models.rs"));
    let wrong = "[models]\ntypes = { timestamptz = \"jiff diesel\" }\n";
    fs::write(stage.path().join(".glowplug.toml"), wrong).unwrap();
    let output = stage.run(&["models"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`jiff diesel` is no type of Rust"), "{said}");
}

#[test]
fn what_has_no_rust_type_or_no_key_is_left_out_and_said() {
    let sql = "CREATE TABLE places (id int PRIMARY KEY, at point, name text NOT NULL); \
               CREATE TABLE notes (text text); CREATE VIEW names AS SELECT name FROM places; \
               CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE moods (id int PRIMARY KEY, mood mood);";
    let stage = stage(Database::Postgres, "", "", sql).unwrap();
    let said = remarks(&stage, &["models"]);
    let expected = "table `public.notes` is left out: it has no primary key, which `table!` needs\n\
                    column `public.places.at` is left out: name a Rust type for `point` in the settings\n\
                    enums can stand in queries once the types in `schema.rs` derive `QueryId`: in `diesel.toml` \
                    `custom_type_derives = [\"diesel::query_builder::QueryId\"]`\n";
    assert_eq!(said, expected);
    assert!(!read(&stage, "src/models/places.rs").contains("at:"));
    assert_eq!(
        read(&stage, "src/models.rs"),
        "pub mod enums;\npub mod moods;\npub mod places;\n"
    );
    let moods = read(&stage, "src/models/moods.rs");
    assert!(
        moods.starts_with("use super::enums::MoodValue;\n"),
        "{moods}"
    );
}

#[test]
fn tables_of_one_name_in_several_schemas_have_structs_of_their_own() {
    let diesel = "[print_schema.main]\nfile = \"src/db/schema.rs\"\n\
                  [print_schema.archive]\nfile = \"src/db/old.rs\"\nschema = \"archive\"\n";
    let sql = "CREATE TABLE users (id int PRIMARY KEY); CREATE SCHEMA archive; \
               CREATE TABLE archive.users (id int PRIMARY KEY, note text);";
    let stage = stage(Database::Postgres, diesel, "", sql).unwrap();
    stage.json(&["models"]);
    let both = read(&stage, "src/models/users.rs") + &read(&stage, "src/models/archive_users.rs");
    for expected in [
        "#[diesel(table_name = crate::db::schema::users)]",
        "pub struct User {",
        "#[diesel(table_name = crate::db::old::archive::users)]",
        "pub struct ArchiveUser {",
        "pub struct NewArchiveUser {",
    ] {
        assert!(both.contains(expected), "{expected}: {both}");
    }
    let again = stage.json(&["models", "--check"]);
    assert_eq!(again["files"].as_array().unwrap().len(), 0, "{again}");
}

#[test]
fn what_a_patch_file_changes_is_what_the_structs_have() {
    let diesel = "[print_schema]\nfile = \"src/schema.rs\"\npatch_file = \"schema.patch\"\n";
    let sql = "CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, seen INTEGER);";
    let stage = stage(Database::Sqlite, diesel, "", sql).unwrap();
    let patch = "--- a\n+++ b\n@@ -3,5 +3,5 @@\n diesel::table! {\n     users (id) {\n         \
                 id -> Integer,\n-        seen -> Nullable<Integer>,\n+        \
                 seen -> Nullable<BigInt>,\n     }\n";
    fs::write(stage.path().join("schema.patch"), patch).unwrap();
    stage.json(&["models"]);
    let users = read(&stage, "src/models/users.rs");
    assert!(users.contains("pub seen: Option<i64>,"), "{users}");
}

#[test]
fn wide_tables_and_long_names_are_laid_out_and_named() {
    let columns: Vec<String> = (0..70).map(|number| format!("c{number} bigint")).collect();
    let long = "a_table_whose_name_is_as_long_as_the_names_of_tables_may_be_ok";
    let sql = format!(
        "CREATE TABLE wide (id int PRIMARY KEY, {}); CREATE TABLE {long} \
         (a_key_of_a_table_with_a_very_long_name int, and_another_key_with_a_long_name int, \
         PRIMARY KEY (a_key_of_a_table_with_a_very_long_name, and_another_key_with_a_long_name)); \
         CREATE TABLE user_ (id int PRIMARY KEY); CREATE TABLE users (id int PRIMARY KEY);",
        columns.join(", ")
    );
    let glowplug = "[models]\nderives = [\"serde::Serialize\", \"serde::Deserialize\", \"Hash\"]\n\
                    schema_module = \"crate::some::module::that::is::deep\"\n";
    let stage = stage(Database::Postgres, "", glowplug, &sql).unwrap();
    let said = stage.json(&["models"]);
    assert_eq!(said["needs"][0], "feature `128-column-tables` of `diesel`");
    for entry in fs::read_dir(stage.path().join("src/models")).unwrap() {
        let path = entry.unwrap().path();
        let mut rustfmt = std::process::Command::new("rustfmt");
        let checked = rustfmt
            .args(["--check", "--edition", "2024"])
            .arg(&path)
            .output()
            .unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            checked.status.success(),
            "{}{text}",
            String::from_utf8_lossy(&checked.stdout)
        );
    }
}
