//! `hook`: what the commits of a real git let through.

mod installed;
mod merged;

use std::io::ErrorKind;
use std::net::TcpListener;

use crate::support::{Project, Ran, git};

const SCHEMA: &str =
    "diesel::table! {\n    users (id) {\n        id -> Integer,\n        name -> Text,\n    }\n}\n";

/// A project on a SQLite file in a folder with a blank, with the hook and one commit.
fn project() -> Project {
    let project = Project::at("my shop").with("PATH", &git::path());
    write(&project, "");
    git::ok(project.path(), &["init", "-q", "-b", "main"]);
    project.ok(&["hook", "install"]);
    commit(&project, "first");
    project
}

/// Writes a project with one migration into a folder.
fn write(project: &Project, folder: &str) {
    project.write(&format!("{folder}.env"), "DATABASE_URL=shop.db\n");
    project.write(&format!("{folder}.gitignore"), "*.db\n");
    project.write(
        &format!("{folder}Cargo.toml"),
        "[package]\nname = \"shop\"\n",
    );
    project.write(
        &format!("{folder}diesel.toml"),
        "[print_schema]\nfile = \"src/schema.rs\"\n",
    );
    project.write(&format!("{folder}src/schema.rs"), SCHEMA);
    let migration = format!("{folder}migrations/001_create_users");
    project.write(
        &format!("{migration}/up.sql"),
        "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL);\n",
    );
    project.write(&format!("{migration}/down.sql"), "DROP TABLE users;\n");
}

/// Stages everything and commits it.
fn try_commit(project: &Project, message: &str) -> Ran {
    git::ok(project.path(), &["add", "-A"]);
    git::run(project.path(), &["commit", "-q", "-m", message])
}

fn commit(project: &Project, message: &str) {
    let ran = try_commit(project, message);
    assert_eq!(ran.code, 0, "{message}: {ran:?}");
    assert_eq!(ran.all(), "", "{message}");
}

/// The schema with one more column.
fn with_column(column: &str) -> String {
    SCHEMA.replace(
        "name -> Text,\n",
        &format!("name -> Text,\n        {column}\n"),
    )
}

#[test]
fn a_schema_without_a_migration_is_refused_until_the_two_commands_ran() {
    let project = project();
    project.write("src/schema.rs", &with_column("age -> Nullable<Integer>,"));
    let ran = try_commit(&project, "age");
    assert_eq!(ran.code, 1, "{ran:?}");
    insta::assert_snapshot!("without_migration", ran.all());
    project.ok(&["generate", "add_age"]);
    commit(&project, "age");
}

#[test]
fn it_is_skipped_with_no_verify() {
    let project = project();
    project.write("src/schema.rs", &with_column("age -> Nullable<Integer>,"));
    git::ok(project.path(), &["add", "-A"]);
    let words = ["commit", "-q", "--no-verify", "-m", "age"];
    assert_eq!(git::ok(project.path(), &words), "");
}

#[test]
fn what_makes_no_difference_to_the_database_needs_no_migration() {
    let project = project();
    let text = format!(
        "// A comment.\n{}",
        SCHEMA.replace("    users", "    /// All of them.\n    users")
    );
    project.write("src/schema.rs", &text);
    project.write("src/main.rs", "fn main() {}\n");
    commit(&project, "comments");
    let text = text.replace(
        "name -> Text",
        "#[sql_name = \"name\"]\n        title -> Text",
    );
    project.write("src/schema.rs", &text);
    commit(&project, "a name in Rust");
}

#[test]
fn a_declaration_in_sql_is_compared_without_its_comments() {
    let project = project();
    project.write(".glowplug.toml", "schema = \"schema\"\n");
    project.write("schema/users.sql", "CREATE TABLE users (id INTEGER);\n");
    let ran = try_commit(&project, "declared");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.all().contains("`schema/users.sql`"), "{ran:?}");
    let words = ["commit", "-q", "--no-verify", "-m", "declared"];
    git::ok(project.path(), &words);
    project.write(
        "schema/users.sql",
        "-- why\nCREATE TABLE users (\n  id INTEGER\n);\n",
    );
    commit(&project, "comments");
    project.write("schema/users.sql", "CREATE TABLE users (id TEXT);\n");
    assert_eq!(try_commit(&project, "type").code, 1);
}

#[test]
fn what_is_staged_is_judged_and_not_what_is_in_the_folder() {
    let project = project();
    let migration = "migrations/002_drop_users/up.sql";
    project.migration("002_drop_users", "DROP TABLE users;", "SELECT 1;");
    let ran = try_commit(&project, "drop");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.all().contains("error[drop-table]"), "{ran:?}");
    assert!(ran.all().contains(&format!("{migration}:1:1")), "{ran:?}");
    // A mended file helps only when it is staged.
    let mended = "-- glowplug: allow drop-table because \"it is empty\"\nDROP TABLE users;";
    project.write(migration, mended);
    let words = ["commit", "-q", "-m", "drop"];
    assert_eq!(git::run(project.path(), &words).code, 1);
    git::ok(project.path(), &["add", "-A"]);
    project.write(migration, "DROP TABLE users;");
    let ran = git::run(project.path(), &words);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn a_file_named_on_the_command_line_is_all_that_is_judged() {
    let project = project();
    project.write("src/schema.rs", &with_column("age -> Nullable<Integer>,"));
    project.write("README.md", "A shop.\n");
    git::ok(project.path(), &["add", "-A"]);
    let ran = git::run(project.path(), &["commit", "-q", "-m", "a", "README.md"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = git::run(
        project.path(),
        &["commit", "-q", "-m", "b", "src/schema.rs"],
    );
    assert_eq!(ran.code, 1, "{ran:?}");
    assert_eq!(
        git::run(project.path(), &["commit", "-q", "-a", "-m", "b"]).code,
        1
    );
}

#[test]
fn a_schema_that_was_left_behind_is_told() {
    let project = project();
    project.migration(
        "002_add_age",
        "ALTER TABLE users ADD COLUMN age INTEGER;",
        "SELECT 1;",
    );
    project.write("src/schema.rs", &with_column("age -> Nullable<Integer>,"));
    git::ok(project.path(), &["add", "migrations"]);
    let ran = git::run(project.path(), &["commit", "-q", "-m", "age"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told = "warning: `src/schema.rs` has changes that are not staged";
    assert!(ran.all().contains(told), "{ran:?}");
}

#[test]
fn migrations_that_the_database_has_are_not_edited() {
    let project = project();
    let up = "migrations/001_create_users/up.sql";
    let old = project.read(up);
    project.write(up, &old.replace("name TEXT", "name VARCHAR(9)"));
    // Nobody has it yet.
    assert_eq!(
        project.json(&["hook", "run"])["edited"],
        serde_json::json!([])
    );
    project.write(up, &old);
    project.ok(&["up"]);
    project.write(up, &old.replace("name TEXT", "name VARCHAR(9)"));
    let ran = try_commit(&project, "shorter");
    assert_eq!(ran.code, 1, "{ran:?}");
    insta::assert_snapshot!("edited", ran.all());
    project.write(up, &old);
    project.write(
        "migrations/001_create_users/down.sql",
        "DROP TABLE IF EXISTS users;\n",
    );
    commit(&project, "another way back");
    git::ok(
        project.path(),
        &["rm", "-rq", "migrations/001_create_users"],
    );
    let ran = try_commit(&project, "deleted");
    assert!(ran.all().contains("was deleted"), "{ran:?}");
    assert_eq!(ran.code, 1);
}

#[test]
fn a_database_of_another_machine_is_not_asked() {
    let project = project();
    // An address that is not known to be of this machine, but leads here.
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    project.write(
        ".env",
        &format!("DATABASE_URL=postgres://0.0.0.0:{port}/shop\n"),
    );
    let up = "migrations/001_create_users/up.sql";
    project.write(up, &format!("{}SELECT 1;\n", project.read(up)));
    git::ok(project.path(), &["add", "-A"]);
    let data = project.run(&["hook", "run", "--json"]).data();
    assert_eq!(data["edited"], serde_json::json!([]));
    let waiting = listener.accept().map_err(|error| error.kind());
    assert_eq!(waiting.unwrap_err(), ErrorKind::WouldBlock);
}

#[test]
fn the_answer_is_json_too() {
    let project = project();
    project.write("src/schema.rs", &with_column("age -> Nullable<Integer>,"));
    project.migration("002_drop", "DROP TABLE users;", "SELECT 1;");
    git::ok(project.path(), &["add", "src"]);
    let ran = project.run(&["hook", "run", "--json"]);
    assert_eq!(ran.code, 3);
    let data = ran.data();
    assert_eq!(data["without_migration"][0], "src/schema.rs");
    assert!(data["lint"].is_null());
    git::ok(project.path(), &["add", "-A"]);
    let data = project.run(&["hook", "run", "--json"]).data();
    assert_eq!(data["without_migration"], serde_json::json!([]));
    assert_eq!(data["lint"]["findings"][0]["rule"], "drop-table");
}
