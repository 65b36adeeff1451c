//! What worked before a migration and does not work after it is a fault of the proof.

use serde_json::Value;

use crate::support::Project;
use crate::support::mysql::MysqlDatabase;

/// Returns the names of the objects that a migration breaks.
fn broken(url: &str, before: (&str, &str), change: (&str, &str)) -> Vec<String> {
    let project = Project::empty().with("DATABASE_URL", url);
    project.migration("001_before", before.0, before.1);
    project.migration("002_change", change.0, change.1);
    let data = project.run(&["prove", "--json"]).data();
    let fault = &data["migrations"][0]["faults"][0];
    let broken = fault["broken"].as_array().cloned().unwrap_or_default();
    let names = broken.iter().map(|one| name(&one["object"]));
    names.collect()
}

/// Returns the name of a trigger or a function.
fn name(object: &Value) -> String {
    let name = match object.get("trigger") {
        Some(trigger) => &trigger[1],
        None => &object["function"][0]["name"],
    };
    name.as_str().unwrap().to_owned()
}

/// The objects of MySQL that use `t.a` and `u`.
const MYSQL: (&str, &str) = (
    "CREATE TABLE t (id int PRIMARY KEY AUTO_INCREMENT, a int, c int);
     CREATE TABLE u (id int PRIMARY KEY AUTO_INCREMENT, a int);
     CREATE TRIGGER t_in BEFORE INSERT ON t FOR EACH ROW SET NEW.c = NEW.a;
     CREATE TRIGGER t_up BEFORE UPDATE ON t FOR EACH ROW INSERT INTO u (a) VALUES (NEW.c);
     CREATE FUNCTION f() RETURNS int READS SQL DATA RETURN (SELECT max(a) FROM t);
     CREATE PROCEDURE p() SELECT a FROM u;
     CREATE VIEW v AS SELECT f() AS x FROM t;",
    "DROP VIEW v; DROP PROCEDURE p; DROP FUNCTION f; DROP TABLE t; DROP TABLE u;",
);

#[test]
fn a_renamed_column_breaks_triggers_and_routines_of_mysql() {
    let Some(database) = MysqlDatabase::create() else {
        return;
    };
    let change = (
        "ALTER TABLE t RENAME COLUMN a TO b;",
        "ALTER TABLE t RENAME COLUMN b TO a;",
    );
    let broken = broken(&database.url(), MYSQL, change);
    assert_eq!(broken, ["t_in", "f"]);
}

#[test]
fn a_renamed_or_dropped_table_breaks_triggers_and_routines_of_mysql() {
    let Some(database) = MysqlDatabase::create() else {
        return;
    };
    let renamed = ("RENAME TABLE u TO w;", "RENAME TABLE w TO u;");
    let dropped = (
        "DROP TABLE u;",
        "CREATE TABLE u (id int PRIMARY KEY AUTO_INCREMENT, a int);",
    );
    for change in [renamed, dropped] {
        let broken = broken(&database.url(), MYSQL, change);
        assert_eq!(broken, ["t_up", "p"]);
    }
}

/// The objects of PostgreSQL that use `t.a`.
const POSTGRES: (&str, &str) = (
    "CREATE TABLE t (id serial PRIMARY KEY, a int);
     CREATE FUNCTION compiled() RETURNS int LANGUAGE sql AS 'SELECT a FROM t LIMIT 1';
     CREATE FUNCTION called(x int, y text) RETURNS int LANGUAGE plpgsql
         AS 'BEGIN RETURN (SELECT a FROM t LIMIT 1); END';
     CREATE FUNCTION changed() RETURNS trigger LANGUAGE plpgsql
         AS 'BEGIN NEW.a := NEW.a + 1; RETURN NEW; END';
     CREATE TRIGGER t_in BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION changed();",
    "DROP TABLE t; DROP FUNCTION compiled; DROP FUNCTION called; DROP FUNCTION changed;",
);

fn broken_on_postgres(change: (&str, &str)) -> Vec<String> {
    let database = glowplug_local::TestServer::shared()
        .unwrap()
        .database()
        .unwrap();
    broken(database.url(), POSTGRES, change)
}

#[test]
fn a_renamed_or_dropped_column_breaks_functions_and_triggers_of_postgres() {
    let renamed = (
        "ALTER TABLE t RENAME COLUMN a TO b;",
        "ALTER TABLE t RENAME COLUMN b TO a;",
    );
    let dropped = (
        "ALTER TABLE t DROP COLUMN a;",
        "ALTER TABLE t ADD COLUMN a int;",
    );
    for change in [renamed, dropped] {
        assert_eq!(broken_on_postgres(change), ["t_in", "called", "compiled"]);
    }
}

#[test]
fn a_changed_type_breaks_functions_and_triggers_of_postgres() {
    let change = (
        "ALTER TABLE t ALTER COLUMN a TYPE text;",
        "ALTER TABLE t ALTER COLUMN a TYPE int USING a::int;",
    );
    assert_eq!(broken_on_postgres(change), ["t_in", "compiled"]);
}

#[test]
fn a_wider_type_breaks_nothing_on_postgres() {
    let change = (
        "ALTER TABLE t ALTER COLUMN a TYPE bigint;
         ALTER FUNCTION called(int, text) COST 10;
         CREATE OR REPLACE FUNCTION compiled() RETURNS int LANGUAGE sql
             AS 'SELECT a::int FROM t LIMIT 1';",
        "ALTER TABLE t ALTER COLUMN a TYPE int;
         ALTER FUNCTION called(int, text) COST 100;
         CREATE OR REPLACE FUNCTION compiled() RETURNS int LANGUAGE sql
             AS 'SELECT a FROM t LIMIT 1';",
    );
    assert_eq!(broken_on_postgres(change), Vec::<String>::new());
}
