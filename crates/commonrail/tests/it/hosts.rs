//! Several hosts: which one is used, and how long a silent one may take.

use std::time::{Duration, Instant};

use commonrail::{Error, connect};
use tokio::net::TcpListener;

use crate::support::pool::{Settings, open, ping};
use crate::support::server;

/// A port whose connections are accepted and never answered.
async fn silent() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

#[tokio::test]
async fn a_silent_first_host_leaves_time_for_the_second() {
    let server = server(glowplug_local::Settings::default()).await;
    let database = server.database();
    let (_listener, port) = silent().await;
    let url = server.tcp_url(&database);
    let url = url.replace("@127.0.0.1:", &format!("@127.0.0.1:{port},127.0.0.1:"));
    let start = Instant::now();
    let pool = open(Settings::from_url(&url).unwrap()).await.unwrap();
    ping(&pool.get().await.unwrap()).await.unwrap();
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn a_checkout_says_that_connecting_is_what_timed_out() {
    let (_one, first) = silent().await;
    let (_two, second) = silent().await;
    for mode in ["disable", "require"] {
        let url = format!("postgres://u@127.0.0.1:{first},127.0.0.1:{second}/d?sslmode={mode}");
        let mut settings = Settings::from_url(&url).unwrap();
        settings.checkout_timeout = Duration::from_millis(600);
        let start = Instant::now();
        let error = open(settings).await.unwrap_err();
        let took = start.elapsed();
        assert!(took < Duration::from_millis(900), "{took:?}");
        assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
        assert!(
            error
                .to_string()
                .contains("connecting to the server timed out"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn each_address_has_its_limit_without_a_pool() {
    let (_one, first) = silent().await;
    let (_two, second) = silent().await;
    let url = format!("postgres://u@127.0.0.1:{first},127.0.0.1:{second}/d");
    let mut settings = Settings::from_url(&url).unwrap();
    settings.connect_timeout = Duration::from_millis(200);
    let start = Instant::now();
    let error = connect(&settings).await.err().unwrap();
    let took = start.elapsed();
    assert!(
        took > Duration::from_millis(350) && took < Duration::from_millis(900),
        "{took:?}"
    );
    assert!(error.to_string().contains("timed out"), "{error}");
}

#[tokio::test]
async fn the_kind_of_server_is_the_one_that_was_asked_for() {
    let server = server(glowplug_local::Settings::default()).await;
    let database = server.database();
    let url = server.tcp_url(&database);
    for (wanted, fits) in [
        ("any", true),
        ("read-write", true),
        ("primary", true),
        ("prefer-standby", true),
        ("read-only", false),
        ("standby", false),
    ] {
        let url = format!("{url}?target_session_attrs={wanted}");
        match connect(&Settings::from_url(&url).unwrap()).await {
            Ok(_) => assert!(fits, "{wanted}"),
            Err(error) => assert!(
                !fits && error.to_string().contains("target_session_attrs"),
                "{wanted}: {error}"
            ),
        }
    }
}
