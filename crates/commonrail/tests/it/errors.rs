//! Errors arrive with their code, and without values.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use commonrail::{Error, connect};
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;

use crate::support::pool::{Settings, open};
use crate::support::server::free_port;
use crate::support::sql::{number, run};
use crate::support::{database, proxy, server};

async fn code_of(sql: &str) -> (Error, String) {
    let database = database().await;
    let conn = connect(&database.settings()).await.unwrap();
    let error = Error::from(run(&conn, sql).await.unwrap_err());
    let code = error
        .sqlstate()
        .map(|state| state.to_string())
        .unwrap_or_default();
    (error, code)
}

#[tokio::test]
async fn faults_of_a_statement_have_their_code() {
    for (sql, code) in [
        ("SELECT 1 / 0", "22012"),
        ("SELECT * FROM nowhere", "42P01"),
        ("SELEC", "42601"),
        (
            "DO $$ BEGIN RAISE EXCEPTION 'tödlich' USING ERRCODE = 'XX123', HINT = 'h', DETAIL = 'd'; END $$",
            "XX123",
        ),
    ] {
        let (error, found) = code_of(sql).await;
        assert_eq!(found, code, "{error:?}");
        assert!(matches!(error, Error::Database { .. }));
    }
}

#[tokio::test]
async fn time_limits_of_the_server_say_which() {
    let (error, code) = code_of("SET statement_timeout = 20; SELECT pg_sleep(5)").await;
    assert!(
        matches!(
            error,
            Error::Timeout {
                what: "statement",
                ..
            }
        ) && code == "57014"
    );
    let database = database().await;
    let pool = open(database.settings()).await.unwrap();
    let (one, two) = (pool.get().await.unwrap(), pool.get().await.unwrap());
    run(&one, "CREATE TABLE a (b int)").await.unwrap();
    run(&one, "BEGIN; LOCK TABLE a").await.unwrap();
    let error = run(&two, "SET lock_timeout = 20; SELECT * FROM a")
        .await
        .unwrap_err();
    let error = Error::from(error);
    assert!(
        matches!(error, Error::Timeout { what: "lock", .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_deadlock_asks_for_another_run() {
    let database = database().await;
    let pool = open(database.settings()).await.unwrap();
    let (one, two) = (pool.get().await.unwrap(), pool.get().await.unwrap());
    run(&one, "CREATE TABLE a (b int); CREATE TABLE c (d int)")
        .await
        .unwrap();
    run(&one, "SET deadlock_timeout = 10; BEGIN; LOCK TABLE a")
        .await
        .unwrap();
    run(&two, "SET deadlock_timeout = 10; BEGIN; LOCK TABLE c")
        .await
        .unwrap();
    let (left, right) = tokio::join!(run(&one, "LOCK TABLE c"), async {
        let done = run(&two, "LOCK TABLE a").await;
        run(&two, "ROLLBACK").await.unwrap();
        done
    });
    let error = Error::from(left.and(right).unwrap_err());
    assert!(
        error.is_retryable() && error.sqlstate().unwrap().code() == "40P01",
        "{error:?}"
    );
}

#[tokio::test]
async fn a_session_ended_by_an_administrator_is_unavailable() {
    let database = database().await;
    let pool = open(database.settings()).await.unwrap();
    let (one, two) = (pool.get().await.unwrap(), pool.get().await.unwrap());
    let process = number(&one, "pg_backend_pid()").await;
    let end = format!("SELECT pg_terminate_backend({process})");
    let (ended, _) = tokio::join!(run(&one, "SELECT pg_sleep(5)"), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        run(&two, &end).await.unwrap();
    });
    let error = Error::from(ended.unwrap_err());
    assert!(
        matches!(&error, Error::Unavailable { reason } if reason.contains("57P01")),
        "{error:?}"
    );
    let error = Error::from(run(&one, "SELECT 1").await.unwrap_err());
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    drop((one, two));
    assert_eq!(number(&pool.get().await.unwrap(), "1").await, 1);
}

async fn refusal(url: &str) -> Error {
    let mut settings = Settings::from_url(url).unwrap();
    settings.checkout_timeout = Duration::from_millis(1_500);
    settings.connect_timeout = Duration::from_secs(2);
    let start = std::time::Instant::now();
    let error = open(settings).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(10), "{error}");
    assert!(!format!("{error} {error:?}").contains("hush"), "{error:?}");
    error
}

#[tokio::test]
async fn each_refusal_has_its_own_words() {
    let server = server(glowplug_local::Settings::default().set("max_connections", "5")).await;
    let database = server.database();
    let good = server.tcp_url(&database);
    let port = server.cluster().port();
    let bad = format!(
        "postgres://postgres:hush@127.0.0.1:{port}/{}",
        database.name
    );
    let missing = good.replace(&format!("/{}", database.name), "/nowhere");
    let gone = format!("postgres://u:hush@127.0.0.1:{}/d", free_port());
    for (url, words) in [
        (bad.as_str(), "refused the password (28P01)"),
        (&missing, "does not exist (3D000)"),
        (&gone, "connection refused"),
        ("postgres://u:hush@host.invalid/d", "host name is unknown"),
        (
            "postgres://u:hush@%2Fno%2Fsuch%2Ffolder/d",
            "no server listens",
        ),
    ] {
        let error = refusal(url).await;
        assert!(error.to_string().contains(words), "{error}");
    }
    let mut kept = Vec::new();
    let error = loop {
        match connect(&Settings::from_url(&good).unwrap()).await {
            Ok(conn) => kept.push(conn),
            Err(error) => break error,
        }
    };
    assert!(
        error.to_string().contains("too many connections (53300)"),
        "{error}"
    );
}

#[tokio::test]
async fn an_option_the_server_does_not_know_is_refused_at_once() {
    let database = database().await;
    let url = format!("{}?options=-c%20nonsense%3D1", database.url());
    let error = open(Settings::from_url(&url).unwrap()).await.unwrap_err();
    assert!(matches!(&error, Error::Configuration(words) if words.contains("start-up option")));
}

#[tokio::test]
async fn an_address_that_never_answers_times_out() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut settings = Settings::from_url(&format!("postgres://u@127.0.0.1:{port}/d")).unwrap();
    settings.connect_timeout = Duration::from_millis(100);
    let error = connect(&settings).await.err().unwrap();
    assert!(error.to_string().contains("timed out"), "{error}");
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Set for the process that looks at its own log: other tests' threads would blur it.
const ALONE: &str = "TOMORI_ALONE";

#[tokio::test]
async fn values_and_passwords_are_shown_nowhere() {
    if std::env::var(ALONE).is_err() {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        child.args([
            "--exact",
            "pool::errors::values_and_passwords_are_shown_nowhere",
        ]);
        let output = child.env(ALONE, "1").output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
        return;
    }
    let database = database().await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let proxy = proxy(&database).await;
    let url = proxy.url().replace("postgres@", "postgres:hush-word@");
    let settings = Settings::from_url(&url).unwrap();
    let pool = open(settings.clone()).await.unwrap();
    let conn = pool.get().await.unwrap();
    let failed = diesel::sql_query("SELECT $1::int AS shown_text")
        .bind::<Text, _>("hush-value")
        .execute(&mut &*conn)
        .await;
    let error = Error::from(failed.unwrap_err());
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("shown_text") && log.contains("commonrail::sql"),
        "{log}"
    );
    let all = format!(
        "{log} {settings:?} {pool:?} {conn:?} {:?}",
        error.to_string()
    );
    assert!(!all.contains("hush"), "{all}");
}
