//! The rows that a migration is tested with, and the report about several migrations.

use glowplug::model::Database::{Mysql, Postgres, Sqlite};
use serde_json::json;

use crate::stage::Stage;
use crate::support::Project;

/// A project whose last migration works on codes as only the application writes them.
fn codes(stage: &Stage) {
    stage.file(
        "001_parts",
        "up.sql",
        "CREATE TABLE parts (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(20) NOT NULL);",
    );
    stage.file("001_parts", "down.sql", "DROP TABLE parts;");
    stage.file(
        "002_numbers",
        "up.postgres.sql",
        "ALTER TABLE parts ADD COLUMN number int;
        UPDATE parts SET number = split_part(code, '-', 2)::int;",
    );
    stage.file(
        "002_numbers",
        "up.mysql.sql",
        "ALTER TABLE parts ADD COLUMN number int;
        UPDATE parts SET number = CAST(CONCAT(code, '-') AS SIGNED);",
    );
    stage.file(
        "002_numbers",
        "up.sqlite.sql",
        "ALTER TABLE parts ADD COLUMN number integer;
        CREATE TABLE pieces (code TEXT CHECK (code GLOB '*-*'));
        INSERT INTO pieces SELECT code FROM parts;
        DROP TABLE pieces;",
    );
    stage.file(
        "002_numbers",
        "down.sql",
        "ALTER TABLE parts DROP COLUMN number;",
    );
}

#[test]
fn rows_that_were_made_up_are_not_the_fault_of_a_migration() {
    for database in [Postgres, Sqlite, Mysql] {
        let Some(stage) = Stage::new(database) else {
            continue;
        };
        codes(&stage);
        let told = stage.json(&["prove"]);
        let proof = &told["migrations"][0];
        assert_eq!(proof["verdict"], "proved_on_empty_tables", "{proof}");
        assert_eq!(proof["with_rows"]["fault"], "up", "{proof}");
        assert_eq!(proof["faults"], json!([]), "{proof}");
        assert!(proof["with_rows"]["message"].is_string(), "{proof}");
    }
}

#[test]
fn what_fails_without_rows_too_is_not_proved() {
    for database in [Postgres, Sqlite, Mysql] {
        let Some(stage) = Stage::new(database) else {
            continue;
        };
        codes(&stage);
        stage.file("002_numbers", "down.sql", "DROP TABLE nowhere;");
        let output = stage.run(&["prove", "--json"]);
        assert_eq!(output.status.code(), Some(3), "{output:?}");
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let proof = &told["migrations"][0];
        assert_eq!(proof["verdict"], "not_proved", "{proof}");
        assert_eq!(proof["faults"][0]["fault"], "down", "{proof}");
    }
}

#[test]
fn rows_that_earlier_migrations_bring_are_there() {
    let stage = Stage::new(Postgres).unwrap();
    codes(&stage);
    let bring = "CREATE TABLE parts (id int PRIMARY KEY, code text NOT NULL);
        INSERT INTO parts VALUES (100, 'a-1');";
    stage.file("001_parts", "up.sql", bring);
    let needs = "ALTER TABLE parts ADD COLUMN number int;
        DO $$ BEGIN ASSERT (SELECT count(*) = 1 FROM parts); END $$;";
    stage.file("002_numbers", "up.postgres.sql", needs);
    let told = stage.json(&["prove"]);
    assert_eq!(told["migrations"][0]["verdict"], "proved_on_empty_tables");
}

#[test]
fn what_is_known_is_told_although_a_later_one_fails() {
    let project = Project::sqlite();
    project.migration(
        "003_forgets",
        "CREATE TABLE a (id INTEGER PRIMARY KEY);",
        "SELECT 1;",
    );
    project.migration("004_fails", "INSERT INTO nowhere VALUES (1);", "SELECT 1;");
    project.migration(
        "005_after",
        "CREATE TABLE b (id INTEGER PRIMARY KEY);",
        "DROP TABLE b;",
    );
    let ran = project.run(&["prove", "--all"]);
    assert_eq!(ran.code, 3, "{ran:?}");
    for told in [
        "001_create_users: proved\n",
        "002_create_posts: proved\n",
        "003_forgets: not proved\n",
        "004_fails: not proved\n  `up` fails",
        "005_after: not proved\n  it cannot be tried, because a migration before it fails",
    ] {
        assert!(ran.stdout.contains(told), "{told}: {}", ran.stdout);
    }
    let data = project.run(&["prove", "--all", "--json"]).data();
    let last = &data["migrations"][4];
    assert_eq!(last["faults"][0]["fault"], "earlier", "{last}");
    assert!(last["faults"][0]["message"].is_string(), "{last}");
}
