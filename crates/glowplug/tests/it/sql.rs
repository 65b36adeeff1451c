//! Splitting scripts.

mod excerpts;
mod memory;
mod mysql;
#[cfg(feature = "mysql")]
mod oracle_mysql;
#[cfg(feature = "postgres")]
mod oracle_postgres;
#[cfg(feature = "sqlite")]
mod oracle_sqlite;
mod places;
mod postgres;
mod properties;
#[cfg(any(feature = "mysql", feature = "postgres"))]
mod scripts;
mod sqlite;

use glowplug::Database;
use glowplug::sql::{Problem, SplitError, Statement, statements};

/// The texts of the statements of a script that can be split.
fn split(database: Database, script: &str) -> Vec<String> {
    let statements: Result<Vec<Statement>, SplitError> =
        statements(database, script.as_bytes()).collect();
    let statements = statements.unwrap_or_else(|error| panic!("{error} in {script}"));
    statements
        .into_iter()
        .map(|statement| statement.text)
        .collect()
}

/// Checks that each text stays whole between others.
fn stay_whole(database: Database, texts: &[&str]) {
    for text in texts {
        let script = format!("SELECT 1; {text};\nSELECT 2");
        assert_eq!(split(database, &script), ["SELECT 1", text, "SELECT 2"]);
        assert_eq!(split(database, text), [*text]);
    }
}

/// The problem of a script that cannot be split.
fn problem(database: Database, script: impl AsRef<[u8]>) -> Problem {
    let script = script.as_ref();
    let mut results = statements(database, script).skip_while(Result::is_ok);
    match results.next() {
        Some(Err(SplitError::Problem(problem))) => {
            assert!(results.next().is_none(), "nothing comes after a problem");
            problem
        }
        _ => panic!("no problem in {}", String::from_utf8_lossy(script)),
    }
}

/// Checks that a script is refused, with these words in the message, at this place.
fn refused(database: Database, script: &str, words: &str, place: &str) {
    let problem = problem(database, script);
    assert!(
        problem.message.contains(words),
        "{}: {script}",
        problem.message
    );
    assert!(!problem.advice.is_empty());
    let offset = script.find(place).expect("the place is in the script") as u64;
    assert_eq!(problem.point.offset, offset, "{script}");
}
