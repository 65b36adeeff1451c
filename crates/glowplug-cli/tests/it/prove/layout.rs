//! A `down` that restores an object with another layout is accepted.

use glowplug::model::Database::{self, Mysql, Postgres, Sqlite};

use crate::stage::Stage;

/// What is made first, and made again by the `down` of what drops it.
fn proved(database: Database, before: &str, first: &str, drop: &str, again: &str) -> String {
    let Some(stage) = Stage::new(database) else {
        return "proved\n".to_owned();
    };
    stage.file("001_first", "up.sql", &format!("{before}\n{first}"));
    stage.file("001_first", "down.sql", drop);
    stage.file("002_drop", "up.sql", drop);
    stage.file("002_drop", "down.sql", again);
    let output = stage.run(&["prove"]);
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn bodies_of_functions_may_be_indented_otherwise() {
    let function = |body: &str, language: &str| {
        format!("CREATE FUNCTION ring() RETURNS text AS $$ {body} $$ LANGUAGE {language};")
    };
    let told = |first: &str, again: &str| {
        let (first, again) = (function(first, "plpgsql"), function(again, "plpgsql"));
        proved(Postgres, "", &first, "DROP FUNCTION ring();", &again)
    };
    let text = told(
        "\n  BEGIN\n    RETURN now( )::text;\n  END\n",
        "BEGIN RETURN now()::text; END",
    );
    assert!(text.contains("002_drop: proved\n"), "{text}");
    // What stands in a string is another text.
    let text = told("BEGIN RETURN 'a  b'; END", "BEGIN RETURN 'a b'; END");
    assert!(text.contains("002_drop: not proved\n"), "{text}");
    let text = told("BEGIN RETURN 'a'; END", "BEGIN RETURN 'b'; END");
    assert!(text.contains("002_drop: not proved\n"), "{text}");
}

#[test]
fn triggers_and_views_may_be_written_on_other_lines() {
    let table = "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, b INTEGER);";
    let text = proved(
        Sqlite,
        table,
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  UPDATE a\n  SET b = 1;\nEND;",
        "DROP TRIGGER t;",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 1; END;",
    );
    assert!(text.contains("002_drop: proved\n"), "{text}");
    let text = proved(
        Sqlite,
        table,
        "CREATE VIEW v AS\n    SELECT id,\n        b\n    FROM a;",
        "DROP VIEW v;",
        "CREATE VIEW v AS SELECT id, b FROM a;",
    );
    assert!(text.contains("002_drop: proved\n"), "{text}");
    let text = proved(
        Mysql,
        table,
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW\n    SET\n        NEW.b = 1;",
        "DROP TRIGGER t;",
        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1;",
    );
    assert!(
        text.contains("proved\n") && !text.contains("not proved"),
        "{text}"
    );
}

#[test]
fn checks_and_indexes_may_be_written_on_other_lines() {
    let text = proved(
        Sqlite,
        "",
        "CREATE TABLE a (b INTEGER, CHECK (\n  b > 1\n  AND b < 5\n));
        CREATE INDEX a_b ON a (b) WHERE b\n > 2;",
        "DROP TABLE a;",
        "CREATE TABLE a (b INTEGER, CHECK (b > 1 AND b < 5));
        CREATE INDEX a_b ON a (b) WHERE b > 2;",
    );
    // Its rows are gone.
    assert!(text.contains("002_drop: proved, and loses"), "{text}");
}
