//! Killed runs on a SQLite file.

use std::sync::LazyLock;

use super::scenario::{Migration, Scenario, Statement, logged, seen, stepwise, unseen, whole};
use super::trial::{Blow, Ring, trials};
use crate::support::place::Place;

const SETUP: &str = "CREATE TABLE log (entry TEXT NOT NULL)";
const ROWS: &str = "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM posts), \
                    (SELECT max(name) FROM users)";

static SCENARIO: LazyLock<Scenario> =
    LazyLock::new(|| Scenario::new(migrations(), [SETUP, ROWS], None, Place::sqlite));

fn object(name: &str) -> String {
    format!("SELECT count(*) FROM sqlite_master WHERE name = '{name}'")
}

fn column(table: &str, name: &str) -> String {
    format!("SELECT count(*) FROM pragma_table_info('{table}') WHERE name = '{name}'")
}

fn create(sql: &str, name: &str) -> Statement {
    seen(sql, &object(name))
}

fn fill(table: &str, columns: &str) -> Statement {
    unseen(&format!(
        "INSERT INTO {table} WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n \
         WHERE i < 2000) SELECT {columns} FROM n"
    ))
}

fn migrations() -> Vec<Migration> {
    let users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)";
    let posts = "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL \
                 REFERENCES users (id) ON DELETE CASCADE)";
    vec![
        whole(
            "1_users",
            vec![
                create(users, "users"),
                create(posts, "posts"),
                fill("users", "i, 'n' || i"),
                fill("posts", "i, i"),
                logged("one"),
            ],
        ),
        whole("2_rebuild", rebuild()),
        stepwise("3_steps", steps()),
        whole(
            "4_end",
            vec![
                seen("ALTER TABLE posts ADD text TEXT", &column("posts", "text")),
                logged("four"),
            ],
        ),
    ]
}

/// With foreign keys on, dropping the old table would delete all posts.
fn rebuild() -> Vec<Statement> {
    let new = "CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INT)";
    let rename = "ALTER TABLE users_new RENAME TO users";
    vec![
        unseen("PRAGMA foreign_keys = OFF"),
        unseen(new),
        unseen("INSERT INTO users_new SELECT id, name, id FROM users"),
        unseen("DROP TABLE users"),
        seen(rename, &column("users", "age")),
        logged("two"),
        unseen("PRAGMA foreign_keys = ON"),
    ]
}

fn steps() -> Vec<Statement> {
    let index = "CREATE INDEX users_name_idx ON users (name)";
    vec![
        logged("three a"),
        create(index, "users_name_idx"),
        unseen("VACUUM"),
        unseen("BEGIN"),
        logged("three b"),
        logged("three c"),
        unseen("COMMIT"),
        unseen("VACUUM"),
        logged("three d"),
    ]
}

#[test]
fn a_killed_command_on_a_sqlite_file() {
    let ring = Ring {
        name: "SQLite",
        scenario: &SCENARIO,
        place: &Place::sqlite,
        upstream: None,
        terminate: &|_| panic!("a file has no sessions"),
        stop: &|| panic!("a file has no server"),
    };
    trials(&ring, Blow::Kill, 100, 2);
}
