//! Checking out connections and returning them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::{Duration, Instant};

use commonrail::Error;

use crate::support::pool::{Settings, open, ping};
use crate::support::sql::{number, run};
use crate::support::{database, proxy};

#[tokio::test]
async fn a_checkout_costs_no_round_trip() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let pool = open(Settings::from_url(&proxy.url()).unwrap())
        .await
        .unwrap();
    proxy.reset();
    for _ in 0..100 {
        drop(pool.get().await.unwrap());
    }
    assert_eq!(proxy.counters().bytes_sent, 0);
    let conn = pool.get().await.unwrap();
    ping(&conn).await.unwrap();
    assert_eq!(pool.state().connections, 1);
}

#[tokio::test]
async fn queries_that_finished_leave_nothing_to_tidy() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let pool = open(Settings::from_url(&proxy.url()).unwrap())
        .await
        .unwrap();
    for expected in [2, 1, 1] {
        proxy.reset();
        let conn = pool.get().await.unwrap();
        let two = number(&conn, "2").await;
        assert_eq!(two, 2);
        drop(conn);
        tokio::time::sleep(Duration::from_millis(5)).await;
        let counters = proxy.counters();
        assert_eq!(pool.state().idle, 1);
        assert!(counters.round_trips <= 2, "{expected}: {counters:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_overtakes_and_nobody_starves() {
    let database = database().await;
    let mut settings = database.settings();
    settings.max_size = 4;
    settings.checkout_timeout = Duration::from_secs(30);
    let pool = open(settings).await.unwrap();
    let longest = Arc::new(AtomicU32::new(0));
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let (pool, longest) = (pool.clone(), Arc::clone(&longest));
            tokio::spawn(async move {
                for _ in 0..10 {
                    let start = Instant::now();
                    let conn = pool.get().await.unwrap();
                    longest.fetch_max(start.elapsed().as_millis() as u32, SeqCst);
                    run(&conn, "SELECT pg_sleep(0.001)").await.unwrap();
                }
            })
        })
        .collect();
    let start = Instant::now();
    for task in tasks {
        task.await.unwrap();
    }
    let (whole, longest) = (start.elapsed().as_millis() as u32, longest.load(SeqCst));
    assert!(longest < whole / 2, "waited {longest} of {whole} ms");
    assert_eq!(pool.state().in_use, 0);
}

#[tokio::test]
async fn callers_are_served_in_their_order() {
    let database = database().await;
    let mut settings = database.settings();
    settings.max_size = 1;
    let pool = open(settings).await.unwrap();
    let held = pool.get().await.unwrap();
    let order = Arc::new(std::sync::Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for index in 0..20 {
        let (pool, order) = (pool.clone(), Arc::clone(&order));
        tasks.push(tokio::spawn(async move {
            let conn = pool.get().await.unwrap();
            order.lock().unwrap().push(index);
            run(&conn, "SELECT 1").await.unwrap();
        }));
        tokio::task::yield_now().await;
    }
    assert_eq!(pool.state().waiting, 20);
    drop(held);
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(*order.lock().unwrap(), (0..20).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_full_pool_says_that_the_checkout_timed_out() {
    let database = database().await;
    let mut settings = database.settings();
    settings.max_size = 1;
    settings.checkout_timeout = Duration::from_millis(100);
    let pool = open(settings).await.unwrap();
    let _held = pool.get().await.unwrap();
    let error = pool.get().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Timeout {
                what: "pool checkout",
                state: None
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn idle_connections_that_were_cut_are_replaced_at_once() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let pool = open(Settings::from_url(&proxy.url()).unwrap())
        .await
        .unwrap();
    let (one, two) = (pool.get().await.unwrap(), pool.get().await.unwrap());
    drop((one, two));
    proxy.cut();
    tokio::time::sleep(Duration::from_millis(20)).await;
    let start = Instant::now();
    ping(&pool.get().await.unwrap()).await.unwrap();
    assert!(
        start.elapsed() < Duration::from_millis(45),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(pool.state().connections, 1);
}

#[tokio::test]
async fn a_closed_pool_ends_its_connections() {
    let database = database().await;
    let pool = open(database.settings()).await.unwrap();
    let held = pool.get().await.unwrap();
    let closing = tokio::spawn({
        let pool = pool.clone();
        async move { pool.close().await }
    });
    tokio::task::yield_now().await;
    assert!(matches!(pool.get().await, Err(Error::Unavailable { .. })));
    drop(held);
    closing.await.unwrap();
    assert_eq!(pool.state().connections, 0);
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
        let pool = open(settings).await.unwrap();
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

/// A measurement, not a promise: run it alone and with `--release`.
#[tokio::test]
#[ignore = "measures; run with --release --ignored"]
async fn a_checkout_takes_half_a_microsecond() {
    let database = database().await;
    let pool = open(database.settings()).await.unwrap();
    let mut best = Duration::MAX;
    for _ in 0..200 {
        let start = Instant::now();
        for _ in 0..1_000 {
            drop(pool.get().await.unwrap());
        }
        best = best.min(start.elapsed() / 1_000);
        tokio::task::yield_now().await;
    }
    assert!(best < Duration::from_nanos(600), "{best:?}");
    let conn = pool.get().await.unwrap();
    let start = Instant::now();
    for _ in 0..10_000 {
        ping(&conn).await.unwrap();
    }
    eprintln!("checkout {best:?}, ping {:?}", start.elapsed() / 10_000);
}
