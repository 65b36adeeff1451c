//! SQLite only: dumps of its shell, and auto-increment keys.

use crate::support::Project;

/// A project whose schema is declared in SQL.
fn declared(schema: &str) -> Project {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    project.write(".glowplug.toml", "schema = \"schema.sql\"\n");
    project.write("schema.sql", schema);
    std::fs::create_dir_all(project.path().join("migrations")).unwrap();
    project
}

/// As `sqlite3 shop.db .schema` and `.dump` write it.
const DUMPS: [&str; 2] = [
    "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL);
     CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT);
     CREATE TABLE sqlite_sequence(name,seq);
     CREATE VIRTUAL TABLE found USING fts5(body, content='notes')
     /* found(body) */;
     CREATE TABLE IF NOT EXISTS 'found_data'(id INTEGER PRIMARY KEY, block BLOB);
     CREATE TABLE IF NOT EXISTS 'found_config'(k PRIMARY KEY, v) WITHOUT ROWID;
     CREATE TABLE sqlite_stat1(tbl,idx,stat);
     CREATE VIEW v AS SELECT body FROM notes
     /* v(body) */;",
    "PRAGMA foreign_keys=OFF;
     BEGIN TRANSACTION;
     CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT);
     INSERT INTO notes VALUES(1,'a');
     PRAGMA writable_schema=ON;
     INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','found','found',0,\
     'CREATE VIRTUAL TABLE found USING fts5(body, content=''notes'')');
     CREATE TABLE IF NOT EXISTS 'found_data'(id INTEGER PRIMARY KEY, block BLOB);
     INSERT INTO found_data VALUES(1,X'');
     DELETE FROM sqlite_sequence;
     INSERT INTO sqlite_sequence VALUES('notes',1);
     CREATE VIEW v AS SELECT body FROM notes;
     PRAGMA writable_schema=OFF;
     COMMIT;",
];

#[test]
fn what_the_shell_writes_is_a_declaration() {
    let project = declared(DUMPS[0]);
    let told = project.ok(&["generate", "first"]);
    for made in ["create table notes", "create table found", "create view v"] {
        assert!(told.contains(made), "{told}");
    }
    assert!(!told.contains("sqlite_"), "{told}");
    project.ok(&["up"]);
    project.write("schema.sql", DUMPS[1]);
    let told = project.ok(&["generate", "second"]);
    assert!(told.contains("Nothing to do"), "{told}");
}

#[test]
fn a_wide_key_is_numbered_and_stays_wide() {
    let project = Project::empty().with("DATABASE_URL", "shop.db");
    project.write("diesel.toml", "[print_schema]\nfile = \"src/schema.rs\"\n");
    let schema = "// @generated automatically by Diesel CLI.\n\n\
        diesel::table! {\n    posts (id) {\n        id -> BigInt,\n        title -> Text,\n    }\n}\n";
    project.write("src/schema.rs", schema);
    std::fs::create_dir_all(project.path().join("migrations")).unwrap();
    let told = project.ok(&["generate", "posts"]);
    assert!(told.contains("Proved"), "{told}");
    project.ok(&["up"]);
    assert_eq!(project.read("src/schema.rs"), schema);
    let insert = "INSERT INTO posts (title) VALUES ('a')";
    project.ok(&["query", "--write", insert]);
    project.ok(&["check"]);
    project.ok(&["print-schema", "--check"]);
    assert_eq!(
        project.json(&["status"])["differing"],
        serde_json::Value::Null
    );
    let told = project.ok(&["generate", "nothing"]);
    assert!(told.contains("Nothing to do"), "{told}");
}
