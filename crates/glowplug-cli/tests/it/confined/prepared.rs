//! A transaction that the script for scratch databases prepares: it would outlive its session, and keep
//! the database.

use glowplug_local::Settings;

use super::{Yard, confined};
use crate::support::Project;

/// A server that allows prepared transactions, unlike most.
fn yard() -> Yard {
    Yard::with(Settings::default().set("max_prepared_transactions", "4"))
}

/// A project whose script for scratch databases prepares a transaction.
fn project(yard: &Yard, before: &str) -> Project {
    let project = yard.project();
    let users = "CREATE TABLE users (id int PRIMARY KEY);\n";
    project.migration("001_users", users, "DROP TABLE users;\n");
    let prepare = "BEGIN;\nCREATE TABLE t (id int);\nPREPARE TRANSACTION 'it''s \\ left';\n";
    project.write("prepare.sql", &format!("{before}{prepare}"));
    project.write(".glowplug.toml", "[scratch]\nprepare = \"prepare.sql\"\n");
    project
}

/// Returns the prepared transactions of the server.
fn prepared(yard: &Yard) -> Vec<String> {
    yard.observer().column("SELECT gid FROM pg_prepared_xacts")
}

#[test]
fn a_prepared_transaction_does_not_keep_a_confined_database() {
    let yard = yard();
    let ran = confined(&project(&yard, ""), &["prove"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(prepared(&yard), [""; 0], "{ran:?}");
    assert_eq!(yard.left(), [""; 0], "{ran:?}");
}

#[test]
fn the_owner_cannot_keep_the_database_by_its_settings() {
    let yard = yard();
    let settings = "DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database());
        EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database());
    END $$;\n";
    let ran = confined(&project(&yard, settings), &["prove"]);
    assert_eq!(prepared(&yard), [""; 0], "{ran:?}");
    assert_eq!(yard.left(), [""; 0], "{ran:?}");
}

#[test]
fn a_prepared_transaction_does_not_keep_an_open_scratch_database() {
    let yard = yard();
    let ran = project(&yard, "").run(&["prove"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(prepared(&yard), [""; 0], "{ran:?}");
}
