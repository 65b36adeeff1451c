//! Every list, look-up and search is served by an index, on enough rows to make it matter.

use anyhow::{Context as _, Result};
use diesel_async::AsyncPgConnection;
use tomori_db::memories::{ServerSearch, server};
use tomori_db::page::PageRequest;
use tomori_db::pool::{Settings, connect};

use crate::calls::{Run, World, calls};
use crate::harness::{add_server, execute, guild, number};
use crate::support::proxy;
use crate::support::server::migrated;
use crate::support::sql::text;

/// Enough rows in every table that a scan of one would cost far more than its index.
const MANY_ROWS: &str = include_str!("plans.sql");

/// What may read whole tables: it works on all rows, or on the catalogue.
const WHOLE_TABLES: [&str; 2] = ["api_keys::rotate", "pool::info"];

/// The tables that were scanned in this transaction, by rows, without an index.
const SCANNED: &str = "
    SELECT string_agg(relname || ' (' || seq_tup_read || ' rows)', ', ' ORDER BY relname)
    FROM pg_stat_xact_user_tables WHERE seq_tup_read > 0";

#[tokio::test]
async fn no_function_reads_a_table_without_an_index() -> Result<()> {
    use diesel_async::AsyncConnection as _;

    let database = migrated().await;
    let mut conn = database.connect().await?;
    let world = World::new(&conn).await?;
    execute(&conn, MANY_ROWS).await?;
    for call in calls()
        .iter()
        .filter(|call| !WHOLE_TABLES.contains(&call.name))
    {
        // PostgreSQL may turn to a generic plan after five runs: that one must use the index too.
        for turn in 1..=7 {
            let mut scanned = Err(anyhow::anyhow!("not called"));
            let _ = conn
                .transaction::<(), tomori_db::Error, _>(async |conn| {
                    scanned = scanned_by(conn, &world, call.run).await;
                    Err(tomori_db::Error::TransactionAborted)
                })
                .await;
            let scanned = scanned.context(call.name)?;
            assert_eq!(scanned, "", "`{}` in run {turn}", call.name);
        }
    }
    Ok(())
}

async fn scanned_by(conn: &mut AsyncPgConnection, world: &World, run: Run) -> Result<String> {
    run(conn, world).await?;
    Ok(text(conn, &format!("coalesce(({SCANNED}), '')")).await)
}

/// The tables of this crate that a plan reads without an index.
fn scans(plan: &str) -> Vec<&str> {
    plan.lines()
        .filter(|line| line.contains("Seq Scan on "))
        .filter(|line| !line.contains("Seq Scan on unnest"))
        .collect()
}

#[tokio::test]
async fn every_select_explains_to_an_index() -> Result<()> {
    let database = migrated().await;
    let conn = database.connect().await?;
    let world = World::new(&conn).await?;
    execute(&conn, MANY_ROWS).await?;
    let proxy = proxy(&database).await;
    let mut explained = 0;
    for call in calls()
        .iter()
        .filter(|call| !WHOLE_TABLES.contains(&call.name))
    {
        let mut caller = connect(&Settings::from_url(&proxy.url())?).await?;
        proxy.take_statements();
        crate::calls::run_and_roll_back(&mut caller, &world, call.run).await?;
        for sql in proxy.take_statements() {
            if !sql.starts_with("SELECT") || sql.contains('(') && sql.contains("search_") {
                continue;
            }
            let plan = generic_plan(&conn, &sql).await.context(call.name)?;
            assert_eq!(
                scans(&plan),
                Vec::<&str>::new(),
                "`{}`: {sql}\n{plan}",
                call.name
            );
            explained += 1;
        }
    }
    assert!(explained > 20, "{explained} statements were explained");
    Ok(())
}

/// The plan that knows no values, as a prepared statement may use it.
async fn generic_plan(conn: &AsyncPgConnection, sql: &str) -> Result<String> {
    execute(
        conn,
        &format!("SET plan_cache_mode = force_generic_plan; PREPARE explained AS {sql}"),
    )
    .await?;
    let values = (1..)
        .take_while(|n| sql.contains(&format!("${n}")))
        .map(|_| "NULL");
    let values = values.collect::<Vec<_>>().join(", ");
    let call = match values.as_str() {
        "" => "explained".to_owned(),
        values => format!("explained ({values})"),
    };
    let plan = explain(conn, &format!("EXECUTE {call}")).await;
    execute(conn, "DEALLOCATE explained; RESET plan_cache_mode").await?;
    plan
}

async fn explain(mut conn: &AsyncPgConnection, sql: &str) -> Result<String> {
    use diesel::sql_types::Text;
    use diesel_async::RunQueryDsl as _;

    #[derive(diesel::QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
        line: String,
    }
    let lines: Vec<Line> = diesel::sql_query(format!("EXPLAIN {sql}"))
        .load(&mut conn)
        .await?;
    let lines: Vec<String> = lines.into_iter().map(|line| line.line).collect();
    Ok(lines.join("\n"))
}

/// How many rows a search fetches: no plan, whatever it rests on, may make that many.
async fn fetched(conn: &mut AsyncPgConnection, term: &str) -> Result<i64> {
    use diesel_async::AsyncConnection as _;

    const FETCHED: &str = "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables
        WHERE relname = 'server_memories'";
    let mut rows = Err(anyhow::anyhow!("not called"));
    let _ = conn
        .transaction::<(), tomori_db::Error, _>(async |conn| {
            // What earlier transactions did may not have been told to the server's statistics yet.
            let before = number(conn, FETCHED).await;
            let search = ServerSearch::new(term);
            server::search(conn, guild(1), &search, PageRequest::default()).await?;
            let after = number(conn, FETCHED).await;
            rows = before.and_then(|before| Ok(after? - before));
            Err(tomori_db::Error::TransactionAborted)
        })
        .await;
    rows
}

/// Where the statistics hold a rare word, or hold nothing at all, a plan made for the term would
/// read the server to its end.
#[tokio::test]
async fn a_search_reads_few_rows_whatever_the_statistics_say() -> Result<()> {
    let database = migrated().await;
    let mut conn = database.connect().await?;
    add_server(&conn, 1).await?;
    execute(
        &conn,
        "INSERT INTO server_memories (server_id, memory_content, created_at)
        SELECT server_id, CASE
            WHEN n % 3 = 0 THEN 'common ' WHEN n % 40 = 1 THEN 'seldom '
            WHEN n BETWEEN 10000 AND 10002 THEN 'rare ' ELSE '' END || md5(n::text),
            now() - interval '1 s' * n
        FROM servers, generate_series(1, 20000) n",
    )
    .await?;
    for statistics in [
        "ANALYZE server_memories",
        "DELETE FROM pg_statistic WHERE starelid = 'server_memories'::regclass",
        "ALTER TABLE server_memories ALTER memory_content SET STATISTICS 10000; ANALYZE server_memories",
    ] {
        execute(&conn, statistics).await?;
        for (term, most) in [
            ("common", 200),
            ("seldom", 2_800),
            ("rare", 1_500),
            ("absent", 1_500),
        ] {
            for turn in 1..=7 {
                let rows = fetched(&mut conn, term).await?;
                assert!(
                    rows <= most,
                    "`{term}` in run {turn} after {statistics}: {rows}"
                );
            }
        }
    }
    Ok(())
}

/// Instead of the last step of a search: tells that it was reached.
const TRIPWIRE: &str = "
    CREATE OR REPLACE FUNCTION search_older_server_memories(
        wanted_server bigint, pattern text, wanted_type text, created_from timestamptz,
        older_than timestamptz, older_than_id bigint, row_count bigint
    ) RETURNS SETOF server_memories LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the trigram index was asked'; END $$";

/// A look-up of each trigram for each memory takes longer than to read a thousand of them.
#[tokio::test]
async fn a_small_server_is_read_without_the_trigram_index() -> Result<()> {
    let database = migrated().await;
    let conn = database.connect().await?;
    add_server(&conn, 1).await?;
    execute(&conn, TRIPWIRE).await?;
    let search = ServerSearch::new("absent");
    for (memories, is_read) in [(100, true), (1_099, true), (1, false)] {
        let fill = format!(
            "INSERT INTO server_memories (server_id, memory_content, created_at)
            SELECT server_id, md5(n::text), now() - interval '1 s' * n
            FROM servers, generate_series(1, {memories}) n"
        );
        execute(&conn, &fill).await?;
        let found = server::search(&conn, guild(1), &search, PageRequest::default()).await;
        assert_eq!(found.is_ok(), is_read, "{memories} more: {found:?}");
    }
    Ok(())
}
