//! One runner at a time: sixteen commands at once on an empty database.
//!
//! A thousand rounds on each database, as before a release:
//!
//! ```sh
//! GLOWPLUG_ROUNDS=1000 cargo test --release -p glowplug-cli --test it -- sixteen_runners --nocapture
//! ```

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::place::Place;
use crate::support::running::{Running, finish};
use crate::support::{Project, figure, rounds};

const RUNNERS: usize = 16;

/// A project whose migrations each add a line to a table that takes it twice as well, with a
/// statement among them that refuses or ends transactions.
fn project(index: &str) -> Project {
    let project = Project::empty();
    project.migration(
        "1_create_entries",
        "CREATE TABLE entries (entry VARCHAR(20) NOT NULL);\nINSERT INTO entries VALUES ('one');",
        "DROP TABLE entries;",
    );
    project.migration(
        "2_add_index",
        &format!("{index};\nINSERT INTO entries VALUES ('two');"),
        "DROP INDEX entries_entry_idx;",
    );
    project.write(
        "migrations/2_add_index/metadata.toml",
        "run_in_transaction = false\n",
    );
    project.migration(
        "3_create_more",
        "CREATE TABLE more (id INT);\nINSERT INTO entries VALUES ('three');",
        "DROP TABLE more;",
    );
    project
}

const CONCURRENTLY: &str = "CREATE INDEX CONCURRENTLY entries_entry_idx ON entries (entry)";
const PLAIN: &str = "CREATE INDEX entries_entry_idx ON entries (entry)";
/// SQLite refuses it in a transaction.
const VACUUM: &str = "CREATE INDEX entries_entry_idx ON entries (entry);\nVACUUM";

/// Sixteen commands at once; every migration ran once.
fn race(project: &Project, place: &Place) {
    let start = |_| Running::start(project, &place.url(), &["up"]);
    let runners: Vec<Running> = (0..RUNNERS).map(start).collect();
    let ended: Vec<_> = runners.into_iter().map(Running::end).collect();
    for ran in &ended {
        assert_eq!(ran.code, 0, "{}", ran.all());
    }
    let applied = ended
        .iter()
        .filter(|ran| ran.stdout.starts_with("Applied 3"));
    assert_eq!(applied.count(), 1, "{ended:?}");
    let mut observer = place.observer();
    let entries = observer.column("SELECT entry FROM entries ORDER BY entry");
    assert_eq!(entries, ["one", "three", "two"]);
    let history = observer.column(
        "SELECT version FROM __glowplug_history WHERE action = 'up' AND outcome = 'done' \
         ORDER BY id",
    );
    assert_eq!(history, ["1", "2", "3"]);
    let versions =
        observer.column("SELECT version FROM __diesel_schema_migrations ORDER BY version");
    assert_eq!(versions, ["1", "2", "3"]);
}

fn races(name: &str, project: &Project, place: impl Fn() -> Option<Place>) {
    let count = rounds("GLOWPLUG_ROUNDS", 20);
    let start = Instant::now();
    for _ in 0..count {
        let Some(place) = place() else { return };
        race(project, &place);
    }
    let took = start.elapsed().as_secs_f64();
    figure(&format!(
        "{name}: {count} rounds of {RUNNERS} runners, each migration once, {took:.1} s"
    ));
}

#[test]
fn sixteen_runners_on_postgresql_run_each_migration_once() {
    races("PostgreSQL", &project(CONCURRENTLY), || {
        Some(Place::postgres())
    });
}

#[test]
fn sixteen_runners_on_mysql_run_each_migration_once() {
    races("MySQL", &project(PLAIN), Place::mysql);
}

#[test]
fn sixteen_runners_on_a_sqlite_file_run_each_migration_once() {
    races("SQLite", &project(VACUUM), || Some(Place::sqlite()));
}

#[test]
fn a_runner_that_waits_for_a_concurrent_index_says_who_holds_the_lock() {
    let (place, project) = (Place::postgres(), project(CONCURRENTLY));
    finish(&project, &place.url(), &["up", "--steps", "1"]);
    // An index is not complete before transactions are over that may see the table without it.
    let mut reader = place.observer();
    reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM entries");
    let mut building = Running::start(&project, &place.url(), &["up", "--lock-timeout", "none"]);
    let mut observer = place.observer();
    let builder = "SELECT pid FROM pg_stat_progress_create_index \
                   WHERE datname = current_database()";
    let builder = eventually(|| observer.column(builder).pop());
    let mut waiting = Running::start(&project, &place.url(), &["up"]);
    waiting.until_it_says("waiting for another run");
    sleep(Duration::from_millis(500));
    assert!(waiting.is_running() && building.is_running());
    reader.run("ROLLBACK");
    let (built, waited) = (building.end(), waiting.end());
    assert_eq!((built.code, waited.code), (0, 0), "{built:?} {waited:?}");
    assert!(
        waited.stderr.contains(&format!("session {builder}")),
        "{waited:?}"
    );
    assert_eq!(waited.stdout, "Nothing to do.\n");
    let entries = observer.column("SELECT entry FROM entries ORDER BY entry");
    assert_eq!(entries, ["one", "three", "two"]);
}

/// Asks until there is an answer.
fn eventually<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    for _ in 0..1_000 {
        if let Some(answer) = ask() {
            return answer;
        }
        sleep(Duration::from_millis(10));
    }
    panic!("there is no answer");
}
