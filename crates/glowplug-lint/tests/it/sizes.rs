//! Severities and messages, if the sizes of tables are known.

use glowplug::Database;
use glowplug::model::TableInfo;
use glowplug_lint::{Evidence, Finding, Settings, Severity, Sizes, Subject, lint_with, rules};

use crate::support::migrations;

/// A table as a session lists it.
fn table(schema: Option<&str>, name: &str, rows: Option<u64>) -> TableInfo {
    TableInfo {
        schema: schema.map(str::to_owned),
        name: name.to_owned(),
        rows,
        rows_exact: false,
        size_bytes: rows.map(|rows| rows * 300),
        scans: None,
        reads: None,
        inserts: None,
        updates: None,
        deletes: None,
        comment: None,
    }
}

fn judged(tables: &[TableInfo], settings: &str, text: &str) -> Vec<Finding> {
    let database = Database::Postgres;
    let evidence = Evidence {
        sizes: Some(Sizes::of(database, "PostgreSQL 15".to_owned(), tables)),
        measured: None,
    };
    let settings: Settings = toml::from_str(settings).unwrap();
    let report = lint_with(database, &migrations(text), &settings, &evidence);
    let mut findings = report.unwrap().findings;
    findings.retain(|found| found.rule.id != "index-name");
    findings
}

/// Returns rule, severity and message of the only finding.
fn only(findings: &[Finding]) -> (&str, Severity, &str) {
    let [found] = findings else {
        panic!("{findings:?}")
    };
    (found.rule.id, found.severity, &found.message)
}

#[test]
fn what_waits_for_rows_is_as_severe_as_there_are_rows() {
    let index = "CREATE INDEX ON users (name);";
    for (rows, severity, words) in [
        (40, Severity::Remark, "about 40 rows, 11.7 kB"),
        (9_999, Severity::Remark, "about 10,000 rows, 2.9 MB"),
        (10_000, Severity::Error, "about 10,000 rows, 2.9 MB"),
        (
            40_000_000,
            Severity::Error,
            "about 40 million rows, 11.2 GB",
        ),
    ] {
        let tables = [table(Some("public"), "users", Some(rows))];
        let message =
            format!("writes to `users` wait until the index is built; `users` has {words}");
        let found = judged(&tables, "", index);
        assert_eq!(only(&found), ("index-not-concurrent", severity, &*message));
        assert_eq!(found[0].size.as_ref().unwrap().rows, Some(rows));
    }
    let detach = "ALTER TABLE users DETACH PARTITION old;";
    for (rows, severity) in [
        (40, Severity::Remark),
        (500_000, Severity::Warning),
        (1_000_000, Severity::Error),
    ] {
        let tables = [table(Some("public"), "users", Some(rows))];
        let found = judged(&tables, "", detach);
        let (id, found, _) = only(&found);
        assert_eq!((id, found), ("detach-partition-not-concurrent", severity));
    }
}

#[test]
fn what_is_lost_is_lost_at_any_size() {
    let tables = [table(Some("public"), "users", Some(3))];
    let found = judged(&tables, "", "DROP TABLE users;");
    let message = only(&found).2;
    assert_eq!(only(&found).1, Severity::Error);
    assert!(
        message.ends_with("; `users` has about 3 rows, 900 bytes"),
        "{message}"
    );
}

#[test]
fn thresholds_and_severities_can_be_set() {
    let tables = [table(Some("public"), "users", Some(500))];
    let index = "CREATE INDEX ON users (name);";
    for (settings, wanted) in [
        ("small_table = 500", Severity::Error),
        ("small_table = 501", Severity::Remark),
        ("large_table = 500\nsmall_table = 600", Severity::Error),
        (
            "[rules]\nindex-not-concurrent = \"warning\"",
            Severity::Warning,
        ),
    ] {
        let found = judged(&tables, settings, index);
        let (_, severity, message) = only(&found);
        assert_eq!(severity, wanted, "{settings}");
        assert!(message.ends_with("about 500 rows, 146.5 kB"), "{message}");
    }
}

#[test]
fn a_table_that_is_not_listed_is_judged_as_without_sizes() {
    let index = "CREATE INDEX ON users (name);";
    for tables in [
        vec![],
        vec![table(Some("public"), "posts", Some(1))],
        vec![table(Some("public"), "users", None)],
        vec![
            table(Some("a"), "users", Some(1)),
            table(Some("b"), "users", Some(1)),
        ],
    ] {
        let found = judged(&tables, "", index);
        let (_, severity, message) = only(&found);
        assert_eq!(severity, Severity::Error);
        assert_eq!(message, "writes to `users` wait until the index is built");
    }
    // The search path is not known.
    let found = judged(&[table(Some("app"), "users", Some(1))], "", index);
    assert_eq!(only(&found).1, Severity::Remark);
    let found = judged(
        &[table(Some("app"), "users", Some(1))],
        "",
        "CREATE INDEX ON public.users (name);",
    );
    assert_eq!(only(&found).1, Severity::Error);
}

#[test]
fn of_several_tables_the_largest_counts() {
    let key = "ALTER TABLE posts ADD CONSTRAINT a FOREIGN KEY (user_id) REFERENCES users (id);";
    for (posts, users, wanted) in [
        (Some(1), Some(2), Some(Severity::Remark)),
        (Some(1), Some(2_000_000), Some(Severity::Error)),
        (Some(1), None, Some(Severity::Error)),
    ] {
        let mut tables = vec![table(Some("public"), "posts", posts)];
        tables.extend(users.map(|rows| table(Some("public"), "users", Some(rows))));
        let mut found = judged(&tables, "", key).into_iter();
        let found = found.find(|it| it.rule.id == "foreign-key-validates-rows");
        assert_eq!(found.map(|found| found.severity), wanted, "{users:?}");
    }
}

#[test]
fn indexes_views_and_domains_lead_to_their_tables() {
    let base = "CREATE TABLE users (id bigint PRIMARY KEY, name text, mail mail, created_at timestamptz, \
                updated_at timestamptz);\nCREATE INDEX users_name_idx ON users (name);\n---\n";
    let tables = [table(Some("public"), "users", Some(7))];
    for sql in [
        "DROP INDEX users_name_idx;",
        "REINDEX INDEX users_name_idx;",
        "REINDEX (VERBOSE) TABLE users;",
        "CLUSTER users USING users_name_idx;",
        "CLUSTER VERBOSE users;",
        "-- no transaction\nVACUUM (FULL, ANALYZE) users;",
        "-- no transaction\nVACUUM FULL VERBOSE users;",
        "ALTER DOMAIN mail ADD CONSTRAINT a CHECK (value <> '');",
    ] {
        let found = judged(&tables, "", &format!("{base}{sql}"));
        let told = found.iter().filter(|found| found.size.is_some());
        let severities: Vec<Severity> = told.map(|found| found.severity).collect();
        assert_eq!(severities, [Severity::Remark], "{sql}: {found:?}");
    }
}

#[test]
fn every_rule_about_waiting_finds_the_table_that_it_is_about() {
    let mut blind = Vec::new();
    for rule in rules() {
        let is_measured = rule.id.starts_with("measured-");
        if rule.size != glowplug_lint::Size::Severity || is_measured {
            continue;
        }
        for (database, example) in rule.databases.iter().flat_map(|it| {
            let examples = rule.bad.iter();
            examples.map(move |example| (*it, *example))
        }) {
            if !is_found_with_its_size(database, rule.id, example) {
                blind.push(format!("{} on {database}: {example}", rule.id));
            }
        }
    }
    assert!(blind.is_empty(), "{}", blind.join("\n\n"));
}

/// Returns true if the finding of an example has a size, where every table is as large as another.
fn is_found_with_its_size(database: Database, rule: &str, example: &str) -> bool {
    let words = example.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let mut names: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    let tables: Vec<TableInfo> = names
        .iter()
        .map(|name| table(None, name, Some(5)))
        .collect();
    let evidence = Evidence {
        sizes: Some(Sizes::of(database, String::new(), &tables)),
        measured: None,
    };
    let subjects: Vec<Subject> = migrations(example);
    let report = lint_with(database, &subjects, &Settings::default(), &evidence).unwrap();
    let mut findings = report.findings.iter();
    findings.any(|found| {
        found.rule.id == rule && found.size.is_some() && found.severity == Severity::Remark
    })
}

#[test]
fn a_file_is_read_as_it_was_written_and_others_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("db-stats.json");
    let tables = [table(None, "b", None), table(None, "a", Some(1))];
    let sizes = Sizes::of(Database::Sqlite, "SQLite 3".to_owned(), &tables);
    std::fs::write(&file, sizes.text()).unwrap();
    assert_eq!(Sizes::read(&file).unwrap(), sizes);
    assert_eq!(sizes.tables()[0].name, "a");
    assert!(sizes.demand(Database::Sqlite, "x").is_ok());
    let other = sizes.demand(Database::Mysql, "x").unwrap_err().to_string();
    assert!(other.contains("`x` has sizes of SQLite"), "{other}");
    for (text, wanted) in [
        (
            sizes.text().replace("\"format\": 1", "\"format\": 2"),
            "has format 2",
        ),
        ("{\n\"secret\": \"swordfish\"}".to_owned(), "in line 2"),
        ("[".to_owned(), "is not what `stats export` writes"),
    ] {
        std::fs::write(&file, text).unwrap();
        let error = Sizes::read(&file).unwrap_err().to_string();
        assert!(
            error.contains(wanted) && !error.contains("swordfish"),
            "{error}"
        );
    }
    std::fs::remove_file(&file).unwrap();
    assert!(
        Sizes::read(&file)
            .unwrap_err()
            .to_string()
            .contains("cannot be read")
    );
}
