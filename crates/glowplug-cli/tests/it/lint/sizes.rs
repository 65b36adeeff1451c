//! Sizes of real tables, from the database and from the file that `stats export` writes.

use serde_json::Value;

use super::ids;
use crate::support::place::Place;
use crate::support::{Project, Ran};

/// A project with this address and migration after its tables.
fn project(url: &str, migration: &str) -> Project {
    let project = Project::empty().with("DATABASE_URL", url);
    project.migration(
        "001_create_users",
        "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), created_at timestamp NULL, \
         updated_at timestamp NULL);",
        "DROP TABLE users;",
    );
    project.migration("002_change_users", migration, "SELECT 1;");
    project
}

fn severities(ran: &Ran) -> Vec<String> {
    let data = ran.data();
    let findings = data["findings"].as_array().unwrap().iter();
    let told = findings.filter(|found| !found["size"].is_null());
    told.map(|found| found["severity"].as_str().unwrap().to_owned())
        .collect()
}

/// Judges with sizes from the database, then from its exported file, which must be the same.
fn judged(project: &Project, url: &str, settings: &str) -> Ran {
    project.write(".glowplug.toml", settings);
    let told = project.ok(&["stats", "export"]);
    assert!(
        told.contains("Wrote `db-stats.json` with 1 table"),
        "{told}"
    );
    let words = ["lint", "002", "--json", "--sizes"];
    let from_file = project.run(&[&words[..], &["db-stats.json"]].concat());
    let from_database = project.run(&[&words[..], &[url]].concat());
    assert_eq!(from_file.data(), from_database.data());
    from_file
}

#[test]
fn a_small_table_of_postgresql_is_a_remark_and_a_large_one_an_error() {
    let place = Place::postgres();
    let mut observer = place.observer();
    observer.run(
        "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), created_at timestamp, \
         updated_at timestamp); \
         INSERT INTO users SELECT n, 'swordfish' FROM generate_series(1, 20000) n",
    );
    observer.run("ANALYZE users");
    let project = project(&place.url(), "CREATE INDEX users_name_idx ON users (name);");
    let ran = judged(&project, &place.url(), "[lint]\nlarge_table = 20000");
    assert_eq!(ids(&ran), ["index-not-concurrent"]);
    assert_eq!((severities(&ran), ran.code), (vec!["error".to_owned()], 3));
    let message = ran.data()["findings"][0]["message"].to_string();
    assert!(
        message.contains("`users` has about 20,000 rows, 1."),
        "{message}"
    );
    let ran = judged(&project, &place.url(), "[lint]\nsmall_table = 20001");
    assert_eq!((severities(&ran), ran.code), (vec!["remark".to_owned()], 0));
    let file = project.read("db-stats.json");
    assert!(!file.contains("swordfish"), "{file}");
    let table = &serde_json::from_str::<Value>(&file).unwrap()["tables"][0];
    assert_eq!(
        (&table["name"], &table["rows"]),
        (&"users".into(), &20_000.into())
    );
    assert!(table["bytes"].as_u64().unwrap() > 1_000_000, "{table}");
    assert!(
        table["scans"].is_u64() && table["reads"].is_u64(),
        "{table}"
    );
    let shown = project.ok(&["stats"]);
    assert!(
        shown.contains("~20000") && shown.contains("scans"),
        "{shown}"
    );
}

#[test]
fn sizes_of_sqlite_are_counted() {
    let place = Place::sqlite();
    let mut observer = place.observer();
    observer.run(
        "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), created_at timestamp, \
         updated_at timestamp)",
    );
    observer.run("INSERT INTO users (id, name) VALUES (1, 'swordfish'), (2, 'b'), (3, 'c')");
    let project = project(&place.url(), "UPDATE users SET name = 'x';");
    let ran = judged(&project, &place.url(), "");
    assert_eq!(ids(&ran), ["change-without-condition"]);
    let message = ran.data()["findings"][0]["message"].to_string();
    assert!(message.contains("`users` has 3 rows, "), "{message}");
    assert!(!project.read("db-stats.json").contains("swordfish"));
}

#[test]
fn sizes_of_mysql_are_estimates() {
    let Some(place) = Place::mysql() else { return };
    let mut observer = place.observer();
    observer.run(
        "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), created_at timestamp NULL, \
         updated_at timestamp NULL)",
    );
    let rows: Vec<String> = (1..=2000).map(|n| format!("({n}, 'swordfish')")).collect();
    observer.run(&format!(
        "INSERT INTO users (id, name) VALUES {}",
        rows.join(", ")
    ));
    observer.rows("ANALYZE TABLE users");
    let project = project(
        &place.url(),
        "ALTER TABLE users ADD FULLTEXT INDEX users_name_idx (name);",
    );
    for (settings, wanted) in [
        ("[lint]\nlarge_table = 1000\nsmall_table = 10", "error"),
        ("", "remark"),
    ] {
        let ran = judged(&project, &place.url(), settings);
        assert_eq!(severities(&ran), [wanted], "{ran:?}");
        let message = ran.data()["findings"][0]["message"].to_string();
        assert!(message.contains("`users` has about "), "{message}");
    }
    assert!(!project.read("db-stats.json").contains("swordfish"));
}

#[test]
fn a_file_in_the_settings_is_used_and_stays_in_the_project() {
    let place = Place::sqlite();
    place
        .observer()
        .run("CREATE TABLE users (id bigint PRIMARY KEY)");
    let project = project(&place.url(), "DROP TABLE users;");
    project.ok(&["stats", "export", "sizes of production.json"]);
    project.write(
        ".glowplug.toml",
        "[lint]\nsizes = \"sizes of production.json\"",
    );
    let ran = project.run(&["lint", "002", "--json"]);
    assert_eq!(severities(&ran), ["error"], "{ran:?}");
    project.write(".glowplug.toml", "[lint]\nsizes = \"/etc/other.json\"");
    let ran = project.run(&["lint", "002"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.stderr
            .contains("`[lint] sizes` leads out of the project"),
        "{ran:?}"
    );
}

#[test]
fn sizes_that_cannot_be_used_are_an_error() {
    let place = Place::sqlite();
    place
        .observer()
        .run("CREATE TABLE users (id bigint PRIMARY KEY)");
    let project = project(&place.url(), "DROP TABLE users;");
    project.ok(&["stats", "export"]);
    project.write("other.json", "{\"secret\": \"swordfish\"}");
    for (words, wanted) in [
        (
            &["--sizes", "db-stats.json", "--database", "postgres"][..],
            "has sizes of SQLite",
        ),
        (
            &["--sizes", "other.json"],
            "is not what `stats export` writes",
        ),
        (&["--sizes", "nowhere.json"], "cannot be read"),
        (
            &["--sizes", "nowhere.db"],
            "there is no database at `nowhere.db`",
        ),
    ] {
        let ran = project.run(&[&["lint", "002"], words].concat());
        assert_eq!(ran.code, 2, "{words:?}: {ran:?}");
        assert!(ran.stderr.contains(wanted), "{words:?}: {ran:?}");
        assert!(!ran.all().contains("swordfish"), "{ran:?}");
    }
}
