//! Whether the database answers, and what it says about itself, on both kinds of runtime.

use tomori_db::Error;
use tomori_db::pool::{Settings, connect, info, ping};

use crate::support::sql::run;
use crate::support::{database, proxy};

/// Before 15 the counts cannot be asked for; they are there after at most half a second.
const FLUSH: &str = "DO $$ BEGIN
        PERFORM pg_stat_force_next_flush();
    EXCEPTION WHEN undefined_function THEN
        PERFORM pg_sleep(0.6);
    END $$";

async fn looks_around() {
    let database = database().await;
    let conn = connect(&database.settings()).await.unwrap();
    assert!(!ping(&conn).await.unwrap().is_zero());
    run(
        &conn,
        "CREATE SCHEMA s; CREATE TABLE s.a (b int); INSERT INTO s.a VALUES (1), (2)",
    )
    .await
    .unwrap();
    run(&conn, FLUSH).await.unwrap();
    run(&conn, FLUSH).await.unwrap();
    let found = info(&conn).await.unwrap();
    assert_eq!(found.database, database.name);
    assert!(found.size_bytes > 1_000_000 && !found.version.is_empty());
    let table = &found.tables[0];
    assert_eq!((table.schema.as_str(), table.name.as_str()), ("s", "a"));
    assert_eq!((table.inserts, table.live_rows), (2, 2));
}

#[tokio::test(flavor = "current_thread")]
async fn the_database_describes_itself_on_one_thread() {
    looks_around().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_describes_itself_on_many_threads() {
    looks_around().await;
}

#[tokio::test]
async fn a_description_costs_one_statement() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let settings = Settings::from_url(&proxy.url()).unwrap();
    let conn = connect(&settings).await.unwrap();
    proxy.reset();
    info(&conn).await.unwrap();
    assert_eq!(proxy.counters().parses, 1);
    for _ in 0..2 {
        proxy.reset();
        ping(&conn).await.unwrap();
    }
    assert_eq!(
        (proxy.counters().parses, proxy.counters().round_trips),
        (0, 1)
    );
}

#[tokio::test]
async fn a_ping_without_an_answer_changed_nothing() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let settings = Settings::from_url(&proxy.url()).unwrap();
    let conn = connect(&settings).await.unwrap();
    proxy.drop_next_answer();
    let error = ping(&conn).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    assert!(error.is_transient());
    let conn = connect(&settings).await.unwrap();
    proxy.drop_next_answer();
    let error = info(&conn).await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
}
