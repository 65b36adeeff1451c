//! Databases of tests: cloned from a template, dropped when done.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use glowplug_local::{Error, Settings, Template, TestServer};

use crate::{
    helper,
    support::{sql, try_sql, wait_until},
};

/// One server for this file, as in the tests of other crates.
fn server() -> TestServer {
    TestServer::shared().unwrap()
}

fn with_table(server: &TestServer) -> Template {
    let fill = |url: &str| try_sql(url, "CREATE TABLE t AS SELECT 42 AS n").map(drop);
    server.template("a table", fill).unwrap()
}

fn exists(server: &TestServer, name: &str) -> bool {
    let names = sql(&server.url("postgres"), "SELECT datname FROM pg_database");
    names.iter().any(|found| found == name)
}

#[test]
fn clones_have_the_content_and_share_nothing() {
    let server = server();
    let template = with_table(&server);
    let (one, two) = (template.database().unwrap(), template.database().unwrap());
    sql(one.url(), "INSERT INTO t VALUES (43)");
    assert_eq!(sql(one.url(), "SELECT n FROM t ORDER BY n"), ["42", "43"]);
    assert_eq!(sql(two.url(), "SELECT n FROM t"), ["42"]);
    assert!(
        one.name()
            .starts_with(&format!("glowplug_test_{}_", std::process::id()))
    );
}

#[test]
fn clones_can_be_made_in_parallel() {
    let template = with_table(&server());
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let database = template.database().unwrap();
                    assert_eq!(sql(database.url(), "SELECT n FROM t"), ["42"]);
                }
            });
        }
    });
}

#[test]
fn dropping_removes_the_database_although_somebody_is_connected() {
    let server = server();
    let database = server.database().unwrap();
    let name = database.name().to_owned();
    let url = database.url().to_owned();
    let sleeper = thread::spawn(move || try_sql(&url, "SELECT pg_sleep(600)"));
    let busy = format!("SELECT 1 FROM pg_stat_activity WHERE datname = '{name}'");
    wait_until("somebody is connected", || {
        !sql(&server.url("postgres"), &busy).is_empty()
    });
    drop(database);
    wait_until("the database is gone", || !exists(&server, &name));
    assert!(sleeper.join().unwrap().is_err());
}

#[test]
fn many_threads_prepare_a_template_once() {
    let server = server();
    let prepared = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let template = server.template("counted", |_| {
                    prepared.fetch_add(1, Ordering::Relaxed);
                    Ok::<(), Error>(())
                });
                template.unwrap().database().unwrap();
            });
        }
    });
    assert_eq!(prepared.into_inner(), 1);
}

#[test]
fn many_processes_prepare_a_template_once() {
    let server = TestServer::start(Settings::default()).unwrap();
    let url = server.url("postgres");
    let mut children: Vec<_> = (0..4).map(|_| helper::spawn("template", &url)).collect();
    for child in &mut children {
        assert_eq!(helper::answer(child), "1");
        assert!(child.wait().unwrap().success());
    }
    let names = sql(
        &url,
        "SELECT datname FROM pg_database WHERE datname LIKE 'glowplug%'",
    );
    assert_eq!(names.len(), 1, "only the template is left: {names:?}");
}

#[test]
fn a_template_that_fails_is_prepared_again() {
    let server = server();
    let fail = server.template("fragile", |_| Err("no such migration"));
    let error = fail.unwrap_err();
    assert!(matches!(error, Error::Prepare { .. }));
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "no such migration");
    server.template("fragile", |_| Ok::<(), Error>(())).unwrap();
}

#[test]
fn connections_that_prepare_forgot_to_close_do_not_matter() {
    let server = server();
    let mut sleeper = None;
    let template = server.template("open connection", |url| {
        let url = url.to_owned();
        let watch = url.clone();
        sleeper = Some(thread::spawn(move || try_sql(&url, "SELECT pg_sleep(600)")));
        let busy = "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' \
                    AND datname = current_database()";
        wait_until("it is connected", || !sql(&watch, busy).is_empty());
        Ok::<(), Error>(())
    });
    template.unwrap().database().unwrap();
    assert!(sleeper.unwrap().join().unwrap().is_err());
}

#[test]
fn a_given_server_needs_no_more_than_the_right_to_create_databases() {
    let host = TestServer::start(Settings::default().tcp()).unwrap();
    let cluster = host.cluster().unwrap();
    sql(
        &cluster.url("postgres"),
        "CREATE ROLE tester LOGIN CREATEDB PASSWORD 'p:@ss'",
    );
    let url = format!(
        "postgresql://tester:p%3A%40ss@127.0.0.1:{}/postgres",
        cluster.port()
    );
    let server = TestServer::connect(&url).unwrap();
    assert!(server.cluster().is_none());
    let database = with_table(&server).database().unwrap();
    assert_eq!(sql(database.url(), "SELECT n FROM t"), ["42"]);
    let name = database.name().to_owned();
    drop(database);
    assert!(!exists(&host, &name), "dropped before drop returned");
}

#[test]
fn the_shared_server_is_that_of_test_database_url_when_it_is_set() {
    let host = TestServer::start(Settings::default()).unwrap();
    let program = std::env::current_exe().unwrap();
    let mut child = helper::command(&program, "share", "")
        .env("TEST_DATABASE_URL", host.url("postgres"))
        .spawn()
        .unwrap();
    let url = helper::answer(&mut child);
    assert!(child.wait().unwrap().success());
    let (server, name) = url.rsplit_once('/').unwrap();
    assert_eq!(format!("{server}/postgres"), host.url("postgres"));
    assert!(name.starts_with(&format!("glowplug_test_{}_", child.id())));
}

#[test]
fn databases_of_dead_processes_go_at_the_next_connect() {
    let host = TestServer::start(Settings::default()).unwrap();
    let url = host.url("postgres");
    let mut child = helper::spawn("leave_database", &url);
    let stale = helper::answer(&mut child);
    child.wait().unwrap();
    let mine = host.database().unwrap();
    sql(&url, "CREATE DATABASE glowplug_test_1000000000_elsewhere_1");
    assert!(exists(&host, &stale));
    TestServer::connect(&url).unwrap();
    assert!(!exists(&host, &stale));
    assert!(exists(&host, mine.name()), "its process lives");
    assert!(
        exists(&host, "glowplug_test_1000000000_elsewhere_1"),
        "another host's"
    );
}

#[test]
fn a_string_that_is_no_url_is_refused() {
    let error = TestServer::connect("host=localhost").unwrap_err();
    assert!(error.to_string().contains("TEST_DATABASE_URL"), "{error}");
}

#[test]
fn it_works_inside_an_async_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        server().database().unwrap();
    });
}
