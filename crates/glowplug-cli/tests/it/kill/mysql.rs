//! Killed runs on MySQL and MariaDB, which commit at every schema change.

use std::sync::OnceLock;

use super::scenario::{Migration, Scenario, logged, seen, stepwise, unseen};
use super::trial::{Blow, Ring, trials};
use crate::support::mariadb::Mariadb;
use crate::support::mysql::MysqlDatabase;
use crate::support::place::Place;
use crate::support::proxy::Upstream;
use crate::support::skipped;

const SETUP: &str = "CREATE TABLE log (entry VARCHAR(20) NOT NULL)";
const ROWS: &str = "SELECT count(*), sum(note), max(name), (SELECT count(*) FROM scratch) \
                    FROM people";
const SESSIONS: &str = "SELECT count(*) FROM information_schema.processlist
    WHERE db = DATABASE() AND id <> CONNECTION_ID()";

fn scenario() -> &'static Scenario {
    static SCENARIO: OnceLock<Scenario> = OnceLock::new();
    SCENARIO.get_or_init(|| {
        let place = || Place::mysql().expect("there is a server: somebody asked before");
        Scenario::new(migrations(), [SETUP, ROWS], Some(SESSIONS), place)
    })
}

fn table(name: &str) -> String {
    format!(
        "SELECT count(*) FROM information_schema.tables
        WHERE table_schema = DATABASE() AND table_name = '{name}'"
    )
}

fn column(table: &str, name: &str) -> String {
    format!(
        "SELECT count(*) FROM information_schema.columns
        WHERE table_schema = DATABASE() AND table_name = '{table}' AND column_name = '{name}'"
    )
}

fn index(name: &str) -> String {
    format!(
        "SELECT count(DISTINCT index_name) FROM information_schema.statistics
        WHERE table_schema = DATABASE() AND index_name = '{name}'"
    )
}

fn migrations() -> Vec<Migration> {
    let users = "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL)";
    let fill = "INSERT INTO users WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL \
                SELECT i + 1 FROM n WHERE i < 900) SELECT i, CONCAT('n', i) FROM n";
    vec![
        stepwise("1_users", vec![unseen(users), unseen(fill), logged("one")]),
        stepwise(
            "2_alter",
            vec![
                logged("two a"),
                unseen("ALTER TABLE users ADD note INT"),
                logged("two b"),
                unseen("CREATE INDEX users_name_idx ON users (name)"),
                unseen("UPDATE users SET note = COALESCE(note, 0) + id"),
                seen("CREATE TABLE notes (id INT)", &table("notes")),
                unseen("CREATE TABLE scratch (id INT)"),
                unseen("INSERT INTO scratch VALUES (1)"),
                // It leaves every definition as it was.
                unseen("TRUNCATE TABLE scratch"),
                unseen("CREATE TABLE gone (id INT)"),
                logged("two c"),
            ],
        ),
        stepwise(
            "3_rename",
            vec![
                seen("RENAME TABLE users TO people", &table("people")),
                unseen("DROP TABLE gone"),
                logged("three a"),
                seen(
                    "CREATE UNIQUE INDEX people_name_key ON people (name, id)",
                    &index("people_name_key"),
                ),
                seen(
                    "CREATE VIEW names AS SELECT name FROM people",
                    &table("names"),
                ),
                seen("ALTER TABLE notes ADD text TEXT", &column("notes", "text")),
                unseen("START TRANSACTION"),
                logged("three b"),
                logged("three c"),
                unseen("COMMIT"),
            ],
        ),
        stepwise("4_end", vec![logged("four")]),
    ]
}

fn terminate(place: &Place) {
    let mut observer = place.observer();
    let ids = "SELECT id FROM information_schema.processlist
        WHERE db = DATABASE() AND id <> CONNECTION_ID()";
    for id in observer.column(ids) {
        // It may have gone by itself in between.
        observer.try_run(&format!("KILL CONNECTION {id}"));
    }
}

fn upstream(url: &str) -> Upstream {
    match url.split_once("socket=") {
        Some((_, path)) => Upstream::Socket(path.split('&').next().unwrap().to_owned()),
        None => Upstream::Port(3_306),
    }
}

fn ring(blow: Blow, usual: usize) {
    let Some(first) = Place::mysql() else { return };
    let ring = Ring {
        name: "MySQL",
        scenario: scenario(),
        place: &|| Place::mysql().unwrap(),
        upstream: Some(upstream(&first.url())),
        terminate: &terminate,
        stop: &|| panic!("this server is not to be stopped"),
    };
    trials(&ring, blow, usual, 2);
}

#[test]
fn a_killed_command_on_mysql() {
    ring(Blow::Kill, 40);
}

#[test]
fn a_killed_connection_on_mysql() {
    ring(Blow::Terminate, 30);
}

#[test]
fn a_cut_link_to_mysql() {
    ring(Blow::Cut, 30);
}

#[test]
fn a_lost_answer_to_a_commit_on_mysql() {
    ring(Blow::LostCommit, 20);
}

#[test]
fn a_mariadb_server_that_stops_at_once() {
    let (Some(_), Some(server)) = (Place::mysql(), Mariadb::start()) else {
        skipped("MariaDB is not installed, so no server of it was stopped");
        return;
    };
    let ring = Ring {
        name: "MariaDB",
        scenario: scenario(),
        place: &|| Place::Mysql(MysqlDatabase::create_on(&server.url())),
        upstream: None,
        terminate: &terminate,
        stop: &|| server.crash(),
    };
    trials(&ring, Blow::Stop, 8, 1);
}
