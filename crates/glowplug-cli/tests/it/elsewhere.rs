//! Scratch databases in which something is missing that the project's database has.

mod settings;

use std::fs;

use glowplug::model::Database::{Mysql, Postgres, Sqlite};
use glowplug_local::{Settings, TestServer};

use crate::stage::Stage;
use crate::support::{Project, with_user};

#[test]
fn what_no_migration_makes_is_named_and_can_be_prepared() {
    for database in [Postgres, Sqlite, Mysql] {
        let Some(stage) = Stage::new(database) else {
            continue;
        };
        let by_hand = "CREATE TABLE by_hand (id INTEGER NOT NULL PRIMARY KEY)";
        stage.sql(by_hand).unwrap();
        stage.file("001_uses", "up.sql", "INSERT INTO by_hand VALUES (1);");
        stage.file("001_uses", "down.sql", "DELETE FROM by_hand;");
        assert!(stage.run(&["up"]).status.success());
        let output = stage.run(&["check"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("in a scratch database"), "{told}");
        assert!(told.contains("`prepare = \"scratch.sql\"`"), "{told}");
        assert!(told.contains("001_uses/up.sql"), "{told}");
        assert!(!told.contains("run `up` again"), "{told}");

        fs::write(stage.path().join("scratch.sql"), format!("{by_hand};\n")).unwrap();
        let settings = "[scratch]\nprepare = \"scratch.sql\"\n";
        fs::write(stage.path().join(".glowplug.toml"), settings).unwrap();
        let output = stage.run(&["check"]);
        assert!(output.status.success(), "{output:?}");
        assert!(stage.run(&["prove"]).status.success());
        assert!(stage.run(&["prove", "--all"]).status.success());

        // It is named with its place where it fails itself.
        fs::write(stage.path().join("scratch.sql"), "SELECT 1;\nDROP TABLE a;").unwrap();
        let told = String::from_utf8(stage.run(&["check"]).stderr).unwrap();
        assert!(told.contains("scratch.sql"), "{told}");
        assert!(told.contains("statement 2 of 2"), "{told}");
    }
}

#[test]
fn a_user_who_may_not_create_databases_is_told_what_to_do() {
    let stage = Stage::new(Postgres).unwrap();
    let role = format!("plain_{}", std::process::id());
    stage
        .sql(&format!(
            "CREATE ROLE {role} LOGIN; GRANT ALL ON SCHEMA public TO {role}"
        ))
        .unwrap();
    stage.file("001_a", "up.sql", "CREATE TABLE a (id int PRIMARY KEY);");
    stage.file("001_a", "down.sql", "DROP TABLE a;");
    let url = with_user(&stage.url(), &role);
    let run = |words: &[&str]| stage.run(&[words, &["--database-url", &url]].concat());
    assert!(run(&["up"]).status.success());
    for words in [&["check"][..], &["prove"]] {
        let output = run(words);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("cannot create a scratch database"), "{told}");
        assert!(
            told.contains(&format!("`ALTER ROLE {role} CREATEDB`")),
            "{told}"
        );
        assert!(told.contains("--scratch-url"), "{told}");
        assert!(!told.contains("right to connect"), "{told}");
    }
    // The server of somebody who may.
    let output = run(&["check", "--scratch-url", &stage.url()]);
    assert!(output.status.success(), "{output:?}");
    stage.sql(&format!("DROP OWNED BY {role}")).unwrap();
    stage.sql(&format!("DROP ROLE {role}")).unwrap();
}

#[test]
fn on_mysql_too() {
    let Some(stage) = Stage::new(Mysql) else {
        return;
    };
    let user = format!("plain_{}", std::process::id());
    let database = stage.database_name().unwrap().to_owned();
    for sql in [
        format!("CREATE USER '{user}'@'%' IDENTIFIED BY 'secret'"),
        format!("GRANT ALL ON `{database}`.* TO '{user}'@'%'"),
    ] {
        stage.sql(&sql).unwrap();
    }
    stage.file("001_a", "up.sql", "CREATE TABLE a (id int PRIMARY KEY);");
    stage.file("001_a", "down.sql", "DROP TABLE a;");
    let url = with_user(&stage.url(), &format!("{user}:secret"));
    let output = stage.run(&["check", "--database-url", &url]);
    let told = String::from_utf8(output.stderr).unwrap();
    stage.sql(&format!("DROP USER '{user}'@'%'")).unwrap();
    assert!(told.contains("cannot create a scratch database"), "{told}");
    assert!(
        told.contains("GRANT ALL ON `glowplug\\_scratch\\_%`.* TO"),
        "{told}"
    );
}

#[test]
fn a_large_baseline_does_not_exhaust_the_locks_of_the_server() {
    let settings = Settings::default()
        .set("max_locks_per_transaction", "10")
        .set("max_connections", "20");
    let server = TestServer::start(settings).unwrap();
    let database = server.database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    let tables: Vec<String> = (0..700)
        .map(|number| format!("CREATE TABLE box_{number} (id bigint PRIMARY KEY, note text);"))
        .collect();
    for (number, part) in tables.chunks(25).enumerate() {
        let sql = part.join("\n").replace("'", "''");
        let name = format!("DO $x$ BEGIN EXECUTE '{sql}'; END $x$");
        assert_eq!(
            project.run(&["query", "--write", &name]).code,
            0,
            "{number}"
        );
    }
    // As one file, and as many.
    project.migration("001_base", &tables[..350].join("\n"), "SELECT 1;");
    for (number, table) in tables.iter().enumerate().skip(350) {
        project.migration(&format!("{number}_box"), table, "SELECT 1;");
    }
    project.ok(&["mark", "--baseline"]);
    let ran = project.run(&["check", "--scratch-keep", "false"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}
