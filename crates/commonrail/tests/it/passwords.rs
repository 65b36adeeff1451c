//! The sources of the password.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::{Duration, Instant};

use commonrail::{Error, connect};

use crate::support::pool::{Settings, open, ping};
use crate::support::{Database, Server, server};

/// A server that asks for a password, its address without it, and the password.
async fn guarded() -> (Server, Database, String, String) {
    let server = server(glowplug_local::Settings::default()).await;
    let database = server.database();
    let url = server.tcp_url(&database);
    let (start, rest) = url.split_once('@').unwrap();
    let (scheme, password) = start.rsplit_once(':').unwrap();
    let url = format!("{scheme}@{rest}");
    let password = password.to_owned();
    (server, database, url, password)
}

#[tokio::test]
async fn a_password_file_is_read_for_each_connection() {
    let (server, _database, url, password) = guarded().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pass");
    let settings = Settings::from_url(&format!("{url}?passfile={}", file.display())).unwrap();
    let error = connect(&settings).await.err().unwrap();
    assert!(error.to_string().contains("asks for a password"), "{error}");
    let port = server.cluster().port();
    std::fs::write(&file, format!("127.0.0.1:{port}:*:postgres:{password}\n")).unwrap();
    permit(&file, 0o600);
    ping(&connect(&settings).await.unwrap()).await.unwrap();
    permit(&file, 0o644);
    assert!(connect(&settings).await.is_err(), "others may read it");
}

fn permit(file: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn a_password_is_fetched_for_each_connection() {
    let (_server, _database, url, password) = guarded().await;
    let mut settings = Settings::from_url(&url).unwrap();
    let fetched = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&fetched);
    settings.fetch_password(move || {
        counter.fetch_add(1, SeqCst);
        let password = password.clone();
        async move { Ok(password) }
    });
    let pool = open(settings).await.unwrap();
    let (one, two) = (pool.get().await.unwrap(), pool.get().await.unwrap());
    ping(&one).await.unwrap();
    ping(&two).await.unwrap();
    assert_eq!(fetched.load(SeqCst), 2);
}

#[tokio::test]
async fn a_password_that_cannot_be_fetched_is_what_the_caller_hears() {
    let (_server, _database, url, _) = guarded().await;
    let mut settings = Settings::from_url(&url).unwrap();
    settings.checkout_timeout = Duration::from_millis(400);
    settings.fetch_password(|| async {
        Err(Error::Unavailable {
            reason: "the token service is away".into(),
        })
    });
    let error = open(settings.clone()).await.unwrap_err();
    assert!(error.to_string().contains("token service"), "{error}");
    settings.fetch_password(std::future::pending);
    let start = Instant::now();
    let error = open(settings).await.unwrap_err();
    assert!(error.to_string().contains("timed out"), "{error}");
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}
