//! A silent server: every call ends within its limit, by this process's own clock.

use std::time::{Duration, Instant};

use commonrail::{Error, connect, transaction};
use diesel::IntoSql as _;
use diesel::sql_types::Integer;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::StreamExt as _;
use tokio::time::sleep;

use crate::support::pool::{Settings, open, ping};
use crate::support::sql::{number, run};
use crate::support::{Line, Proxy, database, proxy};

/// Settings at the proxy, with a limit of 600 milliseconds for an answer.
fn settings(proxy: &Proxy) -> Settings {
    let mut settings = Settings::from_url(&proxy.url()).unwrap();
    settings.max_size = 1;
    settings.statement_timeout = Some(Duration::from_millis(300));
    settings.response_timeout = Some(Duration::from_millis(600));
    settings
}

fn assert_limit(start: Instant) {
    let took = start.elapsed();
    assert!(
        took > Duration::from_millis(500) && took < Duration::from_millis(1_200),
        "{took:?}"
    );
}

/// Sends a statement that stays prepared; whether one changes something nobody but its author knows.
async fn ask(mut conn: &AsyncPgConnection) -> Result<(), Error> {
    let one = diesel::select(1.into_sql::<Integer>());
    Ok(one.execute(&mut conn).await.map(|_| ())?)
}

#[tokio::test]
async fn a_call_to_a_silent_server_ends_and_its_connection_is_replaced() {
    for line in [Line::Lost, Line::Frozen] {
        let database = database().await;
        let proxy = proxy(&database).await;
        let pool = open(settings(&proxy)).await.unwrap();
        let conn = pool.get().await.unwrap();
        ask(&conn).await.unwrap();
        proxy.set(line);
        let start = Instant::now();
        let error = ask(&conn).await.unwrap_err();
        assert_limit(start);
        assert!(error.is_outcome_unknown(), "{error:?}");
        assert!(error.to_string().contains("response_timeout"), "{error}");
        let error = ping(&conn).await.unwrap_err();
        assert!(error.is_transient(), "it was not sent: {error:?}");
        drop(conn);
        proxy.set(Line::Open);
        ping(&pool.get().await.unwrap()).await.unwrap();
        assert_eq!(pool.state().connections, 1);
    }
}

#[tokio::test]
async fn idle_connections_are_not_trusted_after_a_silence() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let mut settings = settings(&proxy);
    settings.max_size = 4;
    let pool = open(settings).await.unwrap();
    let held: Vec<_> = futures_util::future::join_all((0..4).map(|_| pool.get())).await;
    drop(held);
    assert_eq!(pool.state().connections, 4);
    proxy.set(Line::Lost);
    ping(&pool.get().await.unwrap()).await.unwrap_err();
    proxy.set(Line::Open);
    let before = proxy.counters().connections;
    let start = Instant::now();
    ping(&pool.get().await.unwrap()).await.unwrap();
    assert!(
        start.elapsed() < Duration::from_millis(500),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(proxy.counters().connections, before + 1);
}

#[tokio::test]
async fn calls_that_travel_together_all_end() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let conn = connect(&settings(&proxy)).await.unwrap();
    ask(&conn).await.unwrap();
    proxy.set(Line::Lost);
    let start = Instant::now();
    let (one, two, three) = tokio::join!(ask(&conn), ask(&conn), ask(&conn));
    assert_limit(start);
    for error in [one, two, three] {
        let error = error.unwrap_err();
        assert!(error.is_outcome_unknown(), "{error:?}");
    }
}

#[tokio::test]
async fn in_a_transaction_nothing_took_effect() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let mut conn = connect(&settings(&proxy)).await.unwrap();
    run(&conn, "CREATE TABLE a (b int)").await.unwrap();
    let start = Instant::now();
    let done = transaction::<_, Error, _>(&mut conn, async |conn| {
        run(conn, "INSERT INTO a VALUES (1)").await?;
        proxy.set(Line::Lost);
        Ok(run(conn, "INSERT INTO a VALUES (2)").await?)
    });
    let error = done.await.unwrap_err();
    assert_limit(start);
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    assert!(error.to_string().contains("nothing took effect"), "{error}");
}

#[tokio::test]
async fn a_large_statement_that_nobody_takes_ends() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let conn = connect(&settings(&proxy)).await.unwrap();
    let large = format!("SELECT length('{}')", "x".repeat(16 << 20));
    proxy.set(Line::Frozen);
    let start = Instant::now();
    let error = Error::from(run(&conn, &large).await.unwrap_err());
    assert_limit(start);
    assert!(
        error.is_transient(),
        "it never arrived as a whole: {error:?}"
    );
}

#[tokio::test]
async fn a_caller_that_takes_its_time_is_not_cut_off() {
    let database = database().await;
    let mut settings = database.settings();
    settings.statement_timeout = None;
    settings.response_timeout = Some(Duration::from_millis(300));
    let conn = connect(&settings).await.unwrap();
    let sql = "SELECT repeat('x', 1000) AS value FROM generate_series(1, 40000)";
    let mut rows = diesel::sql_query(sql)
        .load_stream::<Text>(&mut &conn)
        .await
        .unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().await {
        assert_eq!(row.unwrap().value.len(), 1_000);
        count += 1;
        if count % 10_000 == 1 {
            sleep(Duration::from_millis(500)).await;
        }
    }
    assert_eq!(count, 40_000);
}

#[derive(diesel::QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    value: String,
}

#[tokio::test]
async fn a_limit_that_the_caller_set_on_the_server_holds_instead() {
    let database = database().await;
    let mut settings = database.settings();
    settings.statement_timeout = Some(Duration::from_millis(200));
    settings.response_timeout = Some(Duration::from_millis(400));
    let mut conn = connect(&settings).await.unwrap();
    transaction::<_, Error, _>(&mut conn, async |conn| {
        run(conn, "SET LOCAL statement_timeout = 0").await?;
        Ok(run(conn, "SELECT pg_sleep(0.9)").await?)
    })
    .await
    .unwrap();
    let error = Error::from(run(&conn, "SELECT pg_sleep(0.9)").await.unwrap_err());
    assert!(
        matches!(error, Error::Timeout { .. }),
        "the server's own is back: {error:?}"
    );
    assert_eq!(number(&conn, "1").await, 1);
}

#[tokio::test]
async fn a_time_to_answer_below_the_servers_own_limit_is_refused() {
    let mut settings = database().await.settings();
    settings.response_timeout = Some(Duration::from_secs(30));
    let error = connect(&settings).await.err().unwrap();
    assert!(error.to_string().contains("`response_timeout`"), "{error}");
}
