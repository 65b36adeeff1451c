//! Each reason for a failure has its own kind, text and advice, on a real server.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use glowplug_local::{Settings, TestDatabase, TestServer};
use serde_json::Value;

use crate::support::Project;

/// A project on a fresh database, with one migration.
fn project(up: &str) -> (TestDatabase, Project) {
    let database = TestServer::shared().unwrap().database().unwrap();
    let project = Project::empty().with("DATABASE_URL", database.url());
    project.migration("001_a", up, "");
    (database, project)
}

/// Runs a command that must fail for this reason; gives the text for people and the data.
fn failed(project: &Project, words: &[&str], kind: &str) -> (String, Value) {
    let ran = project.run(&[words, &["--json"]].concat());
    assert_eq!(ran.code, 1, "{ran:?}");
    let error = ran.data()["error"].clone();
    assert_eq!(error["kind"], kind, "{error}");
    let advice = error["advice"].as_array().unwrap();
    assert!(!advice.is_empty(), "{error}");
    (project.run(words).stderr, error)
}

/// A statement that runs for some seconds in a process of its own.
fn start(project: &Project, sql: &str) -> Child {
    let child = project
        .command(&["query", "--write", sql])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' \
                   AND datname = current_database() AND pid <> pg_backend_pid()";
    let started = Instant::now();
    while project.json(&["query", running])["rows"][0][0] == "0" {
        assert!(started.elapsed() < Duration::from_secs(30), "it never ran");
    }
    child
}

#[test]
fn a_wrong_password() {
    let server = TestServer::start(Settings::default().tcp()).unwrap();
    let url = server
        .cluster()
        .unwrap()
        .tcp_url("postgres")
        .unwrap()
        .unwrap();
    let (_, host) = url.split_once('@').unwrap();
    let wrong = format!("postgres://postgres:wrong@{host}");
    let project = Project::sqlite().with("DATABASE_URL", &wrong);
    let (text, error) = failed(&project, &["status"], "authentication");
    assert!(text.contains("rejects the user or the password"), "{text}");
    assert_eq!(error["code"], "28P01");
}

#[test]
fn a_missing_privilege() {
    let (database, project) = project("CREATE TABLE secret (x int);");
    let role = format!("poor_{}", database.name());
    project.ok(&["query", "--write", &format!("CREATE ROLE {role} LOGIN")]);
    project.ok(&[
        "query",
        "--write",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ]);
    let url = database
        .url()
        .replace("://postgres@", &format!("://{role}@"));
    let (text, error) = failed(&project, &["up", "--database-url", &url], "privilege");
    assert!(text.contains("a privilege is missing"), "{text}");
    assert_eq!(error["code"], "42501");
    project.ok(&["query", "--write", &format!("DROP ROLE {role}")]);
}

#[test]
fn a_read_only_database() {
    let project = Project::sqlite();
    project.ok(&["init"]);
    let url = format!("file:{}?mode=ro", project.path().join("shop.db").display());
    let (text, _) = failed(&project, &["up", "--database-url", &url], "read-only");
    assert!(text.contains("the database is read-only"), "{text}");
}

#[test]
fn a_statement_that_takes_too_long() {
    let (_database, project) = project("SELECT pg_sleep(20);");
    let words = ["up", "--statement-timeout", "200ms"];
    let (text, error) = failed(&project, &words, "statement-timeout");
    assert!(text.contains("the statement timed out"), "{text}");
    assert_eq!(error["not_applied"], serde_json::json!(["001_a"]));
}

#[test]
fn a_lock_that_somebody_holds() {
    let (_database, project) = project("ALTER TABLE a ADD COLUMN y int;");
    project.ok(&["query", "--write", "CREATE TABLE a AS SELECT 1 AS x"]);
    let mut holder = start(&project, "SELECT x, pg_sleep(20) FROM a");
    let words = [
        "up",
        "--lock-timeout",
        "100ms",
        "--lock-retries",
        "1",
        "--json",
    ];
    let ran = project.run(&words);
    let error = ran.data()["error"].clone();
    assert_eq!(error["kind"], "lock-timeout", "{error}");
    let blockers = error["blockers"].to_string();
    assert!(
        blockers.contains("SELECT x, pg_sleep(20) FROM a"),
        "{error}"
    );
    assert!(ran.stderr.contains("did not get a lock in time"), "{ran:?}");
    holder.kill().unwrap();
    holder.wait().unwrap();
}

#[test]
fn another_run() {
    let (_database, project) = project("SELECT pg_sleep(20);");
    let mut other = project.command(&["up", "--quiet"]).spawn().unwrap();
    let running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' \
                   AND datname = current_database()";
    let started = Instant::now();
    while project.json(&["query", running])["rows"][0][0] == "0" {
        assert!(started.elapsed() < Duration::from_secs(30), "it never ran");
    }
    let ran = project.run(&["up", "--wait", "300ms", "--json"]);
    let error = ran.data()["error"].clone();
    assert_eq!(error["kind"], "locked", "{error}");
    assert!(ran.stderr.contains("waiting for another run"), "{ran:?}");
    other.kill().unwrap();
    other.wait().unwrap();
}
