//! Opening sessions.

use std::net::TcpListener;

use glowplug::dialect;
use glowplug::error::{Class, Error, ServerError};
use glowplug::model::{Address, Database};

async fn refusal(url: &str) -> ServerError {
    match dialect::connect(&Address::parse(url).unwrap())
        .await
        .map(drop)
    {
        Err(Error::Connect { source, .. }) => *source,
        other => panic!("{url} gave {other:?}"),
    }
}

#[tokio::test]
async fn a_session_knows_its_server_and_database() {
    let database = database!();
    let mut session = database.session().await;
    assert_eq!(session.database(), Database::Mysql);
    assert!(!session.is_pooled().await.unwrap());
    let info = session.info().await.unwrap();
    assert_eq!(info.database, database.name);
    assert!(info.version.starts_with("MariaDB 1") || info.version.starts_with("MySQL 8"));
    assert!(info.user.is_some_and(|user| user.contains('@')));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_refused() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let error = refusal(&format!("mysql://root@127.0.0.1:{port}/x")).await;
    assert_eq!(error.class, Class::Refused, "{error:?}");
    let error = refusal("mysql://root@localhost/x?socket=/nowhere/at/all.sock").await;
    assert_eq!(error.class, Class::Refused, "{error:?}");
}

#[tokio::test]
async fn a_host_without_an_address_is_unknown() {
    let error = refusal("mysql://root@no-such-host.invalid/x").await;
    assert_eq!(error.class, Class::UnknownHost, "{error:?}");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up_after_ten_seconds() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let started = std::time::Instant::now();
    let error = refusal(&format!("mysql://root@127.0.0.1:{port}/x")).await;
    assert_eq!(error.class, Class::Refused, "{error:?}");
    let seconds = started.elapsed().as_secs();
    assert!((9..15).contains(&seconds), "{seconds} s");
}

#[tokio::test]
async fn a_missing_database_and_a_wrong_password_are_told_apart() {
    let database = database!();
    let address = database.address();
    let missing = address
        .expose()
        .replace(&database.name, "gp_no_such_database");
    let error = refusal(&missing).await;
    assert_eq!(error.class, Class::MissingDatabase, "{error:?}");
    assert_eq!(error.code.as_deref(), Some("42000 (1049)"));

    let mut url = url::Url::parse(address.expose()).unwrap();
    url.set_username("gp_no_such_user").unwrap();
    url.set_password(Some("secret")).unwrap();
    let error = refusal(url.as_str()).await;
    assert_eq!(error.class, Class::Authentication, "{error:?}");
    assert!(!format!("{error:?}").contains("secret"));
    assert!(error.code.unwrap().starts_with("28000"));
}

#[tokio::test]
async fn an_address_without_a_database_is_refused() {
    let database = database!();
    let address = database.address();
    let error = refusal(&address.expose().replace(&database.name, "")).await;
    assert_eq!(error.class, Class::MissingDatabase, "{error:?}");
}
