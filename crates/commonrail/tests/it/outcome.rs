//! After a broken connection, the error says whether the statement may have taken effect.

use std::time::Duration;

use commonrail::{Error, Pool, connect};
use diesel_async::AsyncPgConnection;
use tokio::time::sleep;

use crate::support::pool::{Settings, open, ping};
use crate::support::sql::{number, run};
use crate::support::{Database, Proxy, database, proxy, server};

async fn behind_a_proxy() -> (Database, Proxy, Pool) {
    let database = database().await;
    let proxy = proxy(&database).await;
    let mut settings = Settings::from_url(&proxy.url()).unwrap();
    settings.max_size = 1;
    let pool = open(settings).await.unwrap();
    run(&pool.get().await.unwrap(), "CREATE TABLE a (b int)")
        .await
        .unwrap();
    (database, proxy, pool)
}

async fn rows(pool: &Pool) -> i64 {
    number(&pool.get().await.unwrap(), "SELECT count(*) FROM a").await
}

async fn insert(mut conn: &AsyncPgConnection) -> Result<(), Error> {
    use diesel_async::RunQueryDsl as _;
    let inserted = diesel::sql_query("INSERT INTO a VALUES (1)")
        .execute(&mut conn)
        .await;
    Ok(inserted.map(|_| ())?)
}

#[tokio::test]
async fn a_lost_answer_to_a_write_says_that_its_outcome_is_unknown() {
    let (_database, proxy, pool) = behind_a_proxy().await;
    let conn = pool.get().await.unwrap();
    proxy.drop_next_answer();
    let error = insert(&conn).await.unwrap_err();
    assert!(matches!(error, Error::OutcomeUnknown { .. }), "{error:?}");
    assert!(!error.is_transient() && !error.is_retryable());
    drop(conn);
    assert_eq!(rows(&pool).await, 1, "this time it did");
    let conn = pool.get().await.unwrap();
    proxy.drop_next_answer();
    let error = Error::from(run(&conn, "INSERT INTO a VALUES (2)").await.unwrap_err());
    assert!(error.is_outcome_unknown(), "{error:?}");
}

#[tokio::test]
async fn a_lost_answer_inside_a_transaction_is_known_to_have_no_effect() {
    let (_database, proxy, pool) = behind_a_proxy().await;
    let done = pool.transaction::<_, Error, _>(async |conn| {
        proxy.drop_next_answer();
        insert(conn).await
    });
    let error = done.await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    assert!(error.is_transient());
    assert_eq!(rows(&pool).await, 0);
}

#[tokio::test]
async fn what_was_never_sent_had_no_effect() {
    let (_database, proxy, pool) = behind_a_proxy().await;
    let conn = pool.get().await.unwrap();
    proxy.cut();
    sleep(Duration::from_millis(30)).await;
    let error = insert(&conn).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    drop(conn);
    let done = pool.transaction::<_, Error, _>(async |conn| {
        insert(conn).await?;
        proxy.cut();
        sleep(Duration::from_millis(30)).await;
        Ok(())
    });
    let error = done.await.unwrap_err();
    assert!(
        matches!(error, Error::Unavailable { .. }),
        "COMMIT was not sent: {error:?}"
    );
    assert_eq!(rows(&pool).await, 0);
}

#[tokio::test]
async fn a_session_that_was_terminated_before_the_commit_is_no_ignored_error() {
    let database = database().await;
    let pool = open(database.settings()).await.unwrap();
    let other = database.connect().await.unwrap();
    let done = pool.transaction::<_, Error, _>(async |conn| {
        let process = number(conn, "pg_backend_pid()").await;
        run(&other, &format!("SELECT pg_terminate_backend({process})")).await?;
        sleep(Duration::from_millis(100)).await;
        Ok(())
    });
    let error = done.await.unwrap_err();
    assert!(
        matches!(&error, Error::Unavailable { reason } if reason.contains("57P01")),
        "{error:?}"
    );
    ping(&pool.get().await.unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_session_that_idled_for_too_long_is_no_ignored_error() {
    let database = database().await;
    let mut settings = database.settings();
    settings.idle_in_transaction_timeout = Some(Duration::from_millis(50));
    let pool = open(settings).await.unwrap();
    let work = async |conn: &mut AsyncPgConnection| {
        run(conn, "SELECT 1").await?;
        sleep(Duration::from_millis(250)).await;
        Ok(())
    };
    let error = pool.transaction::<_, Error, _>(work).await.unwrap_err();
    assert!(
        matches!(&error, Error::Unavailable { reason } if reason.contains("25P03")),
        "{error:?}"
    );
    let work = async |conn: &mut AsyncPgConnection| {
        run(conn, "SELECT 1").await?;
        sleep(Duration::from_millis(250)).await;
        Ok(run(conn, "SELECT 1").await?)
    };
    let error = pool.transaction::<_, Error, _>(work).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn a_server_that_became_read_only_is_unavailable_and_left() {
    let server = server(glowplug_local::Settings::default()).await;
    let database = server.database();
    let pool = open(database.settings()).await.unwrap();
    let admin = database.connect().await.unwrap();
    run(&admin, "CREATE TABLE a (b int)").await.unwrap();
    let before = number(&pool.get().await.unwrap(), "pg_backend_pid()").await;
    sleep(Duration::from_millis(1_100)).await;
    let set = |value: &str| format!("ALTER SYSTEM SET default_transaction_read_only = {value}");
    run(&admin, &set("on")).await.unwrap();
    run(&admin, "SELECT pg_reload_conf()").await.unwrap();
    let error = loop {
        if let Err(error) = insert(&pool.get().await.unwrap()).await {
            break error;
        }
        sleep(Duration::from_millis(10)).await;
    };
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    assert!(error.to_string().contains("read-only"), "{error}");
    let after = number(&pool.get().await.unwrap(), "pg_backend_pid()").await;
    assert_ne!(before, after, "the next checkout looks for another server");
    let url = format!("{}?target_session_attrs=read-write", database.url());
    let picky = Settings::from_url(&url).unwrap();
    let error = connect(&picky).await.err().unwrap();
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    run(&admin, "SET default_transaction_read_only = off")
        .await
        .unwrap();
    run(&admin, &set("off")).await.unwrap();
    run(&admin, "SELECT pg_reload_conf()").await.unwrap();
    sleep(Duration::from_millis(200)).await;
    insert(&pool.get().await.unwrap()).await.unwrap();
    let picky = open(picky).await.unwrap();
    let conn = picky.get().await.unwrap();
    run(&conn, "SET default_transaction_read_only = on")
        .await
        .unwrap();
    insert(&conn).await.unwrap_err();
    drop(conn);
    insert(&picky.get().await.unwrap()).await.unwrap();
    assert_eq!(
        picky.state().connections,
        1,
        "the first one was left at once"
    );
}
