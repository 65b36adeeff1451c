//! Moves money between accounts from many tasks at once, on a private PostgreSQL: each transfer is
//! one serializable transaction, which is repeated after a conflict with another. Then a caller
//! drops its query, and the next one gets a clean connection.
//!
//! ```sh
//! cargo run -p commonrail --example transfer
//! ```
#![allow(clippy::print_stdout, reason = "an example shows what it does")]
#![allow(missing_docs, reason = "of the table")]

use std::time::{Duration, Instant};

use anyhow::Result;
use commonrail::statements::{RunQueryDsl, update};
use commonrail::{Attempts, Error, Isolation, Pool, Settings};
use diesel::dsl::sum;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use glowplug_local::TestServer;
use tokio::time::timeout;

diesel::table! {
    accounts (id) {
        id -> Integer,
        balance -> Integer,
    }
}

const ACCOUNTS: i32 = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let server = TestServer::shared()?;
    let database = server.database()?;
    let builder = bb8::Pool::builder().max_size(4);
    let pool = Pool::new(builder, Settings::from_url(database.url())?).await?;
    create_accounts(&*pool.get().await?).await?;

    let transfers = (0..100).map(|n| tokio::spawn(transfer(pool.clone(), n)));
    let start = Instant::now();
    for transfer in transfers.collect::<Vec<_>>() {
        transfer.await??;
    }
    let total = total(&*pool.get().await?).await?;
    println!(
        "100 transfers in {:.0?}, {total} in all accounts",
        start.elapsed()
    );

    let conn = pool.get().await?;
    give_up(&conn).await;
    drop(conn);
    let start = Instant::now();
    while pool.state().idle < pool.state().connections {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    println!(
        "a dropped query was cancelled within {:.0?}",
        start.elapsed()
    );
    pool.close().await;
    Ok(())
}

async fn create_accounts(mut conn: &AsyncPgConnection) -> Result<()> {
    conn.batch_execute(&format!(
        "CREATE TABLE accounts (id int PRIMARY KEY, balance int NOT NULL);
         INSERT INTO accounts SELECT id, 100 FROM generate_series(1, {ACCOUNTS}) AS id"
    ))
    .await?;
    Ok(())
}

/// Starts a long query, and drops its future.
async fn give_up(mut conn: &AsyncPgConnection) {
    let sleeping = conn.batch_execute("SET work_mem = '1GB'; SELECT pg_sleep(60)");
    assert!(timeout(Duration::from_millis(50), sleeping).await.is_err());
}

/// Moves one from an account to the next.
async fn transfer(pool: Pool, n: i32) -> Result<(), Error> {
    let (from, to) = (n % ACCOUNTS + 1, (n + 1) % ACCOUNTS + 1);
    let attempts = Attempts {
        count: 100,
        isolation: Isolation::Serializable,
        ..Attempts::default()
    };
    pool.retry(attempts, async |conn| {
        add(conn, from, -1).await?;
        add(conn, to, 1).await
    })
    .await
}

/// Changes a balance; the statement stays prepared.
async fn add(mut conn: &AsyncPgConnection, id: i32, amount: i32) -> Result<(), Error> {
    update(accounts::table)
        .set(accounts::balance.eq(accounts::balance + amount))
        .filter(accounts::id.eq(id))
        .returning(accounts::balance)
        .get_result::<i32>(&mut conn)
        .await?;
    Ok(())
}

async fn total(mut conn: &AsyncPgConnection) -> Result<i64> {
    let sum: Option<i64> = accounts::table
        .select(sum(accounts::balance))
        .get_result(&mut conn)
        .await?;
    Ok(sum.unwrap_or_default())
}
