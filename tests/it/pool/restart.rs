//! The server goes away and comes back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::SeqCst};
use std::time::{Duration, Instant};

use tokio::time::{sleep, timeout};
use tomori_db::Error;
use tomori_db::pool::{Pool, Settings, ping};

use crate::support::sql::{number, run};
use crate::support::{Proxy, database, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pool_recovers_from_a_crash_of_the_server() {
    let settings = glowplug_local::Settings::default().set("fsync", "on");
    let server = server(
        settings
            .set("synchronous_commit", "on")
            .set("full_page_writes", "on"),
    )
    .await;
    let database = server.database();
    let mut settings = database.settings();
    settings.max_size = 4;
    settings.checkout_timeout = Duration::from_millis(500);
    let pool = Pool::new(settings).await.unwrap();
    run(&pool.get().await.unwrap(), "CREATE TABLE a (b bigint)")
        .await
        .unwrap();
    let (ends, written) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicI64::new(0)),
    );
    let tasks: Vec<_> = (0..8)
        .map(|_| tokio::spawn(write(pool.clone(), Arc::clone(&ends), Arc::clone(&written))))
        .collect();
    sleep(Duration::from_millis(300)).await;
    let stopped = server.clone();
    tokio::task::spawn_blocking(move || stopped.cluster().stop_immediate())
        .await
        .unwrap()
        .unwrap();
    sleep(Duration::from_millis(700)).await;
    let error = pool.get().await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    let started = server.clone();
    tokio::task::spawn_blocking(move || started.cluster().start())
        .await
        .unwrap()
        .unwrap();
    let start = Instant::now();
    while pool.get().await.is_err() {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "the pool does not recover"
        );
    }
    sleep(Duration::from_millis(300)).await;
    ends.store(true, SeqCst);
    let (mut failed, mut unknown) = (0, 0);
    for task in tasks {
        let (more, lost) = timeout(Duration::from_secs(10), task)
            .await
            .unwrap()
            .unwrap();
        (failed, unknown) = (failed + more, unknown + lost);
    }
    assert!(failed > 0, "callers were told");
    let conn = pool.get().await.unwrap();
    ping(&conn).await.unwrap();
    let (stored, written) = (
        number(&conn, "SELECT count(*) FROM a").await,
        written.load(SeqCst),
    );
    assert!(
        (written..=written + unknown).contains(&stored),
        "{stored} of {written}+{unknown}"
    );
    drop(conn);
    assert_eq!(pool.state().in_use, 0);
}

/// Writes rows until told to end; counts errors, and commits whose outcome is unknown.
async fn write(pool: Pool, ends: Arc<AtomicBool>, written: Arc<AtomicI64>) -> (i64, i64) {
    let (mut failed, mut unknown) = (0, 0);
    while !ends.load(SeqCst) {
        let work = pool.transaction(async |conn| Ok(run(conn, "INSERT INTO a VALUES (1)").await?));
        match timeout(Duration::from_secs(5), work)
            .await
            .expect("no call hangs")
        {
            Ok(()) => drop(written.fetch_add(1, SeqCst)),
            Err(error) => {
                failed += 1;
                unknown += i64::from(error.to_string().contains("unknown whether"));
            }
        }
    }
    (failed, unknown)
}

#[tokio::test]
async fn a_pool_waits_for_a_server_that_starts() {
    let server = server(glowplug_local::Settings::default()).await;
    let database = server.database();
    server.cluster().stop_immediate().unwrap();
    let settings = database.settings();
    let opening = tokio::spawn(async move { Pool::new(settings).await });
    sleep(Duration::from_millis(200)).await;
    let started = server.clone();
    tokio::task::spawn_blocking(move || started.cluster().start())
        .await
        .unwrap()
        .unwrap();
    opening.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_broken_network_shows_as_unavailable_and_heals() {
    let database = database().await;
    let proxy = Proxy::start(&database).await;
    let mut settings = Settings::from_url(&proxy.url()).unwrap();
    settings.checkout_timeout = Duration::from_millis(300);
    let pool = Pool::new(settings).await.unwrap();
    let conn = pool.get().await.unwrap();
    proxy.delay(Duration::from_millis(100));
    let cut = async {
        sleep(Duration::from_millis(30)).await;
        proxy.refuse(true);
        proxy.cut();
    };
    let (error, ()) = tokio::join!(ping(&conn), cut);
    assert!(matches!(error, Err(Error::Unavailable { .. })), "{error:?}");
    drop(conn);
    let error = pool.get().await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    proxy.refuse(false);
    proxy.delay(Duration::ZERO);
    ping(&pool.get().await.unwrap()).await.unwrap();
    assert!(proxy.port() > 0);
}
