//! Every list, look-up and search is served by an index, on enough rows to make it matter.

use anyhow::{Context as _, Result};
use diesel_async::AsyncPgConnection;
use tomori_db::pool::{Settings, connect};

use crate::calls::{Run, World, calls};
use crate::harness::execute;
use crate::support::Proxy;
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
    let proxy = Proxy::start(&database).await;
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

/// The body of a search function with its parameters as values.
async fn search_plan(conn: &AsyncPgConnection, guild: &str, pattern: &str) -> Result<String> {
    let body = text(
        conn,
        "SELECT prosrc FROM pg_proc WHERE proname = 'search_server_memories'",
    )
    .await;
    let start = body
        .find("SELECT m.*")
        .context("the query of the function")?;
    let query = body[start..].trim_end().trim_end_matches("END").trim();
    let server = format!("SELECT server_id FROM servers WHERE discord_server_id = '{guild}'");
    let server = text(conn, &server).await;
    let query = query
        .replace("wanted_server", &server)
        .replace("pattern", &format!("'{pattern}'"))
        .replace("wanted_type", "NULL::text")
        .replace("created_from", "NULL::timestamptz")
        .replace("created_before", "NULL::timestamptz")
        .replace("after_created_at", "NULL::timestamptz")
        .replace("after_memory_id", "NULL::bigint")
        .replace("row_count", "21");
    execute(
        conn,
        "SET enable_seqscan = off; SET cpu_operator_cost = 0.05",
    )
    .await?;
    explain(conn, query.trim_end_matches(';')).await
}

#[tokio::test]
async fn a_search_is_planned_for_its_term_and_server() -> Result<()> {
    let database = migrated().await;
    let conn = database.connect().await?;
    World::new(&conn).await?;
    execute(&conn, MANY_ROWS).await?;
    let rare = search_plan(&conn, "1001", "%needle%").await?;
    assert!(
        rare.contains("server_memories_server_id_memory_content_idx"),
        "{rare}"
    );
    let common = search_plan(&conn, "1001", "%hay%").await?;
    assert!(
        common.contains("server_memories_server_id_created_at_idx"),
        "{common}"
    );
    let small = search_plan(&conn, "1002", "%hay%").await?;
    assert!(
        small.contains("server_memories_server_id_created_at_idx"),
        "{small}"
    );
    let settings = "SELECT count(*) FROM pg_proc WHERE proname LIKE 'search\\_%\\_memories'
        AND proconfig = '{plan_cache_mode=force_custom_plan,enable_seqscan=off,cpu_operator_cost=0.05}'";
    assert_eq!(
        text(&conn, settings).await,
        "2",
        "a generic plan would know neither"
    );
    Ok(())
}
