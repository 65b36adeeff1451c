//! On PostgreSQL.

use std::sync::LazyLock;

use glowplug_local::{Settings, TestServer};

use super::scenario::{Migration, Scenario, logged, seen, unseen};
use super::trial::{Blow, Ring, trials};
use crate::support::bouncer::address;
use crate::support::place::Place;
use crate::support::proxy::Upstream;

const SETUP: &str = "CREATE TABLE log (entry text NOT NULL)";
const ROWS: &str = "SELECT count(*), sum(note), max(name) FROM users";
const SESSIONS: &str = "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'";

static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| {
    let texts = [SETUP, ROWS];
    Scenario::new(migrations(), texts, Some(SESSIONS), Place::postgres)
});

fn table(name: &str) -> String {
    format!("SELECT count(*) FROM pg_class WHERE relname = '{name}' AND relkind = 'r'")
}

fn column(table: &str, name: &str) -> String {
    format!(
        "SELECT count(*) FROM pg_attribute
        WHERE attrelid = to_regclass('{table}') AND attname = '{name}'"
    )
}

/// Only complete ones count.
fn index(name: &str) -> String {
    format!(
        "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relname = '{name}' AND i.indisvalid"
    )
}

fn migrations() -> Vec<Migration> {
    let users = "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL)";
    let fill = "INSERT INTO users SELECT g, 'n' || g FROM generate_series(1, 3000) g";
    let unnamed = "CREATE UNIQUE INDEX CONCURRENTLY ON users (id, name)";
    let migration = |name, whole, statements| Migration {
        name,
        whole,
        statements,
    };
    let build = |name: &str, what: &str| {
        let sql = format!("CREATE {what} CONCURRENTLY {name} ON users (name)");
        seen(&sql, &index(name))
    };
    vec![
        migration(
            "1_users",
            true,
            vec![seen(users, &table("users")), unseen(fill), logged("users")],
        ),
        migration(
            "2_notes",
            true,
            vec![
                seen("CREATE TABLE notes (id int)", &table("notes")),
                seen("ALTER TABLE users ADD note int", &column("users", "note")),
                logged("notes"),
            ],
        ),
        migration("3_index", false, vec![build("users_name_idx", "INDEX")]),
        migration(
            "4_unnamed",
            false,
            vec![
                seen(unnamed, &index("users_id_name_idx")),
                logged("four a"),
                unseen("CREATE INDEX CONCURRENTLY ON users (note)"),
                logged("four b"),
            ],
        ),
        migration(
            "5_fill",
            true,
            vec![unseen("UPDATE users SET note = id"), logged("five")],
        ),
        migration(
            "6_steps",
            false,
            vec![
                logged("six a"),
                unseen("BEGIN"),
                logged("six b"),
                logged("six c"),
                unseen("COMMIT"),
                build("users_name_key", "UNIQUE INDEX"),
                unseen("DROP INDEX CONCURRENTLY users_note_idx"),
                unseen("REINDEX INDEX CONCURRENTLY users_name_idx"),
                logged("six d"),
            ],
        ),
        migration(
            "7_end",
            true,
            vec![
                seen("ALTER TABLE notes ADD text text", &column("notes", "text")),
                logged("seven"),
            ],
        ),
    ]
}

fn terminate(place: &Place) {
    place.observer().run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
}

fn ring(place: &(dyn Fn() -> Place + Sync), blow: Blow, usual: usize) {
    let ring = Ring {
        name: "PostgreSQL",
        scenario: &SCENARIO,
        place,
        upstream: Some(upstream()),
        terminate: &terminate,
        stop: &|| panic!("this server is not to be stopped"),
    };
    trials(&ring, blow, usual, 2);
}

fn upstream() -> Upstream {
    let (host, port) = address(&TestServer::shared().unwrap().url("postgres"));
    if host.starts_with('/') {
        Upstream::Socket(format!("{host}/.s.PGSQL.{port}"))
    } else {
        Upstream::Port(port.parse().unwrap())
    }
}

#[test]
fn a_killed_command_on_postgresql() {
    ring(&Place::postgres, Blow::Kill, 60);
}

#[test]
fn a_terminated_session_on_postgresql() {
    ring(&Place::postgres, Blow::Terminate, 40);
}

#[test]
fn a_cut_link_to_postgresql() {
    ring(&Place::postgres, Blow::Cut, 40);
}

#[test]
fn a_lost_answer_to_a_commit_on_postgresql() {
    ring(&Place::postgres, Blow::LostCommit, 30);
}

#[test]
fn a_postgresql_server_that_stops_at_once() {
    // What is committed must outlive a crash here.
    let settings = Settings::default()
        .set("fsync", "on")
        .set("synchronous_commit", "on")
        .set("full_page_writes", "on")
        // At the lowest level, PostgreSQL loses the values that a sequence gives right after the
        // transaction that created it.
        .set("wal_level", "replica");
    let server = TestServer::start(settings).unwrap();
    let cluster = server.cluster().unwrap();
    let ring = Ring {
        name: "PostgreSQL",
        scenario: &SCENARIO,
        place: &|| Place::Postgres(server.database().unwrap()),
        upstream: None,
        terminate: &terminate,
        stop: &|| {
            cluster.stop_immediate().unwrap();
            cluster.start().unwrap();
        },
    };
    trials(&ring, Blow::Stop, 12, 1);
}
