//! A session that the server terminates in the middle of a migration: the history says so.

use crate::support::Project;
use crate::support::place::{Observer, Place};
use crate::support::running::{Running, finish};

/// Terminates the session that runs a slow migration; returns the lines of the history.
fn history(place: &Place, slow: &str, terminate: impl Fn(&mut Observer)) -> Vec<String> {
    let project = Project::empty();
    project.migration(
        "1_slow",
        &format!("CREATE TABLE first (id INT);\n{slow};"),
        "",
    );
    let mut running = Running::start(&project, &place.url(), &["up", "--verbose"]);
    running.until_it_says("-- statement 2 of 2");
    let mut observer = place.observer();
    terminate(&mut observer);
    let ran = running.end();
    assert_ne!(ran.code, 0, "{ran:?}");
    let told = finish(&project, &place.url(), &["history"]);
    assert!(told.stdout.contains("1_slow"), "{told:?}");
    observer.column(
        "SELECT concat(action, ' ', name, ' ', outcome, ' ', message) FROM __glowplug_history",
    )
}

fn terminate_backends(observer: &mut Observer) {
    observer.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
}

fn kill_connections(observer: &mut Observer) {
    let ids = observer.rows(
        "SELECT id FROM information_schema.processlist
        WHERE db = DATABASE() AND id <> CONNECTION_ID()",
    );
    for id in ids {
        observer.try_run(&format!("KILL CONNECTION {}", id[0]));
    }
}

#[test]
fn a_terminated_session_of_postgresql_stands_in_the_history() {
    let place = Place::postgres();
    let found = history(&place, "SELECT pg_sleep(60)", terminate_backends);
    let message = "terminating connection due to administrator command";
    assert_eq!(found, [format!("up 1_slow failed {message}")]);
}

#[test]
fn a_killed_session_of_mysql_stands_in_the_history() {
    let Some(place) = Place::mysql() else { return };
    let found = history(&place, "DO SLEEP(60)", kill_connections);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("up 1_slow failed "), "{found:?}");
}
