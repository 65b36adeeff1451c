//! Opening a session, and what goes wrong with it.

use diesel_async::{AsyncConnection, AsyncPgConnection};
use glowplug::dialect::postgres::{self, PostgresSession};
use glowplug::error::Class;
use glowplug::model::Address;
use glowplug::session::{Caching, Connection};

use super::support::{address, database, session, text};

async fn class(url: &str) -> Class {
    let opened = postgres::connect(&Address::parse(url).unwrap()).await;
    match opened {
        Ok(_) => panic!("{url} lets us in"),
        Err(error) => error.class,
    }
}

#[tokio::test]
async fn a_session_is_named_after_who_runs_it() {
    let database = database().await;
    let mut session = session(&database).await;
    let name = text(&mut *session, "SHOW application_name").await;
    assert!(
        name.starts_with("glowplug ") && name.contains('@'),
        "{name}"
    );
}

#[tokio::test]
async fn nobody_at_the_address_is_refused() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let url = format!("postgres://u@127.0.0.1:{port}/d");
    assert_eq!(class(&url).await, Class::Refused);
    assert_eq!(
        class("postgres://u@%2Fnowhere/d").await,
        Class::Refused,
        "no socket"
    );
}

#[tokio::test]
async fn a_host_that_is_not_known_is_told() {
    let url = "postgres://u@nowhere.invalid/d";
    assert_eq!(class(url).await, Class::UnknownHost);
}

#[tokio::test]
async fn a_missing_database_is_told() {
    let database = database().await;
    let url = database.url().replace(database.name(), "missing_database");
    assert_eq!(class(&url).await, Class::MissingDatabase);
}

#[tokio::test]
async fn a_server_says_tls_is_not_to_be_had_only_over_tcp() {
    let database = database().await;
    let mark = if database.url().contains('?') {
        '&'
    } else {
        '?'
    };
    let url = format!("{}{mark}sslmode=require", database.url());
    let address = Address::parse(&url).unwrap();
    assert!(postgres::connect(&address).await.is_ok(), "a Unix socket");
}

#[test]
fn a_session_works_on_both_runtimes() {
    let current = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let many = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    for runtime in [current.unwrap(), many.unwrap()] {
        runtime.block_on(async {
            let database = database().await;
            let mut session = postgres::connect(&address(&database)).await.unwrap();
            session
                .run("SELECT pg_sleep(0.1); CREATE TABLE a ()")
                .await
                .unwrap();
            assert_eq!(text(&mut *session, "SELECT 'a'").await, "a");
        });
    }
}

#[tokio::test]
async fn a_borrowed_connection_serves_as_well() {
    let database = database().await;
    let mut connection = AsyncPgConnection::establish(database.url()).await.unwrap();
    for number in 0..2_i64 {
        let mut session = PostgresSession::from_connection(&mut connection);
        let values = [number.into()];
        let answer = session.query("SELECT $1", &values, Caching::Once).await;
        assert_eq!(answer.unwrap().rows[0][0].as_integer(), Some(number));
    }
}

#[tokio::test]
async fn settings_in_the_url_are_what_a_refresh_returns_to() {
    let database = database().await;
    let mark = if database.url().contains('?') {
        '&'
    } else {
        '?'
    };
    let url = format!(
        "{}{mark}options=-c%20work_mem%3D3MB%20-c%20search_path%3Dpg_temp&application_name=ours",
        database.url()
    );
    let mut session = postgres::connect(&Address::parse(&url).unwrap())
        .await
        .unwrap();
    session
        .run("SET work_mem = '1MB'; SET search_path = public; SET application_name = 'x'")
        .await
        .unwrap();
    session
        .reset_session(&glowplug::session::Limits::default())
        .await
        .unwrap();
    assert_eq!(text(&mut *session, "SHOW work_mem").await, "3MB");
    assert_eq!(text(&mut *session, "SHOW search_path").await, "pg_temp");
    assert_eq!(text(&mut *session, "SHOW application_name").await, "ours");
}
