//! `check`: differences between `schema.rs` and the database.

use glowplug_local::{TestDatabase, TestServer};
use serde_json::Value;

use crate::support::Project;
use crate::support::mysql::MysqlDatabase;

const FILE: &str = "src/schema.rs";
const CONFIG: &str = "[print_schema]\nfile = \"src/schema.rs\"\n";

fn postgres() -> (TestDatabase, Project) {
    let database = TestServer::shared().unwrap().database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    let up = "
        CREATE TABLE users (id bigserial PRIMARY KEY, name varchar(50) NOT NULL, note text);
        CREATE INDEX users_note_idx ON users (note);
        CREATE TABLE posts (id bigserial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users);";
    project.write("diesel.toml", CONFIG);
    project.migration("001_start", up, "DROP TABLE posts; DROP TABLE users;");
    project.ok(&["up"]);
    (database, project)
}

/// What differs, each with its kind, name and difference.
fn found(project: &Project) -> Vec<String> {
    let ran = project.run(&["check", "--json"]);
    let data = ran.data();
    assert_eq!(data["differences"], serde_json::json!([]), "{ran:?}");
    let file = &data["schema"][0];
    assert_eq!(file["file"], FILE, "{ran:?}");
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let differences = file["differences"].as_array().unwrap().iter();
    let differences = differences.map(|one| {
        let [kind, object, what] = ["kind", "object", "difference"].map(|key| word(one, key));
        format!("{kind} {object} {what}")
    });
    let problems = file["problems"].as_array().unwrap().iter();
    let problems = problems.map(|problem| problem.as_str().unwrap().to_owned());
    let found: Vec<String> = differences.chain(problems).collect();
    assert_eq!(ran.code, if found.is_empty() { 0 } else { 3 }, "{ran:?}");
    assert!(found.is_empty() || file["diff"].is_string(), "{ran:?}");
    found
}

/// What is replaced by what, and what is found then.
const EDITS: &[(&str, &str, &str)] = &[
    (
        "        note -> Nullable<Text>,\n",
        "",
        "column users.note unexpected",
    ),
    (
        "note -> Nullable<Text>",
        "note -> Nullable<Text>,\n        age -> Nullable<Int4>",
        "column users.age missing",
    ),
    (
        "note -> Nullable<Text>",
        "note -> Text",
        "column users.note different",
    ),
    (
        "note -> Nullable<Text>",
        "note -> Nullable<Int4>",
        "column users.note different",
    ),
    (
        "max_length = 50",
        "max_length = 60",
        "column users.name different",
    ),
    (
        "users (id) {",
        "users (id, name) {",
        "constraint users.users_pkey different",
    ),
    (
        "diesel::joinable!(posts -> users (user_id));\n",
        "",
        "constraint posts.posts_user_id_fkey unexpected",
    ),
    (
        "diesel::table! {\n    users",
        "diesel::table! {\n    more (id) {\n        id -> Int8,\n    }\n}\n\ndiesel::table! {\n    users",
        "table more missing",
    ),
    (
        "note -> Nullable<Text>",
        "note -> Txt",
        "15:17: PostgreSQL has no type `Txt`",
    ),
];

#[test]
fn each_difference_of_the_declaration_is_named() {
    let (_database, project) = postgres();
    assert_eq!(found(&project), [""; 0]);
    let printed = project.read(FILE);
    for (old, new, expected) in EDITS {
        assert!(printed.contains(old), "{old} in {printed}");
        project.write(FILE, &printed.replace(old, new));
        assert!(
            found(&project).contains(&(*expected).to_owned()),
            "{expected}: {:?}",
            found(&project)
        );
    }
}

#[test]
fn the_order_and_the_words_are_no_difference() {
    let (_database, project) = postgres();
    let printed = project.read(FILE);
    let other = printed
        .replace("diesel::table!", "table!")
        .replace("Int8", "diesel::sql_types::BigInt")
        .replace("        note -> Nullable<Text>,\n", "")
        .replace(
            "users (id) {\n",
            "users (id) {\n        note -> Nullable<Text>,\n",
        );
    assert_ne!(other, printed);
    project.write(FILE, &other);
    assert_eq!(found(&project), [""; 0]);
}

#[test]
fn people_see_the_difference_and_what_is_ignored_is_left_out() {
    let (_database, project) = postgres();
    let printed = project.read(FILE);
    project.write(
        FILE,
        &printed.replace("        note -> Nullable<Text>,\n", ""),
    );
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    for told in [
        "column users.note is not declared in `src/schema.rs`",
        "+        note -> Nullable<Text>,",
        "1 object differs from `schema.rs`",
    ] {
        assert!(ran.stdout.contains(told), "{ran:?}");
    }
    let ran = project.run(&["check", "--ignore", "column users.*"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("1 difference ignored"), "{ran:?}");
    std::fs::remove_file(project.path().join(FILE)).unwrap();
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert!(
        ran.stdout.contains("`src/schema.rs` does not exist"),
        "{ran:?}"
    );
}

#[test]
fn the_declaration_is_compared_on_sqlite() {
    let project = Project::sqlite();
    project.write("diesel.toml", CONFIG);
    project.ok(&["up"]);
    assert_eq!(found(&project), [""; 0]);
    let printed = project.read(FILE);
    project.write(FILE, &printed.replace("name -> Text", "name -> Integer"));
    assert_eq!(found(&project), ["table users different"]);
}

#[test]
fn the_declaration_is_compared_on_mysql() {
    let Some(database) = MysqlDatabase::create() else {
        return;
    };
    let project = Project::empty().with("DATABASE_URL", &database.url());
    project.write("diesel.toml", CONFIG);
    project.migration(
        "001_users",
        "CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(50), kind ENUM('a', 'b'));",
        "DROP TABLE users;",
    );
    project.ok(&["up"]);
    assert_eq!(found(&project), [""; 0]);
    let printed = project.read(FILE);
    project.write(
        FILE,
        &printed.replace("name -> Nullable<Varchar>", "name -> Varchar"),
    );
    assert_eq!(found(&project), ["column users.name different"]);
}
