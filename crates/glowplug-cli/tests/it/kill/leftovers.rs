//! What a `CREATE INDEX CONCURRENTLY` leaves that did not end well: an invalid index.

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

/// Builds behind a transaction that an index must wait for, which goes after the first attempt.
fn build_behind_a_reader(build: &str) -> Vec<String> {
    let (place, project) = place_and_project(build);
    let mut reader = place.observer();
    reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM orders");
    let words = ["up", "--lock-timeout", "300ms"];
    let mut running = Running::start(&project, &place.url(), &words);
    running.until_it_says("attempt 2 of");
    reader.run("ROLLBACK");
    let ran = running.end();
    assert_eq!(ran.code, 0, "{ran:?}");
    place.observer().column(INDEXES)
}

#[test]
fn an_index_that_timed_out_is_built_anew_in_the_same_run() {
    let build = "CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code)";
    assert_eq!(build_behind_a_reader(build), ["orders_code_idx true"]);
}

#[test]
fn an_unnamed_index_that_timed_out_leaves_no_other_behind() {
    let build = "CREATE INDEX CONCURRENTLY ON orders (code)";
    assert_eq!(build_behind_a_reader(build), ["orders_code_idx true"]);
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
