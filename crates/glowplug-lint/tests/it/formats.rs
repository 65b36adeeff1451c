//! Reports for other programs.

use std::collections::BTreeSet;

use glowplug::Database;
use glowplug_lint::{Report, Settings, Subject, format, lint};
use serde_json::Value;

/// Findings of each severity, in a path that every format has to escape.
fn report() -> Report {
    let text = "-- über\nDROP TABLE \"a,b\"; DROP TABLE b;\n\
                CREATE INDEX CONCURRENTLY IF NOT EXISTS a_b_idx\n  ON a (b);\n\
                ALTER GALAXY spiral;\n\
                -- glowplug: allow drop-column because \"50% of | <it>\"\n\
                ALTER TABLE b DROP COLUMN c;\n";
    let subject = Subject::text("my migrations/001_a:b,c%/up.sql", text).in_transaction(false);
    let report = lint(Database::Postgres, &[subject], &Settings::default());
    report.unwrap()
}

#[test]
fn formats_say_the_same() {
    let report = report();
    insta::assert_snapshot!("github", format::github(&report));
    insta::assert_snapshot!("github_summary", format::github_summary(&report));
    insta::assert_snapshot!("gitlab", format::gitlab(&report));
    insta::assert_snapshot!("rdjsonl", format::rdjsonl(&report));
    let mut sarif: Value = serde_json::from_str(&format::sarif(&report)).unwrap();
    // All rules are in it; two are enough to read.
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array_mut();
    rules.unwrap().truncate(2);
    insta::assert_snapshot!("sarif", format!("{sarif:#}"));
}

#[test]
fn fingerprints_are_unique_and_stay_when_lines_move() {
    let fingerprints = |text: &str| -> Vec<String> {
        let subject = Subject::text("up.sql", text);
        let report = lint(Database::Postgres, &[subject], &Settings::default()).unwrap();
        let issues: Value = serde_json::from_str(&format::gitlab(&report)).unwrap();
        let issues = issues.as_array().unwrap().iter();
        issues
            .map(|issue| issue["fingerprint"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = fingerprints("DROP TABLE a;\nDROP TABLE a;\nDROP TABLE b;");
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), 3);
    let after = fingerprints("-- more\n\nDROP TABLE a;\nDROP TABLE a;\nDROP TABLE b;");
    assert_eq!(before, after);
}

#[test]
fn no_format_grows_beyond_the_limits_of_github() {
    let text = "DROP TABLE a;\n".repeat(26_000);
    let subject = Subject::text("up.sql", text);
    let report = lint(Database::Postgres, &[subject], &Settings::default()).unwrap();
    let sarif: Value = serde_json::from_str(&format::sarif(&report)).unwrap();
    assert_eq!(
        sarif["runs"][0]["results"].as_array().unwrap().len(),
        25_000
    );
    assert!(format::github_summary(&report).len() < 1_048_576);
}
