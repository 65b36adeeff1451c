//! Transactions, and what ends them unasked.

use glowplug::model::Value;
use glowplug::session::{Caching, Session, Transaction, TransactionKind};

async fn count(session: &mut dyn Session) -> Value {
    let sql = "SELECT COUNT(*) FROM t";
    session.query(sql, &[], Caching::Once).await.unwrap().rows[0][0].clone()
}

#[tokio::test]
async fn a_transaction_is_committed_or_rolled_back() {
    let database = database!();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    session.rollback().await.unwrap();
    session.begin(TransactionKind::Plain).await.unwrap();
    session.run("INSERT INTO t VALUES (1)").await.unwrap();
    session.rollback().await.unwrap();
    assert_eq!(count(&mut *session).await, Value::Integer(0));
    session.begin(TransactionKind::Rebuild).await.unwrap();
    session.run("INSERT INTO t VALUES (1)").await.unwrap();
    session.commit().await.unwrap();
    session.rollback().await.unwrap();
    assert_eq!(count(&mut *session).await, Value::Integer(1));
}

#[tokio::test]
async fn an_open_transaction_is_one_and_the_same_until_it_ends() {
    let database = database!();
    let mut session = database.session().await;
    session.run("CREATE TABLE t (a INT)").await.unwrap();
    assert_eq!(session.transaction().await.unwrap(), Transaction::None);
    session.begin(TransactionKind::Plain).await.unwrap();
    let first = session.transaction().await.unwrap();
    assert!(matches!(first, Transaction::Open(_)));
    session.run("INSERT INTO t VALUES (1)").await.unwrap();
    session
        .run("SAVEPOINT s; INSERT INTO t VALUES (1); ROLLBACK TO s")
        .await
        .unwrap();
    session
        .execute(
            "INSERT INTO t VALUES (?)",
            &[Value::Integer(1)],
            Caching::Prepared,
        )
        .await
        .unwrap();
    session
        .run("CREATE TEMPORARY TABLE u (a INT); DROP TEMPORARY TABLE u")
        .await
        .unwrap();
    assert!(
        session
            .run("INSERT INTO no_such_table VALUES (1)")
            .await
            .is_err()
    );
    assert_eq!(session.transaction().await.unwrap(), first);
    session.commit().await.unwrap();
    assert_eq!(session.transaction().await.unwrap(), Transaction::None);
}

#[tokio::test]
async fn a_commit_that_nobody_asked_for_is_seen() {
    let database = database!();
    let mut session = database.session().await;
    for (sql, is_open) in [
        ("CREATE TABLE a (b INT)", false),
        ("COMMIT", false),
        ("TRUNCATE a; START TRANSACTION", true),
        ("BEGIN", true),
        ("COMMIT AND CHAIN", true),
        ("ROLLBACK AND CHAIN", true),
    ] {
        session.begin(TransactionKind::Plain).await.unwrap();
        let before = session.transaction().await.unwrap();
        session.run(sql).await.unwrap();
        let after = session.transaction().await.unwrap();
        assert_eq!(matches!(after, Transaction::Open(_)), is_open, "{sql}");
        assert_ne!(before, after, "{sql}");
        session.rollback().await.unwrap();
    }
}
