//! `lint --measure` on real servers.

use glowplug_lint::by_id;
use serde_json::{Value, json};

use super::ids;
use crate::support::place::Place;
use crate::support::{Project, Ran};

const USERS: &str = "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50), age int, \
     created_at timestamp NULL, updated_at timestamp NULL);";

/// A project with a table, and a migration that follows.
fn project(place: &Place, migration: &str) -> Project {
    let project = Project::empty().with("DATABASE_URL", &place.url());
    project.migration("001_create_users", USERS, "DROP TABLE users;");
    project.migration("002_change_users", migration, "SELECT 1;");
    project
}

fn measured(place: &Place, migration: &str) -> Ran {
    project(place, migration).run(&["lint", "002", "--measure", "--json"])
}

/// Returns the finding of a rule.
fn finding(ran: &Ran, rule: &str) -> Value {
    let data = ran.data();
    let mut findings = data["findings"].as_array().unwrap().iter();
    let found = findings.find(|found| found["rule"] == rule);
    found.unwrap_or_else(|| panic!("{rule}: {data:#}")).clone()
}

#[test]
fn what_no_rule_understands_is_judged_by_what_the_server_did() {
    let place = Place::postgres();
    for rule in ["measured-rewrite", "measured-scan", "measured-failure"] {
        let rule = by_id(rule).unwrap();
        for example in rule.bad {
            let migration = example.split("---\n").nth(1).unwrap();
            let ran = measured(&place, migration);
            assert_eq!(
                (ran.code, ids(&ran)),
                (3, vec![rule.id.to_owned()]),
                "{ran:?}"
            );
        }
        for example in rule.good {
            let ran = measured(&place, example);
            assert_eq!((ran.code, ids(&ran)), (0, vec![]), "{ran:?}");
        }
    }
}

#[test]
fn locks_of_postgresql_are_shown_beside_what_the_rules_say() {
    let place = Place::postgres();
    let project = project(&place, "CREATE INDEX users_name_idx ON users (name);");
    let ran = project.run(&["lint", "002", "--measure", "--json"]);
    assert_eq!(ids(&ran), ["index-not-concurrent"], "{ran:?}");
    assert_eq!(
        finding(&ran, "index-not-concurrent")["measured"],
        json!({"rewritten": [], "read": ["users"], "locks": [{"table": "users", "mode": "SHARE"}]})
    );
    let text = project.run(&["lint", "002", "--measure"]).stdout;
    assert!(
        text.contains("= measured: SHARE on users, users read"),
        "{text}"
    );
    assert!(text.contains("measured on PostgreSQL "), "{text}");
}

#[test]
fn a_statement_that_is_not_understood_and_harms_nobody_is_no_finding() {
    let place = Place::postgres();
    let sql = "SELECT lo_create(4711);\nALTER LARGE OBJECT 4711 OWNER TO CURRENT_USER;";
    let project = project(&place, sql);
    let before = project.run(&["lint", "002", "--json"]);
    assert_eq!(ids(&before), ["not-analysed"], "{before:?}");
    let ran = project.run(&["lint", "002", "--measure", "--json"]);
    assert_eq!((ran.code, ids(&ran)), (0, vec![]), "{ran:?}");
}

#[test]
fn only_what_is_pending_is_measured_unless_it_is_named() {
    for place in [Place::postgres(), Place::sqlite()] {
        let project = project(&place, "INSERT INTO missing VALUES (1);");
        let all = project.run(&["lint", "--measure", "--json"]);
        assert_eq!(all.data()["measured"]["statements"], 2, "{all:?}");
        project.ok(&["up", "--to", "001"]);
        let pending = project.run(&["lint", "--measure", "--json"]);
        assert_eq!(pending.data()["measured"]["statements"], 1, "{pending:?}");
        assert_eq!(ids(&pending), ["measured-failure"]);
        let named = project.run(&["lint", "001", "--measure", "--json"]);
        assert_eq!(named.data()["measured"]["statements"], 1, "{named:?}");
        assert_eq!(named.code, 0, "{named:?}");
        project.write("other.sql", "SELECT 1;");
        let file = project.run(&["lint", "other.sql", "--measure"]);
        assert_eq!(file.code, 2, "{file:?}");
        assert!(file.stderr.contains("is not a migration"), "{file:?}");
    }
}

#[test]
fn what_fails_on_generated_rows_alone_is_measured_without_them() {
    let place = Place::postgres();
    let ran = measured(
        &place,
        "ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 1000);",
    );
    assert_eq!(ids(&ran), ["check-validates-rows"], "{ran:?}");
    assert_eq!(ran.data()["measured"]["with_rows"], false);
    let found = finding(&ran, "check-validates-rows");
    assert_eq!(found["measured"]["locks"][0]["mode"], "ACCESS EXCLUSIVE");
}

#[test]
fn statements_without_a_transaction_run_without_one() {
    let place = Place::postgres();
    let project = project(
        &place,
        "CREATE INDEX CONCURRENTLY users_name_idx ON users (name);",
    );
    project.write(
        "migrations/002_change_users/metadata.toml",
        "run_in_transaction = false",
    );
    let ran = project.run(&["lint", "002", "--measure", "--json"]);
    assert_eq!((ran.code, ids(&ran)), (0, vec![]), "{ran:?}");
    let notes = ran.data()["measured"]["not_measured"][0].to_string();
    assert!(notes.contains("without a transaction"), "{notes}");
}

#[test]
fn mysql_is_asked_for_the_best_algorithm() {
    let Some(place) = Place::mysql() else { return };
    for (sql, rule, rewritten, read) in [
        (
            "ALTER TABLE users MODIFY age bigint;",
            "column-type-copies",
            json!(["users"]),
            json!([]),
        ),
        (
            "ALTER TABLE users ADD FULLTEXT INDEX users_name_idx (name);",
            "index-blocks-writes",
            json!([]),
            json!(["users"]),
        ),
        (
            "ALTER TABLE users PARTITION BY HASH(id) PARTITIONS 2;",
            "partitioning-copies",
            json!(["users"]),
            json!([]),
        ),
        // No rule knows what the engine was.
        (
            "ALTER TABLE users ENGINE=MyISAM;",
            "measured-rewrite",
            json!(["users"]),
            json!([]),
        ),
    ] {
        let found = finding(&measured(&place, sql), rule);
        assert_eq!(found["severity"], "error", "{sql}");
        let measured = &found["measured"];
        assert_eq!(
            (&measured["rewritten"], &measured["read"]),
            (&rewritten, &read),
            "{sql}"
        );
    }
    for sql in [
        "ALTER TABLE users ADD COLUMN z int;",
        "CREATE INDEX users_name_idx ON users (name);",
        "CREATE TABLE posts (id int PRIMARY KEY, created_at timestamp, updated_at timestamp); \
         ALTER TABLE posts MODIFY id bigint;",
    ] {
        let ran = measured(&place, sql);
        assert_eq!(
            (ran.code, &ran.data()["errors"]),
            (0, &0.into()),
            "{sql}: {ran:?}"
        );
    }
}

#[test]
fn a_rebuilt_table_of_sqlite_is_seen_and_the_rest_is_said_to_be_unknown() {
    let place = Place::sqlite();
    let ran = measured(
        &place,
        "CREATE TABLE new_users (id bigint PRIMARY KEY, name text, created_at text, updated_at text);\n\
         INSERT INTO new_users SELECT id, name, created_at, updated_at FROM users;\n\
         DROP TABLE users;\nALTER TABLE new_users RENAME TO users;",
    );
    let found = finding(&ran, "table-rebuild");
    assert_eq!(found["measured"]["rewritten"], json!(["users"]));
    assert_eq!(ids(&ran), ["table-rebuild"], "{ran:?}");
    let note = ran.data()["measured"]["not_measured"][0].to_string();
    assert!(note.contains("SQLite has one lock"), "{note}");
}
