//! Transactions, and telling them apart.

use std::time::Duration;

use glowplug::error::Class;
use glowplug::session::{Limits, Transaction, TransactionKind};

use super::number;
use crate::support::TempSqlite;

#[tokio::test]
async fn no_transaction_is_open_at_first_nor_after_its_end() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    assert_eq!(session.transaction().await.unwrap(), Transaction::None);
    session.begin(TransactionKind::Plain).await.unwrap();
    session.run("CREATE TABLE t (a)").await.unwrap();
    assert!(matches!(
        session.transaction().await.unwrap(),
        Transaction::Open(_)
    ));
    session.commit().await.unwrap();
    assert_eq!(session.transaction().await.unwrap(), Transaction::None);
    session.begin(TransactionKind::Plain).await.unwrap();
    session.run("INSERT INTO t VALUES (1)").await.unwrap();
    session.rollback().await.unwrap();
    assert_eq!(session.transaction().await.unwrap(), Transaction::None);
    session.rollback().await.unwrap();
    assert_eq!(number(&mut *session, "SELECT count(*) FROM t").await, 0);
}

#[tokio::test]
async fn one_transaction_keeps_its_mark() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.begin(TransactionKind::Plain).await.unwrap();
    let first = session.transaction().await.unwrap();
    session
        .run("CREATE TABLE t (a); SAVEPOINT s; INSERT INTO t VALUES (1); RELEASE s")
        .await
        .unwrap();
    assert_eq!(session.transaction().await.unwrap(), first);
    session
        .run("INSERT INTO t VALUES (2); SAVEPOINT s; INSERT INTO t VALUES (3)")
        .await
        .unwrap();
    assert_eq!(session.transaction().await.unwrap(), first);
    session.commit().await.unwrap();
    assert_eq!(number(&mut *session, "SELECT count(*) FROM t").await, 3);
}

#[tokio::test]
async fn a_commit_and_a_begin_in_the_middle_are_seen() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    for ending in [
        "COMMIT; BEGIN",
        "ROLLBACK; BEGIN",
        "COMMIT; SAVEPOINT x",
        "END; BEGIN IMMEDIATE",
    ] {
        session.begin(TransactionKind::Plain).await.unwrap();
        let first = session.transaction().await.unwrap();
        session.run(ending).await.unwrap();
        let second = session.transaction().await.unwrap();
        assert!(matches!(second, Transaction::Open(_)), "{ending}");
        assert_ne!(second, first, "{ending}");
        session.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn a_statement_that_rolls_everything_back_is_seen() {
    let database = TempSqlite::new();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a UNIQUE)").await.unwrap();
    session.begin(TransactionKind::Plain).await.unwrap();
    session.transaction().await.unwrap();
    session.run("INSERT INTO t VALUES (1)").await.unwrap();
    session
        .run("INSERT OR ROLLBACK INTO t VALUES (1)")
        .await
        .unwrap_err();
    assert_eq!(session.transaction().await.unwrap(), Transaction::None);
}

#[tokio::test]
async fn begin_takes_the_write_lock_at_once() {
    let database = TempSqlite::new();
    let (mut first, mut second) = (database.session().await, database.session().await);
    first.begin(TransactionKind::Plain).await.unwrap();
    let limits = Limits {
        lock_timeout: Some(Duration::from_millis(50)),
        ..Limits::default()
    };
    for kind in [TransactionKind::Plain, TransactionKind::Rebuild] {
        second.reset_session(&limits).await.unwrap();
        let refused = second.begin(kind).await.unwrap_err();
        assert_eq!(refused.class, Class::LockTimeout);
        assert_eq!(refused.code.as_deref(), Some("SQLITE_BUSY"));
        assert_eq!(number(&mut *second, "PRAGMA foreign_keys").await, 1);
    }
    first.commit().await.unwrap();
    second.begin(TransactionKind::Plain).await.unwrap();
}

#[tokio::test]
async fn a_long_lock_timeout_waits_for_the_other_session() {
    let database = TempSqlite::new();
    let (mut first, mut second) = (database.session().await, database.session().await);
    second.reset_session(&Limits::default()).await.unwrap();
    first.begin(TransactionKind::Plain).await.unwrap();
    let waiting = async {
        tokio::time::sleep(Duration::from_millis(150)).await;
        first.commit().await.unwrap();
    };
    let (_, begun) = tokio::join!(waiting, second.begin(TransactionKind::Plain));
    begun.unwrap();
}

#[tokio::test]
async fn transactions_in_wal_mode_let_readers_read() {
    let database = TempSqlite::new();
    let (mut writer, mut reader) = (database.session().await, database.session().await);
    writer.run("PRAGMA journal_mode = WAL").await.unwrap();
    writer.run("CREATE TABLE t (a)").await.unwrap();
    writer.begin(TransactionKind::Plain).await.unwrap();
    writer.run("INSERT INTO t VALUES (1)").await.unwrap();
    assert_eq!(number(&mut *reader, "SELECT count(*) FROM t").await, 0);
    let first = writer.transaction().await.unwrap();
    assert_eq!(writer.transaction().await.unwrap(), first);
    writer.commit().await.unwrap();
    assert_eq!(number(&mut *reader, "SELECT count(*) FROM t").await, 1);
}
