//! The case folders in `tests/cases`: each shows what happens in one situation, and everything
//! that is printed. `tests/cases/README.md` says how they are written.
//!
//! `GLOWPLUG_BLESS=1` writes what is printed now as what is expected; `GLOWPLUG_CASE=name` runs
//! one case alone.

pub(crate) mod script;
mod steady;

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::Database;
use similar::TextDiff;

use crate::stage::{Stage, copy, side_by_side};
use script::Script;

#[test]
fn every_case_prints_what_is_expected_on_postgres() {
    run(Database::Postgres);
}

#[test]
fn every_case_prints_what_is_expected_on_sqlite() {
    run(Database::Sqlite);
}

#[test]
fn every_case_prints_what_is_expected_on_mysql() {
    run(Database::Mysql);
}

#[test]
fn every_case_has_an_expectation_for_exactly_the_databases_that_it_names() {
    for case in folders() {
        let script = Script::read(&case.join("steps"));
        for database in Database::ALL {
            let expected = expectation(&case, database).exists();
            assert_eq!(script.is_for(database), expected, "{case:?} on {database}");
        }
    }
}

/// The folders of all cases.
pub(crate) fn folders() -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(cases)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() > 30, "{} cases", folders.len());
    folders
}

fn expectation(case: &Path, database: Database) -> PathBuf {
    case.join(format!("expected.{}.txt", database.name()))
}

/// Runs all cases of one database, some side by side, and shows every difference.
fn run(database: Database) {
    // Said loudly, once, where there is no such server.
    if Stage::new(database).is_none() {
        return;
    }
    let wanted = std::env::var("GLOWPLUG_CASE").ok();
    let is_wanted = |case: &PathBuf| wanted.as_ref().is_none_or(|name| case.ends_with(name));
    let cases = folders().into_iter().filter(is_wanted);
    let differences = side_by_side(cases, |case| difference(&case, database));
    let differences: Vec<String> = differences.into_iter().flatten().collect();
    assert!(
        differences.is_empty(),
        "{} cases print something else than expected (GLOWPLUG_BLESS=1 accepts it):\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// How what a case prints differs from what is expected.
fn difference(case: &Path, database: Database) -> Option<String> {
    let script = Script::read(&case.join("steps"));
    if !script.is_for(database) {
        return None;
    }
    let stage = Stage::new(database)?;
    let migrations = case.join("migrations");
    if migrations.exists() {
        copy(&migrations, &stage.migrations());
    }
    let printed = script.play(&stage, case, database);
    let path = expectation(case, database);
    if std::env::var_os("GLOWPLUG_BLESS").is_some_and(|value| value == "1") {
        fs::write(&path, &printed).unwrap();
        return None;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    (expected != printed).then(|| {
        let diff = TextDiff::from_lines(&expected, &printed);
        let names = (path.display().to_string(), "printed now");
        diff.unified_diff().header(&names.0, names.1).to_string()
    })
}
