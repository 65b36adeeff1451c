//! Ctrl-C in the middle of a transaction.

use crate::support::Project;
use crate::support::place::Place;
use crate::support::running::{Running, finish};

/// Two migrations in one transaction, the second of which takes long.
fn project(slow: &str) -> Project {
    let project = Project::empty();
    let first = "CREATE TABLE first (id INT);";
    project.migration("1_first", first, "DROP TABLE first;");
    let second = format!("CREATE TABLE second (id INT);\n{slow};");
    project.migration("2_second", &second, "DROP TABLE second;");
    project
}

/// Interrupts a run in its second migration; gives what it said.
fn interrupted(place: &Place, project: &Project) -> String {
    let mut running = Running::start(project, &place.url(), &["up", "--verbose"]);
    running.until_it_says("-- statement 2 of 2");
    running.signal("INT");
    let ran = running.end();
    assert_eq!(ran.code, 130, "{ran:?}");
    ran.stderr
}

#[test]
fn an_interrupted_transaction_leaves_nothing_and_says_so() {
    let (place, project) = (Place::postgres(), project("SELECT pg_sleep(20)"));
    let said = interrupted(&place, &project);
    assert!(said.contains("not applied: 2_second"), "{said}");
    let tables = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace \
                  AND relname NOT LIKE '\\_\\_%'";
    let ran = finish(&project, &place.url(), &["status"]);
    assert!(ran.stdout.contains("0 applied, 2 pending"), "{ran:?}");
    assert_eq!(place.observer().column(tables), [""; 0]);
}

/// The last line of the history.
fn last(place: &Place) -> String {
    let sql = "SELECT concat(action, ' ', name, ' ', outcome, ' ', message) \
               FROM __glowplug_history ORDER BY id DESC LIMIT 1";
    place.observer().column(sql).remove(0)
}

#[test]
fn an_interruption_stands_in_the_history() {
    let (place, project) = (Place::postgres(), project("SELECT pg_sleep(20)"));
    interrupted(&place, &project);
    assert_eq!(last(&place), "up 2_second failed interrupted");
}

#[test]
fn an_interruption_stands_in_the_history_of_mysql() {
    let Some(place) = Place::mysql() else { return };
    let project = project("DO SLEEP(20)");
    interrupted(&place, &project);
    assert_eq!(last(&place), "up 2_second failed interrupted");
}

#[test]
fn an_interrupted_transaction_on_a_sqlite_file_leaves_nothing() {
    let slow = "INSERT INTO second WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 \
                FROM n WHERE i < 200000000) SELECT i FROM n WHERE i < 0";
    let (place, project) = (Place::sqlite(), project(slow));
    let said = interrupted(&place, &project);
    assert!(said.contains("not applied: 2_second"), "{said}");
    let tables = "SELECT name FROM sqlite_master";
    assert_eq!(place.observer().column(tables), [""; 0]);
}
