//! Statements that were prepared for a schema or a session that is no longer so.

use anyhow::Result;
use diesel_async::AsyncPgConnection;
use tomori_db::memories::{NewMemory, PersonalSearch, personal};
use tomori_db::page::PageRequest;
use tomori_db::pool::{Attempts, Pool, Reset, Settings, connect};
use tomori_db::{servers, users};

use crate::harness::{add_server, add_user, guild, user};
use crate::support::server::migrated;
use crate::support::sql::{number, run};
use crate::support::{Database, proxy};

const LONGER: &str = "ALTER TABLE users ALTER COLUMN discord_user_id TYPE varchar(30)";
const TEXT: &str = "ALTER TABLE users ALTER COLUMN discord_user_id TYPE text";

async fn pool_of_one() -> Result<(Database, AsyncPgConnection, Pool)> {
    let database = migrated().await;
    let mut settings = database.settings();
    settings.max_size = 1;
    let admin = database.connect().await?;
    add_user(&admin, 1).await?;
    add_server(&admin, 1).await?;
    Ok((database, admin, Pool::new(settings).await?))
}

#[tokio::test]
async fn a_statement_whose_plan_no_longer_fits_is_prepared_again() -> Result<()> {
    let (database, admin, pool) = pool_of_one().await?;
    let alone = connect(&database.settings()).await?;
    let process = {
        let conn = pool.get().await?;
        users::get(&conn, user(1)).await?;
        number(&conn, "pg_backend_pid()").await
    };
    users::get(&alone, user(1)).await?;
    for change in [LONGER, TEXT, LONGER] {
        run(&admin, change).await?;
        let conn = pool.get().await?;
        for _ in 0..2 {
            users::get(&conn, user(1)).await?;
            users::get(&alone, user(1)).await?;
        }
        assert_eq!(
            number(&conn, "pg_backend_pid()").await,
            process,
            "the session is kept"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_reset_of_a_returned_connection_keeps_what_was_prepared() -> Result<()> {
    let database = migrated().await;
    let proxy = proxy(&database).await;
    let mut settings = Settings::from_url(&proxy.url())?;
    settings.max_size = 1;
    settings.reset = Reset::Always;
    let pool = Pool::new(settings).await?;
    let find = async || users::find(&*pool.get().await?, user(1)).await;
    find().await?;
    find().await?;
    proxy.reset();
    for _ in 0..3 {
        find().await?;
    }
    let counters = proxy.counters();
    assert!(counters.round_trips >= 3, "{counters:?}");
    assert_eq!(counters.parses, 0, "nothing was prepared again");
    Ok(())
}

#[tokio::test]
async fn in_a_transaction_it_is_the_whole_that_must_be_run_again() -> Result<()> {
    let (_database, admin, pool) = pool_of_one().await?;
    users::get(&*pool.get().await?, user(1)).await?;
    run(&admin, LONGER).await?;
    let done = pool.transaction(async |conn| users::get(conn, user(1)).await);
    let error = done.await.unwrap_err();
    assert!(error.is_retryable() && error.is_transient(), "{error:?}");
    let get = async |conn: &mut AsyncPgConnection| users::get(conn, user(1)).await;
    pool.transaction(get).await?;
    run(&admin, TEXT).await?;
    pool.retry(Attempts::default(), get).await?;
    Ok(())
}

#[tokio::test]
async fn statements_that_travel_together_are_told_and_right_again() -> Result<()> {
    let (_database, admin, pool) = pool_of_one().await?;
    let conn = pool.get().await?;
    let both = async || tokio::join!(users::get(&conn, user(1)), servers::get(&conn, guild(1)));
    let (one, two) = both().await;
    one?;
    two?;
    run(&admin, LONGER).await?;
    let (one, two) = both().await;
    assert!(one.is_err_and(|error| error.is_transient()));
    two?;
    let (one, two) = both().await;
    one?;
    two?;
    Ok(())
}

#[tokio::test]
async fn what_one_borrower_makes_the_server_forget_the_next_one_has() -> Result<()> {
    let (_database, _admin, pool) = pool_of_one().await?;
    for forget in [
        "DISCARD ALL",
        "DEALLOCATE ALL",
        "SELECT 1; DEALLOCATE ALL",
        "DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$",
    ] {
        {
            let conn = pool.get().await?;
            users::get(&conn, user(1)).await?;
            run(&conn, forget).await?;
            users::get(&conn, user(1)).await?;
            run(&conn, forget).await?;
        }
        for _ in 0..2 {
            users::get(&*pool.get().await?, user(1)).await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_error_of_the_statement_itself_is_told_once() -> Result<()> {
    let (_database, admin, pool) = pool_of_one().await?;
    let conn = pool.get().await?;
    users::get(&conn, user(1)).await?;
    run(
        &admin,
        "ALTER TABLE users RENAME COLUMN discord_user_id TO other",
    )
    .await?;
    let error = users::get(&conn, user(1)).await.unwrap_err();
    assert_eq!(error.sqlstate().unwrap().code(), "42703", "{error:?}");
    run(
        &admin,
        "ALTER TABLE users RENAME COLUMN other TO discord_user_id",
    )
    .await?;
    users::get(&conn, user(1)).await?;
    Ok(())
}

#[tokio::test]
async fn a_search_heals_like_any_other_call() -> Result<()> {
    let (_database, admin, pool) = pool_of_one().await?;
    let search = async || {
        let conn = pool.get().await?;
        let search = PersonalSearch::new("tea");
        personal::search(&conn, guild(1), &search, PageRequest::first(10)?).await
    };
    personal::insert(&admin, user(1), guild(1), &NewMemory::general("tea")?).await?;
    assert_eq!(search().await?.items.len(), 1);
    for change in [
        "ALTER COLUMN memory_content TYPE varchar(3000)",
        "ADD COLUMN extra int",
        "DROP COLUMN extra",
        "ALTER COLUMN memory_content TYPE text",
    ] {
        run(&admin, &format!("ALTER TABLE personal_memories {change}")).await?;
        for _ in 0..2 {
            assert_eq!(search().await?.items.len(), 1, "{change}");
        }
    }
    Ok(())
}
