//! Behind a real PgBouncer in transaction mode, where a session holds nothing.

use crate::support::Project;
use crate::support::bouncer::Bouncer;
use crate::support::place::Place;
use crate::support::running::{Running, finish};

const BOOKKEEPING: &str = "SELECT relname FROM pg_class \
     WHERE relname LIKE '\\_\\_%' OR relname LIKE 'entries%'";

/// What Diesel leaves that ran the first migration.
const DIESEL: &str = "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY, \
     run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
     INSERT INTO __diesel_schema_migrations VALUES ('1');
     CREATE TABLE entries (entry text NOT NULL)";

/// A project of migrations that a transaction can hold.
fn project() -> Project {
    let project = Project::empty();
    project.migration(
        "1_create_entries",
        "CREATE TABLE entries (entry text NOT NULL);\nINSERT INTO entries VALUES ('one');",
        "DROP TABLE entries;",
    );
    project.migration(
        "2_add_more",
        "ALTER TABLE entries ADD note text;\nSELECT pg_sleep(0.1);\n\
         INSERT INTO entries VALUES ('two');",
        "ALTER TABLE entries DROP note;",
    );
    project
}

/// The same with one more, that no transaction can hold.
fn with_an_index(project: Project) -> Project {
    let index = "migrations/3_add_index";
    project.write(
        &format!("{index}/up.sql"),
        "CREATE INDEX CONCURRENTLY entries_entry_idx ON entries (entry);",
    );
    project.write(
        &format!("{index}/down.sql"),
        "DROP INDEX CONCURRENTLY entries_entry_idx;",
    );
    project.write(
        &format!("{index}/metadata.toml"),
        "run_in_transaction = false\n",
    );
    project
}

#[test]
fn transactions_work_through_the_pooler() {
    let (place, project) = (Place::postgres(), project());
    let Some(bouncer) = Bouncer::start(&place) else {
        return;
    };
    let url = bouncer.url(&place);
    for (words, answer) in [
        (&["up"] as &[_], "Applied 2 migrations as batch 1:"),
        (&["up"], "Nothing to do."),
        (&["status"], "2 applied, 0 pending"),
        (
            &["redo", "--steps", "1"],
            "Reverted 1 migration and applied 1",
        ),
        (&["down"], "Reverted 1 migration"),
        (&["up"], "Applied 1 migration"),
        (
            &["check", "--scratch-keep", "true"],
            "matches its migrations",
        ),
    ] {
        let ran = finish(&project, &url, words);
        assert_eq!(ran.code, 0, "{words:?}: {ran:?}");
        assert!(ran.stdout.contains(answer), "{words:?}: {ran:?}");
    }
    // Nothing of ours stays in the sessions that others use after us.
    let left = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    assert_eq!(place.observer().number(left), 0);
}

#[test]
fn eight_runners_through_the_pooler_run_each_migration_once() {
    let project = project();
    // It would have a transaction of its own elsewhere.
    project.migration(
        "3_validate",
        "ALTER TABLE entries ADD CHECK (entry <> '') NOT VALID;\n\
         ALTER TABLE entries VALIDATE CONSTRAINT entries_entry_check;",
        "ALTER TABLE entries DROP CONSTRAINT entries_entry_check;",
    );
    let first = Place::postgres();
    let Some(bouncer) = Bouncer::start(&first) else {
        return;
    };
    for _ in 0..5 {
        let place = Place::postgres();
        let url = bouncer.url(&place);
        let runners: Vec<Running> = (0..8)
            .map(|_| Running::start(&project, &url, &["up"]))
            .collect();
        for ran in runners.into_iter().map(Running::end) {
            assert_eq!(ran.code, 0, "{}", ran.all());
        }
        let mut observer = place.observer();
        let entries = observer.column("SELECT entry FROM entries ORDER BY entry");
        assert_eq!(entries, ["one", "two"]);
        let history = observer.column("SELECT version FROM __glowplug_history ORDER BY id");
        assert_eq!(history, ["1", "2", "3"]);
    }
}

#[test]
fn eight_runners_through_the_pooler_adopt_what_diesel_applied_once() {
    let project = project();
    let first = Place::postgres();
    let Some(bouncer) = Bouncer::start(&first) else {
        return;
    };
    for _ in 0..5 {
        let place = Place::postgres();
        let mut observer = place.observer();
        observer.run(DIESEL);
        let url = bouncer.url(&place);
        let start = |_| Running::start(&project, &url, &["up"]);
        let runners: Vec<Running> = (0..8).map(start).collect();
        for ran in runners.into_iter().map(Running::end) {
            assert_eq!(ran.code, 0, "{}", ran.all());
        }
        let history = "SELECT action || ' ' || version FROM __glowplug_history ORDER BY id";
        assert_eq!(observer.column(history), ["adopt 1", "up 2"]);
    }
}

#[test]
fn a_migration_that_no_transaction_holds_is_refused_before_any_write() {
    let (place, project) = (Place::postgres(), with_an_index(project()));
    let Some(bouncer) = Bouncer::start(&place) else {
        return;
    };
    let url = bouncer.url(&place);
    let ran = finish(&project, &url, &["up"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for words in [
        "pooler",
        "3_add_index",
        "connection to the server itself",
        "nothing was written",
    ] {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
    assert_eq!(place.observer().column(BOOKKEEPING), [""; 0]);
    // What comes before it can be applied, and the rest without the pooler.
    let ran = finish(&project, &url, &["up", "--steps", "2"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(finish(&project, &url, &["up"]).code, 1);
    let ran = finish(&project, &place.url(), &["up"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}
