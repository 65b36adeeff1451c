//! An interrupted `CREATE INDEX CONCURRENTLY` leaves an invalid index behind.

use std::thread::sleep;
use std::time::Duration;

use super::scenario::NO_TRANSACTION;
use crate::support::Project;
use crate::support::place::Place;
use crate::support::running::{Running, finish};

const INDEXES: &str = "SELECT c.relname || ' ' || i.indisvalid
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = 'orders'::regclass ORDER BY c.relname";

/// A table with rows, and an index on it.
fn place_and_project(build: &str) -> (Place, Project) {
    let (place, project) = (Place::postgres(), Project::empty());
    let orders = "CREATE TABLE orders (id int, code int); INSERT INTO orders VALUES (1, 7), (2, 7)";
    place.observer().run(orders);
    project.write("migrations/1_index/up.sql", build);
    project.write("migrations/1_index/metadata.toml", NO_TRANSACTION);
    (place, project)
}

/// A transaction that an index must wait for.
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM orders";

#[test]
fn an_index_waits_for_a_reader_longer_than_others_wait_for_locks() {
    let build = "CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code)";
    let (place, project) = place_and_project(build);
    let mut reader = place.observer();
    reader.run(READ);
    let words = ["up", "--lock-timeout", "100ms", "--lock-retries", "0"];
    let running = Running::start(&project, &place.url(), &words);
    sleep(Duration::from_millis(1_000));
    reader.run("ROLLBACK");
    let ran = running.end();
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(place.observer().column(INDEXES), ["orders_code_idx true"]);
}

#[test]
fn an_index_that_took_too_long_is_built_by_the_next_run_and_nothing_else_is_left() {
    for build in [
        "CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code)",
        "CREATE INDEX CONCURRENTLY ON orders (code)",
    ] {
        let (place, project) = place_and_project(build);
        let mut reader = place.observer();
        reader.run(READ);
        let words = ["up", "--statement-timeout", "300ms"];
        let ran = finish(&project, &place.url(), &words);
        assert_eq!(ran.code, 1, "{ran:?}");
        // While the reader is there, what was left cannot be dropped either.
        reader.run("ROLLBACK");
        let ran = finish(&project, &place.url(), &["up"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(place.observer().column(INDEXES), ["orders_code_idx true"]);
    }
}

#[test]
fn an_unnamed_unique_index_that_failed_leaves_nothing_behind() {
    let build = "CREATE UNIQUE INDEX CONCURRENTLY ON orders (code)";
    let (place, project) = place_and_project(build);
    let ran = finish(&project, &place.url(), &["up"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.contains("(code)=(7) is duplicated"), "{ran:?}");
    let mut observer = place.observer();
    assert_eq!(observer.column(INDEXES), [""; 0]);
    observer.run("UPDATE orders SET code = id");
    let ran = finish(&project, &place.url(), &["up"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(observer.column(INDEXES), ["orders_code_idx true"]);
}
