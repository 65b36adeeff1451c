//! What a migration leaves in the session, and its undoing.

use std::time::Duration;

use glowplug::session::{Limits, TransactionKind};

use super::{firsts, number};
use crate::support::TempSqlite;

#[tokio::test]
async fn settings_are_put_back() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    for (setting, value) in [
        ("foreign_keys", 0),
        ("recursive_triggers", 1),
        ("defer_foreign_keys", 1),
        ("query_only", 1),
        ("writable_schema", 1),
        ("synchronous", 0),
        ("cache_size", 7),
        ("temp_store", 2),
        ("ignore_check_constraints", 1),
    ] {
        let read = format!("PRAGMA {setting}");
        let before = number(&mut *session, &read).await;
        session
            .run(&format!("PRAGMA {setting} = {value}"))
            .await
            .unwrap();
        assert_eq!(number(&mut *session, &read).await, value, "{setting}");
        session.reset_session(&Limits::default()).await.unwrap();
        assert_eq!(number(&mut *session, &read).await, before, "{setting}");
    }
}

#[tokio::test]
async fn the_case_of_like_is_put_back() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("PRAGMA case_sensitive_like = 1").await.unwrap();
    assert_eq!(number(&mut *session, "SELECT 'a' LIKE 'A'").await, 0);
    session.reset_session(&Limits::default()).await.unwrap();
    assert_eq!(number(&mut *session, "SELECT 'a' LIKE 'A'").await, 1);
}

#[tokio::test]
async fn attached_databases_are_detached() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("ATTACH ':memory:' AS \"a b\"").await.unwrap();
    session.reset_session(&Limits::default()).await.unwrap();
    let names = firsts(&mut *session, "SELECT name FROM pragma_database_list").await;
    assert!(!names.contains(&"a b".into()), "{names:?}");
}

#[tokio::test]
async fn temporary_objects_are_dropped_inside_and_outside_a_transaction() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a)").await.unwrap();
    for inside in [false, true] {
        if inside {
            session.begin(TransactionKind::Plain).await.unwrap();
        }
        session
            .run(
                "CREATE TEMP TABLE parents (id integer PRIMARY KEY);
                  CREATE TEMP TABLE \"chil\"\"dren\" (id integer REFERENCES parents);
                  INSERT INTO parents VALUES (1);
                  INSERT INTO \"chil\"\"dren\" VALUES (1);
                  CREATE TEMP VIEW seen AS SELECT * FROM parents;
                  CREATE VIRTUAL TABLE temp.words USING fts5(word);
                  CREATE TEMP TRIGGER watch AFTER INSERT ON main.t BEGIN SELECT 1; END",
            )
            .await
            .unwrap();
        session.reset_session(&Limits::default()).await.unwrap();
        assert_eq!(
            number(&mut *session, "SELECT count(*) FROM sqlite_temp_master").await,
            0
        );
    }
    session.commit().await.unwrap();
}

#[tokio::test]
async fn inside_a_rebuild_foreign_keys_stay_off() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.begin(TransactionKind::Rebuild).await.unwrap();
    session.run("PRAGMA recursive_triggers = 1").await.unwrap();
    session.reset_session(&Limits::default()).await.unwrap();
    assert_eq!(number(&mut *session, "PRAGMA recursive_triggers").await, 0);
    assert_eq!(number(&mut *session, "PRAGMA foreign_keys").await, 0);
    session.commit().await.unwrap();
}

#[tokio::test]
async fn the_lock_timeout_is_set() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    for (timeout, expected) in [
        (Some(Duration::from_millis(1500)), 1500),
        (None, i64::from(i32::MAX)),
        (Some(Duration::ZERO), 0),
    ] {
        let limits = Limits {
            lock_timeout: timeout,
            ..Limits::default()
        };
        session.reset_session(&limits).await.unwrap();
        assert_eq!(number(&mut *session, "PRAGMA busy_timeout").await, expected);
    }
}
