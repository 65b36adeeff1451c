//! Changes between schemas that nobody thought of: pairs are made at random and go the way that the
//! cases of `schema_cases` go. What fails is made smaller, and is written as the folder of a case.
//!
//! A usual run takes the same pairs each time. `GLOWPLUG_SCHEMAS=1000` takes so many others, on each
//! database.

mod agree;
mod schema;
mod text;

use std::fs;
use std::path::{Path, PathBuf};

use glowplug::model::Database;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::schema_cases::{Benches, Case, attempt};
use schema::Schema;

#[test]
fn postgres() {
    all(Database::Postgres, 24);
}

#[test]
fn sqlite() {
    all(Database::Sqlite, 48);
}

#[test]
fn mysql() {
    all(Database::Mysql, 16);
}

fn all(database: Database, usual: u32) {
    let asked = std::env::var("GLOWPLUG_SCHEMAS").ok();
    let asked = asked.map(|number| number.parse().unwrap());
    let config = Config {
        cases: asked.unwrap_or(usual),
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    };
    let algorithm = RngAlgorithm::ChaCha;
    let mut runner = match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(algorithm)),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let benches = Benches::new(database);
    let ran = runner.run(&schema::pairs(database), |(from, to)| {
        let case = case(database, &from, &to);
        match runtime.block_on(attempt(&benches, &case)) {
            Ok(_) => Ok(()),
            Err(problem) => Err(TestCaseError::fail(problem)),
        }
    });
    match ran {
        Ok(()) => {}
        Err(TestError::Fail(reason, (from, to))) => {
            let folder = keep(database, &case(database, &from, &to));
            panic!("{reason}\n\nthe case is in {}", folder.display());
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

fn case(database: Database, from: &Schema, to: &Schema) -> Case {
    Case {
        from: text::sql(database, from),
        to: text::sql(database, to),
        ..Case::default()
    }
}

/// Writes a case where it can be looked at, and moved to the others.
fn keep(database: Database, case: &Case) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("random")
        .join(format!("{database:?}").to_lowercase());
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("from.sql"), &case.from).unwrap();
    fs::write(folder.join("to.sql"), &case.to).unwrap();
    folder
}
