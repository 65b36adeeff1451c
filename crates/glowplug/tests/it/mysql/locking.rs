//! The lock of the one runner.

use glowplug::session::LockAttempt;
use mysql_async::prelude::Queryable;

use crate::support::mysql::database;

#[tokio::test]
async fn one_session_holds_the_lock_and_another_learns_who() {
    let database = database!();
    let mut first = database.session().await;
    let mut second = database.session().await;
    assert_eq!(first.try_lock().await.unwrap(), LockAttempt::Taken);
    assert_eq!(first.try_lock().await.unwrap(), LockAttempt::Taken);
    let LockAttempt::HeldBy(holder) = second.try_lock().await.unwrap() else {
        panic!("two sessions hold the lock");
    };
    let id = first
        .query(
            "SELECT CONNECTION_ID()",
            &[],
            glowplug::session::Caching::Once,
        )
        .await;
    assert_eq!(holder.session, id.unwrap().rows[0][0].as_integer());
    assert!(holder.name.unwrap().contains('@'));
    assert!(holder.since.is_some());
    second.unlock().await.unwrap();
    assert!(matches!(
        second.try_lock().await.unwrap(),
        LockAttempt::HeldBy(_)
    ));
    first.unlock().await.unwrap();
    assert_eq!(second.try_lock().await.unwrap(), LockAttempt::Taken);
}

#[tokio::test]
async fn the_lock_belongs_to_one_database() {
    let (Some(one), Some(other)) = (database().await, database().await) else {
        return;
    };
    let mut first = one.session().await;
    let mut second = other.session().await;
    assert_eq!(first.try_lock().await.unwrap(), LockAttempt::Taken);
    assert_eq!(second.try_lock().await.unwrap(), LockAttempt::Taken);
}

#[tokio::test]
async fn the_lock_outlives_commits_and_ends_with_the_session() {
    let database = database!();
    let mut first = database.session().await;
    let mut second = database.session().await;
    first.try_lock().await.unwrap();
    first
        .run("START TRANSACTION; CREATE TABLE t (a INT); COMMIT")
        .await
        .unwrap();
    assert!(matches!(
        second.try_lock().await.unwrap(),
        LockAttempt::HeldBy(_)
    ));
    let LockAttempt::HeldBy(holder) = second.try_lock().await.unwrap() else {
        panic!()
    };
    let mut connection = database.connection().await;
    let sql = format!("KILL {}", holder.session.unwrap());
    connection.query_drop(sql).await.unwrap();
    for _ in 0..100 {
        if second.try_lock().await.unwrap() == LockAttempt::Taken {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the lock outlived its session");
}

#[tokio::test]
async fn the_bookkeeping_is_found_whatever_database_is_in_use() {
    let database = database!();
    let mut session = database.session().await;
    session
        .run("CREATE TABLE b (a INT); CREATE TABLE a (a INT); USE mysql")
        .await
        .unwrap();
    let found = session
        .existing_tables(&["a", "b", "c", "user"])
        .await
        .unwrap();
    assert_eq!(found, ["a", "b"]);
    assert!(session.existing_tables(&[]).await.unwrap().is_empty());
    let prefix = session.bookkeeping_prefix().await.unwrap();
    session
        .run(&format!("INSERT INTO {prefix}a VALUES (1)"))
        .await
        .unwrap();
}
