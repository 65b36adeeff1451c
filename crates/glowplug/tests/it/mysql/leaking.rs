//! What one migration leaves in the session does not reach the next.

use std::time::{Duration, Instant};

use glowplug::error::Class;
use glowplug::model::Value;
use glowplug::session::{Caching, Limits, LockAttempt, Session, Transaction, TransactionKind};
use mysql_async::prelude::Queryable;

use crate::support::mysql::database;

async fn one(session: &mut dyn Session, sql: &str) -> Value {
    let answer = session.query(sql, &[], Caching::Once).await.unwrap();
    answer.rows[0][0].clone()
}

/// A function that changes the session, and what a migration can make of it.
const FUNCTION: &str = "CREATE FUNCTION leak() RETURNS INT BEGIN
    SET @leak := 1; SET SESSION sql_mode = ''; RETURN 1; END";

/// Run the function.
const VEHICLES: [&str; 5] = [
    "CREATE TABLE b AS SELECT leak() AS c",
    "CREATE TABLE b VALUES (leak())",
    "INSERT INTO a VALUES (leak())",
    "UPDATE a SET a = 1",
    "SET @harmless = 1",
];

/// Could run it on other databases; the server refuses them, which is why a change of the schema is
/// taken to leave the session alone.
const REFUSED: [&str; 5] = [
    "CREATE TABLE b (c INT DEFAULT (leak()))",
    "CREATE TABLE b (c INT, d INT AS (leak()) STORED)",
    "CREATE TABLE b (c INT CHECK (leak() > 0))",
    "CREATE TABLE b (c INT) PARTITION BY LIST (c) (PARTITION p VALUES IN (leak()))",
    "CREATE EVENT e ON SCHEDULE EVERY leak() DAY DO SET @a = 1",
];

#[tokio::test]
async fn what_a_function_sets_is_kept_from_the_next_migration() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    let trigger = "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW SET NEW.a = leak()";
    for sql in [
        "CREATE TABLE a (a INT)",
        "INSERT INTO a VALUES (7)",
        FUNCTION,
        trigger,
    ] {
        session.run(sql).await.unwrap();
    }
    let limits = Limits::default();
    session.reset_session(&limits).await.unwrap();
    let probe = "SELECT CONCAT(COALESCE(@leak, ''), COALESCE(@harmless, ''), @@sql_mode)";
    let before = one(&mut *session, probe).await;
    for vehicle in VEHICLES {
        session.run("DROP TABLE IF EXISTS b").await.unwrap();
        session.reset_session(&limits).await.unwrap();
        session.run(vehicle).await.unwrap();
        session.reset_session(&limits).await.unwrap();
        assert_eq!(one(&mut *session, probe).await, before, "{vehicle}");
    }
    for refused in REFUSED {
        assert!(session.run(refused).await.is_err(), "{refused}");
    }
}

/// Each changes the session; the query then answers as it did before.
const LEAKS: [(&str, &str); 22] = [
    (
        "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
        "SELECT @@sql_mode",
    ),
    ("SET foreign_key_checks = 0", "SELECT @@foreign_key_checks"),
    ("SET unique_checks = 0", "SELECT @@unique_checks"),
    ("SET sql_safe_updates = 1", "SELECT @@sql_safe_updates"),
    ("SET time_zone = '+05:00'", "SELECT @@time_zone"),
    (
        "SET NAMES latin1",
        "SELECT CONCAT(@@character_set_client, @@collation_connection, @@character_set_results)",
    ),
    (
        "SET collation_connection = utf8mb4_bin",
        "SELECT @@collation_connection",
    ),
    (
        "SET character_set_results = NULL",
        "SELECT @@character_set_results",
    ),
    ("SET sql_select_limit = 1", "SELECT @@sql_select_limit"),
    ("SET autocommit = 0", "SELECT @@autocommit"),
    (
        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SELECT @@tx_isolation",
    ),
    ("SET timestamp = 1000000000", "SELECT YEAR(NOW()) > 2020"),
    (
        "SET max_heap_table_size = 1048576",
        "SELECT @@max_heap_table_size",
    ),
    ("SET long_query_time = 1.5", "SELECT @@long_query_time"),
    ("SET lc_time_names = 'de_DE'", "SELECT @@lc_time_names"),
    (
        "SET default_storage_engine = MyISAM",
        "SELECT @@default_storage_engine",
    ),
    (
        "SET group_concat_max_len = 5",
        "SELECT @@group_concat_max_len",
    ),
    ("USE mysql", "SELECT DATABASE()"),
    (
        "SET @a = 1, @`b ``c` = 'x'",
        "SELECT COALESCE(@a, @`b ``c`)",
    ),
    ("CREATE TEMPORARY TABLE t (b INT)", "SELECT a FROM t"),
    ("START TRANSACTION", "SELECT @@in_transaction"),
    (
        "SET TRANSACTION READ ONLY; SELECT 1",
        "SELECT @@tx_read_only",
    ),
];

#[tokio::test]
async fn nothing_that_a_migration_sets_is_left() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session
        .run("CREATE TABLE t (a INT); INSERT INTO t VALUES (7)")
        .await
        .unwrap();
    let limits = Limits::default();
    for (leak, probe) in LEAKS {
        session.reset_session(&limits).await.unwrap();
        let before = one(&mut *session, probe).await;
        session.run(leak).await.unwrap();
        session.reset_session(&limits).await.unwrap();
        assert_eq!(one(&mut *session, probe).await, before, "{leak}");
    }
}

#[tokio::test]
async fn the_leaks_of_this_test_are_leaks() {
    let Some(database) = database().await else {
        return;
    };
    for (leak, probe) in LEAKS {
        let mut session = database.session().await;
        let sql = "CREATE OR REPLACE TABLE t (a INT); INSERT INTO t VALUES (7)";
        session.run(sql).await.unwrap();
        // Its effect is on one transaction only, which cannot be asked for.
        if leak.starts_with("SET TRANSACTION") {
            continue;
        }
        let before = one(&mut *session, probe).await;
        session.run(leak).await.unwrap();
        let after = session.query(probe, &[], Caching::Once).await;
        let is_same =
            after.is_ok_and(|answer| answer.rows.first().is_some_and(|row| row[0] == before));
        // A limit on rows is seen in its variable.
        assert!(!is_same, "{leak}");
        drop(session);
    }
}

#[tokio::test]
async fn a_setting_for_the_next_transaction_is_forgotten() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    session.run("SET TRANSACTION READ ONLY").await.unwrap();
    session.reset_session(&Limits::default()).await.unwrap();
    session.begin(TransactionKind::Plain).await.unwrap();
    session.run("INSERT INTO t VALUES (1)").await.unwrap();
    session.commit().await.unwrap();
}

#[tokio::test]
async fn locked_tables_prepared_statements_and_roles_are_let_go() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    let mut other = database.connection().await;
    let role = format!("{}_r", &database.name[database.name.len() - 12..]);
    let sql = format!("CREATE TABLE t (a INT); CREATE ROLE {role}");
    session.run(&sql).await.unwrap();
    let limits = Limits::default();
    session.reset_session(&limits).await.unwrap();

    session.run(&format!("SET ROLE {role}")).await.unwrap();
    session
        .run("PREPARE s FROM 'SELECT 1'; LOCK TABLES t WRITE")
        .await
        .unwrap();
    session.reset_session(&limits).await.unwrap();
    other.query_drop("INSERT INTO t VALUES (1)").await.unwrap();
    assert!(session.run("EXECUTE s").await.is_err());
    let held = one(&mut *session, "SELECT CURRENT_ROLE()").await;
    other.query_drop(format!("DROP ROLE {role}")).await.unwrap();
    assert!(held.is_null() || held == Value::from("NONE"), "{held:?}");
}

#[tokio::test]
async fn a_refresh_keeps_the_lock_and_the_engine_s_transaction() {
    let Some(database) = database().await else {
        return;
    };
    let mut session = database.session().await;
    let mut other = database.session().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    session.try_lock().await.unwrap();
    session.begin(TransactionKind::Plain).await.unwrap();
    let before = session.transaction().await.unwrap();
    let sql = "INSERT INTO t VALUES (1); SET foreign_key_checks = 0; SET @a = 1; \
               CREATE TEMPORARY TABLE u (a INT); SET sql_log_bin = 0";
    session.run(sql).await.ok();
    session.reset_session(&Limits::default()).await.unwrap();
    assert_eq!(session.transaction().await.unwrap(), before);
    assert_eq!(
        one(&mut *session, "SELECT @@foreign_key_checks").await,
        Value::Integer(1)
    );
    assert!(matches!(
        other.try_lock().await.unwrap(),
        LockAttempt::HeldBy(_)
    ));
    session.rollback().await.unwrap();
    assert_eq!(
        one(&mut *session, "SELECT COUNT(*) FROM t").await,
        Value::Integer(0)
    );
    assert_eq!(session.transaction().await.unwrap(), Transaction::None);
}

#[tokio::test]
async fn limits_are_set_and_a_migration_cannot_lift_them() {
    let Some(database) = database().await else {
        return;
    };
    let _turn = super::waiting::turn().await;
    let mut session = database.session().await;
    let mut other = database.connection().await;
    session
        .run("CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1)")
        .await
        .unwrap();
    let limits = Limits {
        lock_timeout: Some(Duration::from_millis(10)),
        statement_timeout: Some(Duration::from_millis(300)),
        ..Limits::default()
    };
    session.reset_session(&limits).await.unwrap();
    let sql = "SET lock_wait_timeout = 99, innodb_lock_wait_timeout = 99, max_statement_time = 0";
    session.run(sql).await.ok();
    session.reset_session(&limits).await.unwrap();

    let error = session
        .run("SELECT COUNT(*) FROM t WHERE SLEEP(5)")
        .await
        .unwrap_err();
    assert_eq!(error.class, Class::StatementTimeout, "{error:?}");

    let limits = Limits {
        statement_timeout: None,
        ..limits
    };
    session.reset_session(&limits).await.unwrap();
    other
        .query_drop("BEGIN; SELECT * FROM t FOR UPDATE")
        .await
        .unwrap();
    for sql in ["UPDATE t SET a = 2", "ALTER TABLE t ADD b INT"] {
        let started = Instant::now();
        let error = session.run(sql).await.unwrap_err();
        assert_eq!(error.class, Class::LockTimeout, "{sql}: {error:?}");
        assert!(started.elapsed() < Duration::from_secs(3), "{sql}");
    }
}
