//! Every rule against its own examples.

use std::collections::BTreeSet;

use glowplug::Database;

use super::rules;
use crate::checking::{Subject, lint};
use crate::report::Report;
use crate::rule::Rule;
use crate::settings::Settings;
use crate::severity::Severity;

/// Returns the migrations of an example, in the order in which they are applied.
fn subjects(example: &str) -> Vec<Subject> {
    let parts = example.split("\n---\n").enumerate();
    parts
        .map(|(number, text)| {
            let wrapped = !text.starts_with("-- no transaction");
            let mut subject =
                Subject::text(format!("{number}/up.sql"), text).in_transaction(wrapped);
            subject.is_applied = true;
            subject
        })
        .collect()
}

fn checked(database: Database, example: &str) -> Report {
    lint(database, &subjects(example), &Settings::default()).unwrap()
}

fn found(report: &Report, rule: &Rule) -> usize {
    let findings = report.findings.iter();
    findings.filter(|found| found.rule.id == rule.id).count()
}

fn told(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    let told = findings.map(|found| format!("{}: {}", found.rule.id, found.message));
    told.collect()
}

/// Rules whose examples need a server: the tests of the command have one.
const MEASURED: [&str; 3] = ["measured-rewrite", "measured-scan", "measured-failure"];

#[test]
fn bad_examples_are_found_exactly_once() {
    let mut wrong = Vec::new();
    let judged = rules().iter().filter(|rule| !MEASURED.contains(&rule.id));
    for rule in judged {
        for database in rule.databases {
            for example in rule.bad {
                let report = checked(*database, example);
                if found(&report, rule) != 1 {
                    wrong.push(format!(
                        "{} on {database}:\n{example}\n{:#?}\n",
                        rule.id,
                        told(&report)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_examples_are_silent_and_have_no_other_error() {
    let mut wrong = Vec::new();
    for rule in rules() {
        for database in rule.databases {
            for example in rule.good {
                let report = checked(*database, example);
                if found(&report, rule) != 0 || report.count(Severity::Error) != 0 {
                    wrong.push(format!(
                        "{} on {database}:\n{example}\n{:#?}\n",
                        rule.id,
                        told(&report)
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules_have_names_of_their_own_and_are_explained() {
    let mut ids = BTreeSet::new();
    for rule in rules() {
        let id = rule.id;
        assert!(ids.insert(id), "{id} twice");
        let fits = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(id.chars().all(fits), "{id}");
        assert!(!rule.databases.is_empty() && !rule.bad.is_empty(), "{id}");
        assert!(!rule.good.is_empty(), "{id}");
        for text in [rule.summary, rule.why, rule.remedy] {
            assert!(text.len() > 8, "{id}: {text}");
        }
        assert!(
            !rule.summary.ends_with('.') && !rule.remedy.ends_with('.'),
            "{id}"
        );
        assert!(rule.why.ends_with('.'), "{id}");
    }
}

#[test]
fn older_versions_of_postgres_have_more_findings() {
    let old: Settings = toml::from_str("postgres = 10").unwrap();
    let example = "CREATE TABLE users (id bigint PRIMARY KEY);\n---\n\
                   ALTER TABLE users ADD COLUMN kind text DEFAULT 'a';\n---\n\
                   ALTER TYPE mood ADD VALUE 'happy';";
    let report = lint(Database::Postgres, &subjects(example), &old).unwrap();
    let ids: Vec<&str> = report.findings.iter().map(|found| found.rule.id).collect();
    assert!(ids.contains(&"volatile-default"), "{ids:?}");
    assert!(ids.contains(&"cannot-run-in-transaction"), "{ids:?}");
    let new = checked(Database::Postgres, example);
    assert_eq!(new.count(Severity::Error), 0, "{:?}", told(&new));
}

#[test]
fn older_versions_of_sqlite_have_more_findings() {
    let old: Settings = toml::from_str("sqlite = \"3.45.1\"").unwrap();
    let example = "ALTER TABLE users ADD CONSTRAINT a CHECK (id > 0);";
    let report = lint(Database::Sqlite, &subjects(example), &old).unwrap();
    assert_eq!(
        told(&report),
        ["unsupported-alter: SQLite has no such change of a table"]
    );
    assert!(checked(Database::Sqlite, example).findings.is_empty());
}

#[test]
fn names_in_quotes_are_compared_as_they_are_stored() {
    for (database, table, wanted) in [
        (Database::Postgres, "\"UserRoles\"", 1),
        (Database::Postgres, "UserRoles", 0),
        (Database::Mysql, "`UserRoles`", 1),
        (Database::Sqlite, "[UserRoles]", 1),
    ] {
        let report = checked(database, &format!("CREATE TABLE {table} (id int)"));
        let rule = super::by_id("table-name").unwrap();
        assert_eq!(
            found(&report, rule),
            wanted,
            "{database} {table}: {:?}",
            told(&report)
        );
    }
}
