//! What earlier migrations have built changes the verdict.

use glowplug::Database;
use glowplug_lint::{Settings, Subject, lint};

use crate::support::{found, migrations, without_style};

fn ids(database: Database, text: &str) -> Vec<&'static str> {
    let report = lint(database, &migrations(text), &without_style()).unwrap();
    found(&report).into_iter().map(|(id, _)| id).collect()
}

const USERS: &str = "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(255), note text);";

/// What is done to `users`, and what is found.
const CASES: &[(&str, &[&str])] = &[
    ("ALTER TABLE users ALTER COLUMN name TYPE varchar(500)", &[]),
    (
        "ALTER TABLE users ALTER COLUMN name TYPE varchar(100)",
        &["column-type-rewrites"],
    ),
    (
        "ALTER TABLE public.users ALTER name SET DATA TYPE text USING name::text",
        &[],
    ),
    (
        "ALTER TABLE \"users\" ALTER \"name\" TYPE xml",
        &["column-type-rewrites"],
    ),
    ("ALTER TABLE users ALTER name TYPE citext", &[]),
    (
        "CREATE INDEX a ON users (name);\n---\nALTER TABLE users ALTER name TYPE citext",
        &["index-not-concurrent", "column-type-rewrites"],
    ),
    ("ALTER TABLE users ALTER COLUMN id SET NOT NULL", &[]),
    ("CREATE TABLE pets (id int); CREATE INDEX ON pets (id)", &[]),
    (
        "CREATE TEMP TABLE pets (id int);\n---\nCREATE INDEX ON pets (id)",
        &[],
    ),
    (
        "ALTER TABLE users RENAME TO people;\nCREATE VIEW users AS TABLE people;\n---\n\
          ALTER TABLE people ALTER name TYPE text",
        &[],
    ),
    (
        "ALTER TABLE users ADD CONSTRAINT c CHECK (name IS NOT NULL AND id > 0) NOT VALID;\n---\n\
          ALTER TABLE users VALIDATE CONSTRAINT c;\n---\nALTER TABLE users ALTER name SET NOT NULL",
        &[],
    ),
    (
        "ALTER TABLE users ADD CONSTRAINT c CHECK (name IS NOT NULL OR id > 0) NOT VALID;\n---\n\
          ALTER TABLE users VALIDATE CONSTRAINT c;\n---\nALTER TABLE users ALTER name SET NOT NULL",
        &["set-not-null-scans"],
    ),
    (
        "CREATE FUNCTION same() RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 1';\n---\n\
          ALTER TABLE users ADD a int DEFAULT same()",
        &[],
    ),
    (
        "CREATE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1';\n---\n\
          ALTER TABLE users ADD a int DEFAULT other()",
        &["volatile-default"],
    ),
];

#[test]
fn a_verdict_depends_on_what_was_there_before() {
    for (text, wanted) in CASES {
        let text = format!("{USERS}\n---\n{text}");
        assert_eq!(ids(Database::Postgres, &text), *wanted, "{text}");
    }
}

#[test]
fn tables_that_no_migration_created_are_taken_for_large_ones() {
    let text = "ALTER TABLE old ALTER COLUMN name TYPE text; CREATE INDEX ON old (name);";
    assert_eq!(
        ids(Database::Postgres, text),
        ["column-type-rewrites", "index-not-concurrent"]
    );
}

#[test]
fn names_of_tables_and_indexes_may_end_with_more() {
    let text = "CREATE TABLE versions_published_by (id bigint, created_at timestamp, updated_at timestamp);\n\
                CREATE INDEX versions_published_by_created_at_idx ON versions_published_by (created_at, id);";
    let report = lint(Database::Postgres, &migrations(text), &Settings::default()).unwrap();
    assert_eq!(found(&report), []);
    let text = text.replace("by_created_at_idx", "by_id_idx");
    let report = lint(Database::Postgres, &migrations(&text), &Settings::default()).unwrap();
    assert_eq!(found(&report), [("index-name", 2)]);
}

#[test]
fn mysql_tells_whether_a_varchar_grows_over_a_boundary() {
    let alter = |from: u32, to: u32| {
        let text = format!(
            "CREATE TABLE `Users` (name varchar({from}));\n---\n\
             ALTER TABLE users MODIFY name varchar({to}), ALGORITHM=INPLACE, LOCK=NONE"
        );
        ids(Database::Mysql, &text)
    };
    assert!(alter(10, 60).is_empty());
    assert!(alter(100, 500).is_empty());
    assert_eq!(alter(60, 100), ["column-type-copies"]);
    assert_eq!(alter(60, 10), ["column-type-copies"]);
}

/// Migrations that are applied in one run share its transaction, and the tables that it creates. One that
/// validates a constraint begins another transaction.
#[test]
fn one_run_is_one_transaction() {
    let mut subjects = migrations(
        "CREATE TABLE users (id bigint);\n---\nCREATE INDEX ON users (id);\n---\n\
         ALTER TABLE old ADD CONSTRAINT c CHECK (id > 0) NOT VALID;\n---\n\
         ALTER TABLE old VALIDATE CONSTRAINT c;",
    );
    let report = |subjects: &[Subject], settings: &Settings| {
        found(&lint(Database::Postgres, subjects, settings).unwrap())
    };
    let alone = report(&subjects, &without_style());
    assert_eq!(alone, [("index-not-concurrent", 1)]);
    for subject in &mut subjects {
        subject.batch = 1;
    }
    assert_eq!(report(&subjects, &without_style()), []);
    let last = "ALTER TABLE old ADD CONSTRAINT d CHECK (id > 1) NOT VALID;\n\
         ALTER TABLE old VALIDATE CONSTRAINT d;";
    let mut one = subjects.clone();
    one.extend(migrations(last));
    one[4].batch = 1;
    let together = report(&one, &without_style());
    assert_eq!(together, [("validate-in-same-transaction", 2)]);
    subjects[3].run_in_transaction = false;
    assert_eq!(report(&subjects, &without_style()), []);
    subjects[3].run_in_transaction = true;
    let mut diesel = without_style();
    diesel.runner = glowplug_lint::Runner::Diesel;
    let apart = report(&subjects, &diesel);
    assert!(
        !apart.contains(&("validate-in-same-transaction", 1)),
        "{apart:?}"
    );
}

#[test]
fn the_runner_decides_what_is_dangerous() {
    let ids = |database, runner, text: &str| {
        let mut settings = without_style();
        settings.runner = runner;
        let report = lint(database, &migrations(text), &settings).unwrap();
        found(&report)
            .into_iter()
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    };
    use glowplug_lint::Runner::{Diesel, Glowplug};
    let wrapped = "BEGIN;\nCREATE VIEW a AS SELECT 1;\nCOMMIT;";
    assert_eq!(
        ids(Database::Postgres, Diesel, wrapped),
        ["transaction-control"]
    );
    assert!(ids(Database::Postgres, Glowplug, wrapped).is_empty());
    let lock = "ALTER TABLE users ADD a int;";
    assert_eq!(ids(Database::Postgres, Diesel, lock), ["no-lock-timeout"]);
    assert!(ids(Database::Postgres, Glowplug, lock).is_empty());
    let pragma = "PRAGMA foreign_keys = OFF;";
    assert_eq!(
        ids(Database::Sqlite, Diesel, pragma),
        ["pragma-in-transaction"]
    );
    assert!(ids(Database::Sqlite, Glowplug, pragma).is_empty());
}
