//! Killed runs on PostgreSQL.

use std::sync::LazyLock;

use glowplug_local::{Settings, TestServer};

use super::scenario::{Migration, Scenario, Statement, logged, seen, stepwise, unseen, whole};
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

fn build(name: &str, what: &str) -> Statement {
    let sql = format!("CREATE {what} CONCURRENTLY {name} ON users (name)");
    seen(&sql, &index(name))
}

fn migrations() -> Vec<Migration> {
    let users = "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL)";
    let fill = "INSERT INTO users SELECT g, 'n' || g FROM generate_series(1, 3000) g";
    let notes = "CREATE TABLE notes (id int)";
    vec![
        whole(
            "1_users",
            vec![seen(users, &table("users")), unseen(fill), logged("users")],
        ),
        whole(
            "2_notes",
            vec![
                seen(notes, &table("notes")),
                seen("ALTER TABLE users ADD note int", &column("users", "note")),
                logged("notes"),
            ],
        ),
        stepwise("3_index", vec![build("users_name_idx", "INDEX")]),
        stepwise("4_unnamed", unnamed()),
        whole(
            "5_fill",
            vec![unseen("UPDATE users SET note = id"), logged("five")],
        ),
        stepwise("6_steps", steps()),
        whole(
            "7_end",
            vec![
                seen("ALTER TABLE notes ADD text text", &column("notes", "text")),
                logged("seven"),
            ],
        ),
    ]
}

/// Indexes that the server names.
fn unnamed() -> Vec<Statement> {
    let unique = "CREATE UNIQUE INDEX CONCURRENTLY ON users (id, name)";
    vec![
        seen(unique, &index("users_id_name_idx")),
        logged("four a"),
        unseen("CREATE INDEX CONCURRENTLY ON users (note)"),
        logged("four b"),
    ]
}

fn steps() -> Vec<Statement> {
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
