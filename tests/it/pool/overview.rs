//! Whether the database answers, and what it says about itself, on both kinds of runtime.

use tomori_db::pool::{Pool, connect, info, ping};

use crate::support::sql::{number, run};
use crate::support::{Proxy, database};

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
    run(&conn, "SELECT pg_stat_force_next_flush(); SELECT 1")
        .await
        .unwrap();
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
    let proxy = Proxy::start(&database).await;
    let settings = tomori_db::pool::Settings::from_url(&proxy.url()).unwrap();
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

#[test]
fn a_connection_may_be_dropped_outside_its_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let (database, pool, conn) = runtime.block_on(async {
        let database = database().await;
        let mut settings = database.settings();
        (settings.max_size, settings.min_idle) = (1, Some(1));
        let pool = Pool::new(settings).await.unwrap();
        let conn = pool.get().await.unwrap();
        run(&conn, "SET work_mem = '7MB'").await.unwrap();
        (database, pool, conn)
    });
    drop(conn);
    runtime.block_on(async {
        assert_eq!(number(&pool.get().await.unwrap(), "1").await, 1);
    });
    let conn = runtime.block_on(pool.get()).unwrap();
    drop(runtime);
    drop(conn);
    drop((pool, database));
}
