//! Transactions: false success, conflicts, lost responses.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use commonrail::{Attempts, Error, Isolation, Pool, transaction};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::support::pool::{Settings, open};
use crate::support::sql::{number, run};
use crate::support::{Database, database, proxy};

async fn with_table() -> (Database, Pool) {
    let database = database().await;
    let pool = open(database.settings()).await.unwrap();
    let conn = pool.get().await.unwrap();
    run(&conn, "CREATE TABLE a (b int UNIQUE)").await.unwrap();
    drop(conn);
    while pool.state().in_use > 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    (database, pool)
}

async fn rows(pool: &Pool) -> i64 {
    number(&pool.get().await.unwrap(), "SELECT count(*) FROM a").await
}

#[tokio::test]
async fn an_ignored_error_is_no_success() {
    let (_database, pool) = with_table().await;
    let done = pool.transaction::<_, Error, _>(async |conn| {
        run(conn, "INSERT INTO a VALUES (1)").await?;
        let _ = run(conn, "SELECT 1 / 0").await;
        Ok(())
    });
    assert!(matches!(done.await, Err(Error::TransactionAborted)));
    assert_eq!(rows(&pool).await, 0);
}

#[tokio::test]
async fn an_ignored_error_on_a_foreign_connection_is_no_success() {
    let (database, pool) = with_table().await;
    let url = database.url();
    let mut conn = AsyncPgConnection::establish(&url).await.unwrap();
    let done = transaction::<_, Error, _>(&mut conn, async |conn| {
        run(conn, "INSERT INTO a VALUES (1)").await?;
        let _ = run(conn, "SELECT 1 / 0").await;
        Ok(())
    });
    assert!(matches!(done.await, Err(Error::TransactionAborted)));
    transaction::<_, Error, _>(&mut conn, async |conn| {
        Ok(run(conn, "INSERT INTO a VALUES (1)").await?)
    })
    .await
    .unwrap();
    assert_eq!(rows(&pool).await, 1);
}

#[tokio::test]
async fn an_error_of_a_statement_that_was_given_up_is_no_success() {
    let (_database, pool) = with_table().await;
    let done = pool.transaction::<_, Error, _>(async |conn| {
        run(conn, "INSERT INTO a VALUES (1)").await?;
        let late = run(conn, "SELECT pg_sleep(0.2); SELECT 1 / 0");
        assert!(
            tokio::time::timeout(Duration::from_millis(20), late)
                .await
                .is_err()
        );
        Ok(())
    });
    assert!(matches!(done.await, Err(Error::TransactionAborted)));
    assert_eq!(rows(&pool).await, 0);
}

#[tokio::test]
async fn an_inner_transaction_rolls_back_alone() {
    let (_database, pool) = with_table().await;
    let outer = pool.transaction::<_, Error, _>(async |conn| {
        run(conn, "INSERT INTO a VALUES (1)").await?;
        let inner = transaction::<_, Error, _>(conn, async |conn| {
            run(conn, "INSERT INTO a VALUES (2)").await?;
            let _ = run(conn, "INSERT INTO a VALUES (2)").await;
            Ok(())
        });
        assert!(matches!(inner.await, Err(Error::TransactionAborted)));
        transaction::<_, Error, _>(conn, async |conn| {
            Ok(run(conn, "INSERT INTO a VALUES (3)").await?)
        })
        .await
    });
    outer.await.unwrap();
    assert_eq!(rows(&pool).await, 2);
}

#[tokio::test]
async fn the_error_of_the_work_comes_through() {
    let (_database, pool) = with_table().await;
    let done = pool.transaction::<_, Error, _>(async |conn| {
        run(conn, "INSERT INTO a VALUES (1)").await?;
        Ok(run(conn, "INSERT INTO a VALUES (1)").await?)
    });
    let error = done.await.unwrap_err();
    assert!(matches!(&error, Error::Conflict { constraint } if constraint == "a_b_key"));
    assert_eq!(pool.state().connections, 1, "the connection is kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn conflicts_are_repeated_until_all_are_through() {
    let (_database, pool) = with_table().await;
    run(&pool.get().await.unwrap(), "INSERT INTO a VALUES (0)")
        .await
        .unwrap();
    let attempts = Attempts {
        count: 50,
        isolation: Isolation::Serializable,
        ..Attempts::default()
    };
    let runs = Arc::new(AtomicU32::new(0));
    let tasks = (0..8).map(|_| {
        let (pool, runs) = (pool.clone(), Arc::clone(&runs));
        tokio::spawn(async move {
            for _ in 0..5 {
                let runs = &runs;
                let add = async |conn: &mut AsyncPgConnection| {
                    runs.fetch_add(1, SeqCst);
                    let now = number(conn, "SELECT b FROM a").await;
                    Ok(run(conn, &format!("UPDATE a SET b = {}", now + 1)).await?)
                };
                pool.retry::<_, Error, _>(attempts, add).await.unwrap();
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert_eq!(
        number(&pool.get().await.unwrap(), "SELECT b FROM a").await,
        40
    );
    assert!(runs.load(SeqCst) > 40, "there were conflicts");
}

#[tokio::test]
async fn attempts_end() {
    let (_database, pool) = with_table().await;
    let runs = &AtomicU32::new(0);
    let attempts = Attempts {
        count: 3,
        first_pause: Duration::from_millis(1),
        ..Attempts::default()
    };
    let raise = "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$";
    let done = pool.retry::<_, Error, _>(attempts, async |conn| {
        runs.fetch_add(1, SeqCst);
        Ok(run(conn, raise).await?)
    });
    assert!(matches!(done.await, Err(Error::Retry { .. })));
    assert_eq!(runs.load(SeqCst), 3);
}

#[tokio::test]
async fn a_lost_answer_to_commit_says_that_the_outcome_is_unknown() {
    let (database, pool) = with_table().await;
    let proxy = proxy(&database).await;
    let far = open(Settings::from_url(&proxy.url()).unwrap())
        .await
        .unwrap();
    proxy.drop_commit_answer();
    let done = far
        .transaction::<_, Error, _>(async |conn| Ok(run(conn, "INSERT INTO a VALUES (1)").await?));
    let error = done.await.unwrap_err();
    assert!(
        error.is_outcome_unknown() && !error.is_transient(),
        "{error:?}"
    );
    assert!(
        error.to_string().contains("unknown whether it took effect"),
        "{error}"
    );
    assert_eq!(rows(&pool).await, 1, "this time it did");
    assert_eq!(rows(&far).await, 1, "the pool goes on");
}
