//! Our additions to a migrations folder and to a database do not affect Diesel.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use glowplug::Database;

use super::diesel::{Diesel, command};
use super::{NAMES, Street};

#[test]
fn diesel_passes_over_our_files_and_tables_on_postgres() {
    play(Database::Postgres);
}

#[test]
fn diesel_passes_over_our_files_and_tables_on_sqlite() {
    play(Database::Sqlite);
}

#[test]
fn diesel_passes_over_our_files_and_tables_on_mysql() {
    play(Database::Mysql);
}

fn play(database: Database) {
    let Some(diesel) = Diesel::installed(database) else {
        return;
    };
    let Some(street) = Street::new(database, diesel) else {
        return;
    };
    add_extras(&street);
    let before = files(street.stage.path());
    let runs = |verb: &str, names: &[&str]| -> String {
        let lines = names
            .iter()
            .map(|name| format!("{verb} migration {name}\n"));
        lines.collect()
    };
    let mut backwards = NAMES;
    backwards.reverse();

    assert_eq!(
        command(&street.stage, "migration run").unwrap(),
        runs("Running", &NAMES)
    );
    street.glowplug("up");
    assert_eq!(street.applied("run, up"), NAMES.len());
    assert!(street.attention().is_empty());
    assert_eq!(
        command(&street.stage, "migration revert -a").unwrap(),
        runs("Rolling back", &backwards)
    );
    street.glowplug("up");
    assert_eq!(street.applied("revert, up"), NAMES.len());
    let rows = street.stage.sql("SELECT id FROM table2").unwrap().rows;
    assert_eq!(rows, [[Some("7".to_owned())]], "`after.sql` ran");
    assert_eq!(command(&street.stage, "migration run").unwrap(), "");
    assert_eq!(
        command(&street.stage, "migration redo").unwrap(),
        runs("Rolling back", &backwards[..1]) + &runs("Running", &backwards[..1])
    );
    let schema = command(&street.stage, "print-schema").unwrap();
    assert!(schema.contains("table0 (id)"), "{schema}");
    assert!(!schema.contains("glowplug"), "{schema}");
    assert_eq!(files(street.stage.path()), before);
}

/// Every file that only we read.
fn add_extras(street: &Street) {
    let stage = &street.stage;
    for database in Database::ALL {
        let text =
            "-- The same, for one database.\nCREATE TABLE table1 (id INTEGER PRIMARY KEY);\n";
        stage.file(NAMES[1], &format!("up.{}.sql", database.name()), text);
        let text = "DROP TABLE table1;\n";
        stage.file(NAMES[1], &format!("down.{}.sql", database.name()), text);
    }
    stage.file(NAMES[2], "after.sql", "INSERT INTO table2 VALUES (7);\n");
    let metadata = "run_in_transaction = true\ndescription = \"The fourth\"\n";
    stage.file(NAMES[3], "metadata.toml", metadata);
    let metadata = "run_in_transaction = false\ndescription = \"The fifth\"\n";
    stage.file(NAMES[4], "metadata.toml", metadata);
}

/// All files of the project with their texts, but for the database and Diesel's lock.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !name.starts_with("shop.db") && name != ".diesel_lock" {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}
