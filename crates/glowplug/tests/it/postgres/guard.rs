//! The lock, limits, and what a session remembers.

use glowplug::session::{Limits, LockAttempt, TransactionKind};

use super::support::{both, database, failure, number, rows, text};

#[tokio::test]
async fn only_one_runner_holds_the_lock() {
    let database = database().await;
    let mut others = both(&database).await;
    for mut session in both(&database).await {
        session.unlock().await.unwrap();
        assert_eq!(session.try_lock().await.unwrap(), LockAttempt::Taken);
        assert_eq!(session.try_lock().await.unwrap(), LockAttempt::Taken);
        let process = number(&mut *session, "SELECT pg_backend_pid()").await;
        for other in &mut others {
            let LockAttempt::HeldBy(holder) = other.try_lock().await.unwrap() else {
                panic!("two hold it");
            };
            assert_eq!(holder.session, Some(process));
            assert!(holder.since.is_some());
            other.unlock().await.unwrap();
        }
        session.unlock().await.unwrap();
        session.unlock().await.unwrap();
        assert_eq!(others[0].try_lock().await.unwrap(), LockAttempt::Taken);
        others[0].unlock().await.unwrap();
    }
}

#[tokio::test]
async fn the_bookkeeping_is_where_diesel_has_its_table() {
    let database = database().await;
    for mut session in both(&database).await {
        assert_eq!(session.bookkeeping_prefix().await.unwrap(), "public.");
        session
            .run(
                "CREATE SCHEMA \"Odd one\"; SET search_path = nowhere, \"Odd one\", public;
                 CREATE TABLE public.__glowplug_history ()",
            )
            .await
            .unwrap();
        assert_eq!(session.bookkeeping_prefix().await.unwrap(), "\"Odd one\".");
        session
            .run("CREATE TABLE public.__diesel_schema_migrations ()")
            .await
            .unwrap();
        assert_eq!(session.bookkeeping_prefix().await.unwrap(), "public.");
        let names = ["__glowplug_history", "__diesel_schema_migrations", "other"];
        let there = session.existing_tables(&names).await.unwrap();
        assert_eq!(there, ["__diesel_schema_migrations", "__glowplug_history"]);
        session
            .run("DROP SCHEMA \"Odd one\"; DROP TABLE public.__diesel_schema_migrations, public.__glowplug_history; SET search_path = nowhere")
            .await
            .unwrap();
        assert!(session.bookkeeping_prefix().await.is_err());
    }
}

/// What a migration may leave, and a query that gives 0 when it is gone.
const LEAKS: &[(&str, &str)] = &[
    (
        "SET work_mem = '1MB'",
        "SELECT (current_setting('work_mem') = '1MB')::int",
    ),
    (
        "SET search_path = ''",
        "SELECT (current_setting('search_path') = '\"\"')::int",
    ),
    (
        "SET ROLE pg_monitor",
        "SELECT (current_user = 'pg_monitor')::int",
    ),
    (
        "SET SESSION AUTHORIZATION pg_monitor",
        "SELECT (session_user = 'pg_monitor')::int",
    ),
    (
        "CREATE TEMP TABLE leaked (a int)",
        "SELECT count(*) FROM pg_class WHERE relname = 'leaked'",
    ),
    (
        "DECLARE leaked CURSOR WITH HOLD FOR SELECT 1",
        "SELECT count(*) FROM pg_cursors WHERE name = 'leaked'",
    ),
    (
        "LISTEN leaked",
        "SELECT count(*) FROM pg_listening_channels()",
    ),
    (
        "PREPARE \"Leaked one\" AS SELECT 1",
        "SELECT count(*) FROM pg_prepared_statements WHERE from_sql",
    ),
    (
        "SELECT pg_advisory_lock(42), pg_advisory_lock(42)",
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42
            AND pid = pg_backend_pid()",
    ),
    (
        "SET TIME ZONE 'Asia/Tokyo'",
        "SELECT (current_setting('TimeZone') <> 'UTC')::int",
    ),
    (
        "SET statement_timeout = 7777",
        "SELECT (current_setting('statement_timeout') = '7777ms')::int",
    ),
];

#[tokio::test]
async fn a_refreshed_session_remembers_nothing() {
    let database = database().await;
    for mut session in both(&database).await {
        for inside in [false, true] {
            for (leak, remains) in LEAKS {
                if inside {
                    session.begin(TransactionKind::Plain).await.unwrap();
                }
                session.run(leak).await.unwrap();
                let before = rows(&mut *session, remains).await[0][0].as_integer();
                if !leak.contains("LISTEN") || !inside {
                    assert_eq!(before, Some(1), "{leak}");
                }
                session.reset_session(&Limits::default()).await.unwrap();
                assert_eq!(number(&mut *session, remains).await, 0, "{leak}, {inside}");
                if inside {
                    session.commit().await.unwrap();
                    assert_eq!(number(&mut *session, remains).await, 0, "{leak}, committed");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_refresh_checks_deferred_constraints() {
    let database = database().await;
    for mut session in both(&database).await {
        session.begin(TransactionKind::Plain).await.unwrap();
        session
            .run(
                "CREATE TABLE a (b int PRIMARY KEY, c int REFERENCES a DEFERRABLE);
                 SET CONSTRAINTS ALL DEFERRED; INSERT INTO a VALUES (1, 7)",
            )
            .await
            .unwrap();
        let error = session.reset_session(&Limits::default()).await.unwrap_err();
        assert_eq!(error.class, glowplug::error::Class::Constraint);
        session.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn a_refresh_sets_the_limits_and_keeps_our_lock() {
    let database = database().await;
    for mut session in both(&database).await {
        session.try_lock().await.unwrap();
        for inside in [false, true] {
            if inside {
                session.begin(TransactionKind::Plain).await.unwrap();
            }
            session.reset_session(&Limits::default()).await.unwrap();
            assert_eq!(text(&mut *session, "SHOW lock_timeout").await, "2s");
            assert_eq!(text(&mut *session, "SHOW statement_timeout").await, "5min");
            session.rollback().await.unwrap();
        }
        let held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'
            AND pid = pg_backend_pid()";
        assert_eq!(number(&mut *session, held).await, 1);
        let none = Limits {
            lock_timeout: None,
            ..Limits::default()
        };
        session.reset_session(&none).await.unwrap();
        assert_eq!(text(&mut *session, "SHOW lock_timeout").await, "0");
        session.unlock().await.unwrap();
        assert_eq!(number(&mut *session, held).await, 0);
        failure(&mut *session, "SELECT 1 / 0").await;
    }
}
