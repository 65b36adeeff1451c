//! The server is restarted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};

use commonrail::{Error, Pool};
use tokio::time::{sleep, timeout};

use crate::support::pool::{Settings, open, ping};
use crate::support::sql::{number, run};
use crate::support::{Server, database, proxy, server};

/// A server whose data survive a crash, as on any production machine.
async fn durable() -> Server {
    let settings = glowplug_local::Settings::default().set("fsync", "on");
    let settings = settings.set("synchronous_commit", "on");
    server(settings.set("full_page_writes", "on")).await
}

async fn stop(server: &Server) {
    let server = server.clone();
    let stopped = tokio::task::spawn_blocking(move || server.cluster().stop_immediate()).await;
    stopped.unwrap().unwrap();
}

async fn start(server: &Server) {
    let server = server.clone();
    let started = tokio::task::spawn_blocking(move || server.cluster().start()).await;
    started.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pool_recovers_from_a_crash_of_the_server() {
    let server = durable().await;
    let database = server.database();
    let mut settings = database.settings();
    settings.max_size = 4;
    settings.checkout_timeout = Duration::from_millis(500);
    let pool = open(settings).await.unwrap();
    run(&pool.get().await.unwrap(), "CREATE TABLE a (b bigint)")
        .await
        .unwrap();
    let ends = Arc::new(AtomicBool::new(false));
    let task = |_| tokio::spawn(write(pool.clone(), Arc::clone(&ends)));
    let tasks: Vec<_> = (0..8).map(task).collect();
    sleep(Duration::from_millis(300)).await;
    stop(&server).await;
    sleep(Duration::from_millis(700)).await;
    let error = pool.get().await.unwrap_err();
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    start(&server).await;
    recover(&pool).await;
    sleep(Duration::from_millis(300)).await;
    ends.store(true, SeqCst);
    let mut all = Written::default();
    for task in tasks {
        let one = timeout(Duration::from_secs(10), task)
            .await
            .unwrap()
            .unwrap();
        all.rows += one.rows;
        all.failed += one.failed;
        all.unknown += one.unknown;
    }
    let conn = pool.get().await.unwrap();
    let stored = number(&conn, "SELECT count(*) FROM a").await;
    assert!(all.failed > 0 && all.rows > 0, "callers were told: {all:?}");
    assert!(
        (all.rows..=all.rows + all.unknown).contains(&stored),
        "{stored}: {all:?}"
    );
    drop(conn);
    assert_eq!(pool.state().in_use, 0);
}

async fn recover(pool: &Pool) {
    let start = Instant::now();
    while pool.get().await.is_err() {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "the pool does not recover"
        );
    }
}

/// The results that a writer received.
#[derive(Debug, Default)]
struct Written {
    rows: i64,
    failed: i64,
    /// Failed commits that may have taken effect.
    unknown: i64,
}

/// Writes rows until it is stopped.
async fn write(pool: Pool, ends: Arc<AtomicBool>) -> Written {
    let mut written = Written::default();
    while !ends.load(SeqCst) {
        let work = pool.transaction::<_, Error, _>(async |conn| {
            Ok(run(conn, "INSERT INTO a VALUES (1)").await?)
        });
        match timeout(Duration::from_secs(5), work)
            .await
            .expect("no call hangs")
        {
            Ok(()) => written.rows += 1,
            Err(error) => {
                written.failed += 1;
                written.unknown += i64::from(error.to_string().contains("unknown whether"));
            }
        }
    }
    written
}

#[tokio::test]
async fn a_pool_waits_for_a_server_that_starts() {
    let server = server(glowplug_local::Settings::default()).await;
    let database = server.database();
    stop(&server).await;
    let settings = database.settings();
    let opening = tokio::spawn(async move { open(settings).await });
    sleep(Duration::from_millis(200)).await;
    start(&server).await;
    opening.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_broken_network_shows_as_unavailable_and_heals() {
    let database = database().await;
    let proxy = proxy(&database).await;
    let mut settings = Settings::from_url(&proxy.url()).unwrap();
    settings.checkout_timeout = Duration::from_millis(300);
    let pool = open(settings).await.unwrap();
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
