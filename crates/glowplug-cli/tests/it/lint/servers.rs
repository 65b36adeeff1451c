//! The rules against SQLite and MySQL or MariaDB: what these refuse, copy or lose is what the rules say.
//! For PostgreSQL, the crate of the rules does this itself.

use glowplug::Database;
use glowplug_lint::{Settings, Severity, Subject, lint};

use crate::support::place::{Observer, Place};

/// Rules about what is lost or renamed on purpose.
const OTHER: &[&str] = &[
    "drop-table",
    "drop-column",
    "drop-object",
    "rename-column",
    "rename-table",
];

/// Returns the rules that call a statement dangerous on tables that are there.
fn said(database: Database, base: &str, sql: &str) -> Vec<&'static str> {
    let mut before = Subject::text("001/up.sql", base);
    before.is_applied = true;
    before.is_checked = false;
    let subject = Subject::text("002/up.sql", sql);
    let report = lint(database, &[before, subject], &Settings::default()).unwrap();
    let findings = report.findings.iter();
    let errors = findings.filter(|found| found.severity == Severity::Error);
    errors
        .map(|found| found.rule.id)
        .filter(|id| !OTHER.contains(id))
        .collect()
}

const SQLITE: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, note TEXT, \
     boss_id INTEGER REFERENCES users (id)); \
     CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, \
     other_id INTEGER, size INTEGER, FOREIGN KEY (other_id) REFERENCES posts (id), CHECK (size > 0)); \
     CREATE INDEX users_email_idx ON users (email); \
     CREATE VIEW notes AS SELECT note FROM users; \
     INSERT INTO users VALUES (1, 'a', 'a', 'a', NULL); \
     INSERT INTO posts VALUES (1, 1, NULL, 1);";

const SQLITE_STATEMENTS: &[&str] = &[
    "ALTER TABLE users ADD COLUMN z TEXT",
    "ALTER TABLE users ADD COLUMN z TEXT NOT NULL",
    "ALTER TABLE users ADD COLUMN z TEXT NOT NULL DEFAULT 'a'",
    "ALTER TABLE users ADD COLUMN z INTEGER DEFAULT -1",
    "ALTER TABLE users ADD COLUMN z TEXT DEFAULT CURRENT_TIMESTAMP",
    "ALTER TABLE users ADD COLUMN z INTEGER DEFAULT (random())",
    "ALTER TABLE users ADD COLUMN z INTEGER DEFAULT (1 + 1)",
    "ALTER TABLE users ADD COLUMN z TEXT UNIQUE",
    "ALTER TABLE users ADD COLUMN z INTEGER PRIMARY KEY",
    "ALTER TABLE users ADD COLUMN z INTEGER REFERENCES users (id)",
    "ALTER TABLE users ADD COLUMN z INTEGER DEFAULT NULL REFERENCES users (id)",
    "ALTER TABLE users ADD COLUMN z INTEGER DEFAULT 1 REFERENCES users (id)",
    "ALTER TABLE users ADD COLUMN z INTEGER AS (id * 2) VIRTUAL",
    "ALTER TABLE users ADD COLUMN z INTEGER AS (id * 2) STORED",
    "ALTER TABLE users DROP COLUMN name",
    "ALTER TABLE users DROP COLUMN email",
    "ALTER TABLE users DROP COLUMN note",
    "ALTER TABLE users DROP COLUMN boss_id",
    "ALTER TABLE users RENAME COLUMN name TO title",
    "ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(10)",
    "ALTER TABLE users ALTER COLUMN name SET DEFAULT 'a'",
    "ALTER TABLE users ALTER COLUMN name SET NOT NULL",
    "ALTER TABLE users ADD CONSTRAINT z CHECK (id > 0)",
    "ALTER TABLE users ADD CONSTRAINT z UNIQUE (name)",
    "ALTER TABLE posts DROP COLUMN other_id",
    "ALTER TABLE posts DROP COLUMN size",
    "VACUUM",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_key_check",
    "BEGIN",
    "CREATE INDEX z ON users (name)",
    "CREATE TABLE z (id INTEGER PRIMARY KEY); ALTER TABLE z ADD COLUMN a TEXT NOT NULL DEFAULT ''",
    "CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); DROP VIEW notes; \
     INSERT INTO new_users SELECT id, name FROM users; DROP TABLE users; \
     ALTER TABLE new_users RENAME TO users",
    "DROP VIEW notes; ALTER TABLE users RENAME TO users_old; \
     CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); \
     INSERT INTO users SELECT id, name FROM users_old",
    "DROP TABLE posts",
];

#[test]
fn the_rules_say_what_sqlite_refuses_and_loses() {
    let mut wrong = Vec::new();
    for sql in SQLITE_STATEMENTS {
        let place = Place::sqlite();
        let mut observer = place.observer();
        run_all(&mut observer, SQLITE);
        let said = said(Database::Sqlite, SQLITE, sql);
        let harm = sqlite_harm(&mut observer, sql);
        if harm.is_some() == said.is_empty() {
            wrong.push(format!("{sql}\n  SQLite: {harm:?}\n  rules: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Runs statements in a transaction on tables with rows, and returns what is wrong afterwards.
fn sqlite_harm(observer: &mut Observer, sql: &str) -> Option<String> {
    observer.run("PRAGMA foreign_keys = ON");
    observer.run("BEGIN");
    if !sql.split("; ").all(|statement| observer.try_run(statement)) {
        return Some("refused".to_owned());
    }
    observer.run("COMMIT");
    if sql.contains("DROP TABLE posts") {
        return None;
    }
    if observer.number("SELECT count(*) FROM posts") != 1 {
        return Some("rows of posts are lost".to_owned());
    }
    let parent = observer.column(
        "SELECT \"table\" FROM pragma_foreign_key_list('posts') WHERE \"from\" = 'user_id'",
    );
    (parent != ["users"]).then(|| format!("posts reference {parent:?}"))
}

fn run_all(observer: &mut Observer, sql: &str) {
    for statement in sql
        .split(';')
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        observer.run(statement);
    }
}

const MYSQL: &str = "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, long_name varchar(100), \
     age int, mood enum('a', 'b')) CHARACTER SET utf8mb4; \
     CREATE TABLE posts (id bigint NOT NULL, user_id bigint); \
     INSERT INTO users VALUES (1, 'x', 'x', 1, 'a'); \
     INSERT INTO posts VALUES (1, 1);";

/// Changes of tables; each is asked to be made in place, while others write.
const MYSQL_STATEMENTS: &[&str] = &[
    "ALTER TABLE users ADD COLUMN z int",
    "ALTER TABLE users ADD COLUMN z varchar(10) NOT NULL DEFAULT 'a'",
    "ALTER TABLE users MODIFY age bigint",
    "ALTER TABLE users MODIFY age int NOT NULL",
    "ALTER TABLE users MODIFY name varchar(60) NOT NULL",
    "ALTER TABLE users MODIFY name varchar(70) NOT NULL",
    "ALTER TABLE users MODIFY name varchar(20) NOT NULL",
    "ALTER TABLE users MODIFY long_name varchar(500)",
    "ALTER TABLE users MODIFY mood enum('a', 'b', 'c')",
    "ALTER TABLE users MODIFY mood enum('b', 'a')",
    "ALTER TABLE users MODIFY mood enum('a', 'c', 'b')",
    "ALTER TABLE users ADD COLUMN z int GENERATED ALWAYS AS (age * 2) STORED",
    "ALTER TABLE users ADD COLUMN z int GENERATED ALWAYS AS (age * 2) VIRTUAL",
    "ALTER TABLE users ADD COLUMN z varchar(36) DEFAULT (uuid())",
    "ALTER TABLE users ADD FULLTEXT INDEX z (name)",
    "ALTER TABLE users ADD INDEX z (name)",
    "ALTER TABLE posts ADD COLUMN z bigint AUTO_INCREMENT, ADD UNIQUE KEY z (z)",
    "ALTER TABLE users CONVERT TO CHARACTER SET latin1",
    "ALTER TABLE users ADD CONSTRAINT z CHECK (age > 0)",
    "ALTER TABLE users DROP PRIMARY KEY",
    "ALTER TABLE users DROP COLUMN age",
    "ALTER TABLE posts ADD CONSTRAINT z FOREIGN KEY (user_id) REFERENCES users (id)",
    "SET foreign_key_checks = 0; ALTER TABLE posts ADD CONSTRAINT z FOREIGN KEY (user_id) REFERENCES users (id)",
];

#[test]
fn the_rules_say_what_mysql_copies() {
    let mut wrong = Vec::new();
    for sql in MYSQL_STATEMENTS {
        let Some(place) = Place::mysql() else { return };
        let mut observer = place.observer();
        run_all(&mut observer, MYSQL);
        let said = said(Database::Mysql, MYSQL, sql);
        let in_place = format!("{sql}, ALGORITHM=INPLACE, LOCK=NONE");
        let copies = !in_place
            .split("; ")
            .all(|statement| observer.try_run(statement));
        if copies == said.is_empty() {
            wrong.push(format!("{sql}\n  copies: {copies}\n  rules: {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
