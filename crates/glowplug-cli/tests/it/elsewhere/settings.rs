//! A scratch database has the settings of the project's.

use glowplug::model::Database::Postgres;
use glowplug_local::TestServer;

use crate::stage::Stage;
use crate::support::Project;

/// A project whose first migration makes a table where its session looks first.
fn stage() -> Stage {
    let stage = Stage::new(Postgres).unwrap();
    stage.file("001_a", "up.sql", "CREATE TABLE a (id int PRIMARY KEY);");
    stage.file("001_a", "down.sql", "DROP TABLE a;");
    stage
}

/// Runs a statement on the database that has `{}` for its name.
fn set(stage: &Stage, sql: &str) {
    let name = stage.database_name().unwrap();
    stage.sql(&sql.replace("{}", name)).unwrap();
}

fn check(stage: &Stage, options: &[&str]) {
    let output = stage.run(&[&["check"], options].concat());
    let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(!told.contains("DROP"), "{told}");
}

#[test]
fn a_search_path_of_the_database_its_role_or_the_address_is_kept() {
    let ways = [
        "ALTER DATABASE {} SET search_path = app, \"My Own\", public",
        "ALTER ROLE CURRENT_USER IN DATABASE {} SET search_path = app, public",
    ];
    for way in ways {
        let stage = stage();
        stage.sql("CREATE SCHEMA app").unwrap();
        set(&stage, way);
        assert!(stage.run(&["up"]).status.success());
        check(&stage, &[]);
        // Another one is not taken for the one that was kept.
        set(&stage, "ALTER DATABASE {} SET timezone = 'Europe/Vienna'");
        set(&stage, "ALTER DATABASE {} SET my.setting = 'it''s'");
        check(&stage, &[]);
        check(&stage, &[]);
    }
    let stage = stage();
    stage.sql("CREATE SCHEMA app").unwrap();
    let sign = if stage.url().contains('?') { '&' } else { '?' };
    let url = format!(
        "{}{sign}options=-c%20search_path%3Dapp%2Cpublic",
        stage.url()
    );
    let up = stage.run(&["up", "--database-url", &url]);
    assert!(up.status.success(), "{up:?}");
    check(&stage, &["--database-url", &url]);
    let proved = stage.run(&["prove", "--database-url", &url]);
    assert!(proved.status.success(), "{proved:?}");
}

#[test]
fn a_schema_that_a_migration_makes_is_not_made_before_it() {
    let stage = stage();
    set(&stage, "ALTER DATABASE {} SET search_path = app, public");
    stage.file("000_app", "up.sql", "CREATE SCHEMA app;");
    stage.file("000_app", "down.sql", "DROP SCHEMA app;");
    assert!(stage.run(&["up"]).status.success());
    check(&stage, &[]);
}

#[test]
fn a_schema_that_nobody_made_is_not_made() {
    let stage = stage();
    set(
        &stage,
        "ALTER DATABASE {} SET search_path = nowhere, public",
    );
    assert!(stage.run(&["up"]).status.success());
    check(&stage, &[]);
}

#[test]
fn encoding_and_locale_are_those_of_the_database() {
    let server = TestServer::shared().unwrap();
    let maintenance = server.url("postgres");
    let name = format!("plain_{}", std::process::id());
    let project = Project::empty().with("DATABASE_URL", &server.url(&name));
    let admin = |sql: &str| project.ok(&["query", "--write", sql, "--database-url", &maintenance]);
    admin(&format!(
        "CREATE DATABASE {name} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    ));
    project.migration(
        "001_a",
        "CREATE TABLE a (id int PRIMARY KEY);
        DO $$ BEGIN ASSERT current_setting('server_encoding') = 'LATIN1'; END $$;",
        "DROP TABLE a;",
    );
    let ran = project.run(&["prove"]);
    admin(&format!("DROP DATABASE {name}"));
    assert_eq!(ran.code, 0, "{ran:?}");
}
