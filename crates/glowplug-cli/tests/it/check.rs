//! `check` detects every kind of manual change, on all three databases.

mod changes;

use glowplug_local::{TestDatabase, TestServer};
use serde_json::Value;

use crate::support::mysql::MysqlDatabase;
use crate::support::{Project, Ran};
use changes::CHANGES;

/// What the migrations of these tests build.
const BUILT: &str = "
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name varchar(50) NOT NULL DEFAULT 'nobody',
    email text UNIQUE,
    age int,
    mood mood,
    CONSTRAINT users_age_check CHECK (age > 0)
);
CREATE INDEX users_name_idx ON users (name);
CREATE TABLE posts (
    id bigint PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title text
);
CREATE VIEW names AS SELECT id, name FROM users;
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE posts ENABLE ROW LEVEL SECURITY;
CREATE POLICY posts_own ON posts USING (user_id = 1);
COMMENT ON TABLE users IS 'people';
";

fn postgres() -> (TestDatabase, Project) {
    let database = TestServer::shared().unwrap().database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    let down = "DROP VIEW names; DROP TABLE posts; DROP TABLE users; DROP FUNCTION touch; \
                DROP FUNCTION one; DROP TYPE mood;";
    project.migration("001_everything", BUILT, down);
    project.ok(&["up"]);
    (database, project)
}

/// The one thing that differs.
fn differences(project: &Project) -> Vec<Value> {
    let ran = project.run(&["check", "--json"]);
    let found = ran.data()["differences"].as_array().unwrap().clone();
    assert_eq!(ran.code, if found.is_empty() { 0 } else { 3 }, "{ran:?}");
    found
}

fn told(found: &[Value]) -> Vec<String> {
    let told = found.iter().map(|one| {
        let word = |key: &str| one[key].as_str().unwrap().to_owned();
        format!("{} {} {}", word("kind"), word("object"), word("difference"))
    });
    told.collect()
}

#[test]
fn every_kind_of_change_by_hand_is_seen_and_can_be_put_right() {
    let (_database, project) = postgres();
    assert_eq!(told(&differences(&project)), [""; 0]);
    let wrong: Vec<String> = CHANGES
        .iter()
        .filter_map(|(sql, expected)| seen_and_put_right(&project, sql, expected).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Makes a change by hand, looks for it, and takes it back with the statements that are offered.
fn seen_and_put_right(project: &Project, sql: &str, expected: &[&str]) -> Result<(), String> {
    project.ok(&["down"]);
    project.ok(&["up"]);
    for statement in sql.split("; ") {
        project.ok(&["query", "--write", statement]);
    }
    let found = differences(project);
    if told(&found) != *expected {
        return Err(format!("{sql}: {:?}", told(&found)));
    }
    let mut ran = Vec::new();
    for one in &found {
        if one["adopt"].as_array().is_none_or(Vec::is_empty) {
            return Err(format!("{sql}: no way to adopt {one}"));
        }
        ran.extend(restored(project, one));
    }
    // What others depended on goes in a second round.
    for one in &differences(project) {
        ran.extend(restored(project, one));
    }
    match told(&differences(project)) {
        left if left.is_empty() => Ok(()),
        left => Err(format!("{sql}: not put right: {left:?} after {ran:?}")),
    }
}

/// Runs the statements that put one difference right.
fn restored(project: &Project, one: &Value) -> Vec<Ran> {
    let statements = one["restore"].as_array().unwrap().iter();
    let run = |sql: &Value| project.run(&["query", "--write", sql.as_str().unwrap()]);
    statements.map(run).collect()
}

#[test]
fn an_index_that_is_not_valid_is_seen() {
    let (_database, project) = postgres();
    let twice = "INSERT INTO users (name, email) VALUES ('a', 'a'), ('a', 'b')";
    project.ok(&["query", "--write", twice]);
    let ran = project.run(&[
        "query",
        "--write",
        "CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON users (name)",
    ]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let found = differences(&project);
    assert_eq!(told(&found), ["index users.users_name_key unexpected"]);
}

#[test]
fn what_is_ignored_is_left_out_and_counted() {
    let (_database, project) = postgres();
    project.ok(&[
        "query",
        "--write",
        "CREATE TABLE tmp_a (id int PRIMARY KEY)",
    ]);
    project.ok(&[
        "query",
        "--write",
        "CREATE TABLE tmp_b (id int PRIMARY KEY)",
    ]);
    assert_eq!(differences(&project).len(), 2);
    project.write(".glowplug.toml", "[check]\nignore = [\"table tmp_a\"]\n");
    assert_eq!(told(&differences(&project)), ["table tmp_b unexpected"]);
    let ran = project.run(&["check", "--ignore", "table *_b"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("2 differences ignored"), "{ran:?}");
    project.write(".glowplug.toml", "[check]\nignored = []\n");
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.contains("unknown field `ignored`"), "{ran:?}");
}

#[test]
fn edited_migrations_are_found_and_pending_ones_are_not_expected() {
    let (_database, project) = postgres();
    project.migration(
        "002_more",
        "CREATE TABLE more (id int PRIMARY KEY);",
        "DROP TABLE more;",
    );
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("1 migration pending"), "{ran:?}");
    let text = project.read("migrations/001_everything/up.sql");
    project.write(
        "migrations/001_everything/up.sql",
        &format!("{text}-- edited\n"),
    );
    let ran = project.run(&["check", "--json"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    assert_eq!(ran.data()["attention"][0]["kind"], "edited", "{ran:?}");
}

#[test]
fn nothing_is_left_behind() {
    let project = Project::at("shop").with("GLOWPLUG_SCRATCH_KEEP", "false");
    project.write("diesel.toml", "");
    project.migration(
        "001_a",
        "CREATE TABLE a (id int PRIMARY KEY);",
        "DROP TABLE a;",
    );
    project.ok(&["up"]);
    project.ok(&["check"]);
    project.migration(
        "002_b",
        "CREATE TABLE a (id int PRIMARY KEY);",
        "DROP TABLE a;",
    );
    assert_eq!(project.run(&["prove"]).code, 3);
    let left = "SELECT datname FROM pg_database WHERE datname LIKE 'glowplug%'";
    assert_eq!(
        project.json(&["query", left])["rows"],
        serde_json::json!([])
    );
}

#[test]
fn changes_by_hand_are_seen_on_sqlite() {
    let project = Project::sqlite();
    project.ok(&["up"]);
    assert_eq!(told(&differences(&project)), [""; 0]);
    for (sql, expected) in [
        (
            "ALTER TABLE users ADD COLUMN note TEXT",
            "table users different",
        ),
        (
            "DROP INDEX posts_user_id_idx",
            "index posts.posts_user_id_idx missing",
        ),
        (
            "CREATE VIEW names AS SELECT name FROM users",
            "view names unexpected",
        ),
        (
            "CREATE TABLE notes (id INTEGER PRIMARY KEY)",
            "table notes unexpected",
        ),
    ] {
        project.ok(&["down"]);
        project.ok(&["up"]);
        project.ok(&["query", "--write", sql]);
        assert_eq!(told(&differences(&project)), [expected], "{sql}");
        let found = differences(&project);
        for statement in found[0]["restore"].as_array().unwrap() {
            project.ok(&["query", "--write", statement.as_str().unwrap()]);
        }
        assert_eq!(
            told(&differences(&project)),
            [""; 0],
            "put right after {sql}"
        );
    }
}

#[test]
fn changes_by_hand_are_seen_on_mysql() {
    let Some(database) = MysqlDatabase::create() else {
        return;
    };
    let project = Project::empty().with("DATABASE_URL", &database.url());
    project.migration(
        "001_users",
        "CREATE TABLE users (id BIGINT PRIMARY KEY, name VARCHAR(50) NOT NULL);",
        "DROP TABLE users;",
    );
    project.ok(&["up"]);
    assert_eq!(told(&differences(&project)), [""; 0]);
    for (sql, expected) in [
        (
            "ALTER TABLE users ADD COLUMN note TEXT",
            "column users.note unexpected",
        ),
        (
            "ALTER TABLE users MODIFY name VARCHAR(60) NOT NULL",
            "column users.name different",
        ),
        (
            "CREATE INDEX users_name ON users (name)",
            "index users.users_name unexpected",
        ),
        (
            "CREATE VIEW names AS SELECT name FROM users",
            "view names unexpected",
        ),
    ] {
        project.ok(&["query", "--write", sql]);
        let found = differences(&project);
        assert_eq!(told(&found), [expected], "{sql}");
        for statement in found[0]["restore"].as_array().unwrap() {
            project.ok(&["query", "--write", statement.as_str().unwrap()]);
        }
        assert_eq!(
            told(&differences(&project)),
            [""; 0],
            "put right after {sql}"
        );
    }
}
