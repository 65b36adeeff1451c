//! Changes of the session by one caller do not reach the next.

use std::time::Duration;

use commonrail::{Pool, Reset};
use diesel_async::RunQueryDsl;

use crate::support::pool::{Settings, open};
use crate::support::sql::{in_transaction, number, run, text};
use crate::support::{Database, database, proxy};

async fn pool_of_one(database: &Database) -> Pool {
    let mut settings = database.settings();
    settings.max_size = 1;
    open(settings).await.unwrap()
}

/// Runs `spoil` on one loan, and returns what `look` shows on the next.
async fn next_sees(spoil: &str, look: &str) -> String {
    let database = database().await;
    let pool = pool_of_one(&database).await;
    let conn = pool.get().await.unwrap();
    run(&conn, "CREATE TABLE public.a (b int)").await.unwrap();
    drop(conn);
    let conn = pool.get().await.unwrap();
    run(&conn, spoil).await.unwrap();
    drop(conn);
    text(&pool.get().await.unwrap(), look).await
}

#[tokio::test]
async fn a_setting_does_not_leak() {
    let look = "current_setting('work_mem') = '7MB'";
    assert_eq!(next_sees("SET work_mem = '7MB'", look).await, "false");
    assert_eq!(
        next_sees("SELECT set_config('work_mem', '7MB', false)", look).await,
        "false"
    );
}

#[tokio::test]
async fn a_reset_returns_to_our_settings() {
    let look = "concat_ws(' ', current_setting('statement_timeout'), current_setting('TimeZone'),
        current_setting('client_encoding'), current_setting('application_name'))";
    let spoil = "SET statement_timeout = 0; SET TIME ZONE 'Asia/Tokyo'; SET application_name = 'x'";
    assert_eq!(next_sees(spoil, look).await, "30s UTC UTF8 commonrail");
}

#[tokio::test]
async fn a_role_does_not_leak() {
    let spoil = "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'poor') THEN
        CREATE ROLE poor; END IF; END $$; SET ROLE poor";
    assert_eq!(next_sees(spoil, "current_user").await, "postgres");
}

#[tokio::test]
async fn an_open_transaction_does_not_leak() {
    let look = "(SELECT count(*) FROM public.a)";
    assert_eq!(
        next_sees("BEGIN; INSERT INTO a VALUES (1)", look).await,
        "0"
    );
    let database = database().await;
    let pool = pool_of_one(&database).await;
    run(&pool.get().await.unwrap(), "BEGIN").await.unwrap();
    assert!(!in_transaction(&pool.get().await.unwrap()).await);
}

#[tokio::test]
async fn temporary_tables_locks_channels_and_cursors_do_not_leak() {
    let temporary = "to_regclass('pg_temp.t') IS NULL";
    assert_eq!(
        next_sees("CREATE TEMP TABLE t (a int)", temporary).await,
        "true"
    );
    assert_eq!(
        next_sees("SELECT 1 AS a INTO TEMP t", temporary).await,
        "true"
    );
    let locks =
        "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())";
    assert_eq!(next_sees("SELECT pg_advisory_lock(1)", locks).await, "0");
    let channels = "(SELECT count(*) FROM pg_listening_channels())";
    assert_eq!(next_sees("LISTEN x", channels).await, "0");
    let cursors = "(SELECT count(*) FROM pg_cursors WHERE name = 'c')";
    assert_eq!(
        next_sees("DECLARE c CURSOR WITH HOLD FOR SELECT 1", cursors).await,
        "0"
    );
}

#[tokio::test]
async fn a_statement_prepared_by_name_does_not_leak() {
    let look = "(SELECT count(*) FROM pg_prepared_statements WHERE name = 'x')";
    assert_eq!(next_sees("PREPARE x AS SELECT 1", look).await, "0");
}

#[tokio::test]
async fn a_prepared_set_is_seen_each_time() {
    let database = database().await;
    let pool = pool_of_one(&database).await;
    for _ in 0..3 {
        let conn = pool.get().await.unwrap();
        assert_eq!(text(&conn, "current_setting('work_mem')").await, "4MB");
        diesel::sql_query("SET work_mem = '7MB'")
            .execute(&mut &*conn)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_hidden_change_needs_the_reset_after_every_use() {
    let database = database().await;
    let mut settings = database.settings();
    settings.max_size = 1;
    settings.reset = Reset::Always;
    let pool = open(settings).await.unwrap();
    let conn = pool.get().await.unwrap();
    let hidden = "CREATE FUNCTION hidden() RETURNS int LANGUAGE plpgsql
        AS $$ BEGIN SET work_mem = '7MB'; RETURN 1; END $$";
    run(&conn, hidden).await.unwrap();
    drop(conn);
    let conn = pool.get().await.unwrap();
    run(&conn, "SELECT hidden()").await.unwrap();
    drop(conn);
    let conn = pool.get().await.unwrap();
    assert_eq!(text(&conn, "current_setting('work_mem')").await, "4MB");
}

#[tokio::test]
async fn a_reset_costs_one_round_trip_after_the_loan() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let pool = open(Settings::from_url(&proxy.url()).unwrap())
        .await
        .unwrap();
    let conn = pool.get().await.unwrap();
    run(&conn, "SET work_mem = '7MB'").await.unwrap();
    proxy.reset();
    drop(conn);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(
        proxy.counters().round_trips,
        1,
        "{:?}",
        proxy.take_statements()
    );
}

#[tokio::test]
async fn cached_statements_survive_a_reset_and_go_above_the_limit() {
    let database = database().await;
    let mut settings = database.settings();
    (settings.max_size, settings.statement_cache) = (1, 2);
    let pool = open(settings).await.unwrap();
    let cached = "(SELECT count(*) FROM pg_prepared_statements)";
    let conn = pool.get().await.unwrap();
    let one = diesel::select(diesel::dsl::now);
    let _: std::time::SystemTime = one.get_result(&mut &*conn).await.unwrap();
    run(&conn, "SET work_mem = '7MB'").await.unwrap();
    drop(conn);
    let conn = pool.get().await.unwrap();
    assert_eq!(number(&conn, cached).await, 2, "the kept one and this one");
    let _: (std::time::SystemTime, bool) = diesel::select((diesel::dsl::now, true.into_sql()))
        .get_result(&mut &*conn)
        .await
        .unwrap();
    let _: (bool, bool) = diesel::select((true.into_sql(), true.into_sql()))
        .get_result(&mut &*conn)
        .await
        .unwrap();
    drop(conn);
    let conn = pool.get().await.unwrap();
    assert_eq!(number(&conn, cached).await, 1);
}

trait IntoSqlBool {
    fn into_sql(self) -> diesel::dsl::AsExprOf<bool, diesel::sql_types::Bool>;
}

impl IntoSqlBool for bool {
    fn into_sql(self) -> diesel::dsl::AsExprOf<bool, diesel::sql_types::Bool> {
        diesel::IntoSql::into_sql::<diesel::sql_types::Bool>(self)
    }
}
