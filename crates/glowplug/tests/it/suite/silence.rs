//! Servers that fall silent in the middle: nothing waits for ever.

use std::path::Path;
use std::time::{Duration, Instant};

use glowplug::Runner;
use glowplug::apply::RunEvent;
use glowplug::error::{Class, Error};
use glowplug::model::{Address, Database};
use glowplug::plan::{DownTarget, UpTarget};
use glowplug::session::Limits;
use tempfile::TempDir;

use super::Bench;
use crate::silence::{Server, Silence};

/// How long a statement may take, and how long a run may take to notice that nobody answers.
const LIMIT: Duration = Duration::from_secs(1);
const NOTICED: Duration = Duration::from_secs(45);

/// The bench's server behind a proxy.
struct Quiet {
    bench: Bench,
    silence: Silence,
    address: Address,
    _folder: TempDir,
}

impl Quiet {
    async fn new(database: Database) -> Option<Self> {
        let bench = Bench::new(database).await?;
        let folder = TempDir::new().unwrap();
        let own = folder.path().join(".s.PGSQL.5432");
        let own_name = own.to_str().unwrap();
        let (server, address) = match database {
            Database::Postgres => behind_postgres(bench.address().expose(), folder.path()),
            _ => behind_mysql(bench.address().expose(), own_name),
        };
        let silence = Silence::default();
        silence.between(&own, server);
        Some(Self {
            bench,
            silence,
            address: Address::parse(&address).unwrap(),
            _folder: folder,
        })
    }

    /// A runner whose connection goes silent when a statement with this word is sent.
    async fn runner(&self, word: &'static str, everybody: bool) -> Runner {
        let silence = self.silence.clone();
        let limits = Limits {
            statement_timeout: Some(LIMIT),
            ..Limits::default()
        };
        Runner::connect(&self.address, self.bench.project.migrations())
            .await
            .unwrap()
            .limits(limits)
            .on_event(move |notice| match notice {
                RunEvent::StatementStarted { sql, .. } if sql.contains(word) => match everybody {
                    true => silence.begin(),
                    false => silence.begin_of_old(),
                },
                _ => {}
            })
    }
}

/// Where the server is, and the address of the socket in a folder of ours.
fn behind_postgres(address: &str, folder: &Path) -> (Server, String) {
    let (_, rest) = address.split_once('@').unwrap();
    let (host, rest) = rest.split_once(':').unwrap();
    let (port, name) = rest.split_once('/').unwrap();
    let socket = format!("{}/.s.PGSQL.{port}", host.replace("%2F", "/"));
    let host = folder.to_str().unwrap().replace('/', "%2F");
    let address = format!("postgres://postgres@{host}:5432/{name}");
    (Server::Socket(socket), address)
}

/// The same for a server that may be reached by TCP only.
fn behind_mysql(address: &str, own: &str) -> (Server, String) {
    let mut url = url::Url::parse(address).unwrap();
    let socket = url
        .query_pairs()
        .find(|(name, _)| name.ends_with("socket") && name != "prefer_socket");
    let server = match socket {
        Some((_, socket)) => Server::Socket(socket.into_owned()),
        None => Server::Tcp(
            url.host_str().unwrap().to_owned(),
            url.port().unwrap_or(3306),
        ),
    };
    url.set_host(Some("localhost")).unwrap();
    url.set_port(None).unwrap();
    url.query_pairs_mut().clear().append_pair("socket", own);
    (server, url.to_string())
}

async fn in_time<T>(work: impl Future<Output = T>) -> T {
    let since = Instant::now();
    let ended = tokio::time::timeout(NOTICED, work).await;
    ended.unwrap_or_else(|_| panic!("still waiting after {:?}", since.elapsed()))
}

fn lost<T: std::fmt::Debug>(outcome: glowplug::Result<T>) {
    let class = match &outcome {
        Err(Error::Migration(failure)) => failure.error.class,
        Err(Error::Server { source, .. } | Error::OutcomeUnknown(source)) => source.class,
        _ => panic!("{outcome:?}"),
    };
    assert_eq!(class, Class::ConnectionLost, "{outcome:?}");
}

/// Both kinds of silence, in the middle of a statement.
async fn a_statement(database: Database) {
    for everybody in [true, false] {
        let Some(quiet) = Quiet::new(database).await else {
            return;
        };
        quiet.bench.project.table("001_one", "one");
        let mut runner = quiet.runner("CREATE TABLE one", everybody).await;
        let outcome = in_time(runner.up(&UpTarget::Latest)).await;
        lost(outcome);
        // What comes after it does not wait again.
        let since = Instant::now();
        lost(runner.status().await);
        lost(runner.down(&DownTarget::All).await);
        assert!(since.elapsed() < LIMIT);
    }
}

#[tokio::test]
async fn a_server_that_falls_silent_in_a_statement_is_given_up_on_postgresql() {
    a_statement(Database::Postgres).await;
}

#[tokio::test]
async fn a_server_that_falls_silent_in_a_statement_is_given_up_on_mysql() {
    a_statement(Database::Mysql).await;
}

/// How the bytes of a commit end; `READ COMMITTED` is none.
const fn commit(database: Database) -> &'static str {
    match database {
        Database::Postgres => "COMMIT\0",
        Database::Sqlite | Database::Mysql => "COMMIT",
    }
}

/// The server commits, and its answer is lost; others are still answered.
async fn a_commit(database: Database) {
    let Some(quiet) = Quiet::new(database).await else {
        return;
    };
    quiet.bench.project.table("001_one", "one");
    let mut runner = quiet.runner("nothing", false).await;
    quiet.silence.begin_after(commit(database));
    let report = in_time(runner.up(&UpTarget::Latest)).await.unwrap();
    assert_eq!(report.done.len(), 1);
    assert_eq!(quiet.bench.status().await, ["001_one 1"]);
    // The session that is silent holds nothing any more.
    quiet
        .bench
        .runner()
        .await
        .down(&DownTarget::All)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_asked_about_on_postgresql() {
    a_commit(Database::Postgres).await;
}

#[tokio::test]
async fn a_commit_whose_answer_is_lost_is_asked_about_on_mysql() {
    a_commit(Database::Mysql).await;
}

#[tokio::test]
async fn a_commit_into_silence_leaves_the_outcome_open() {
    let quiet = Quiet::new(Database::Postgres).await.unwrap();
    quiet.bench.project.table("001_one", "one");
    let mut runner = quiet.runner("nothing", false).await;
    quiet.silence.begin_after(commit(Database::Postgres));
    let silence = quiet.silence.clone();
    let (outcome, ()) = tokio::join!(in_time(runner.up(&UpTarget::Latest)), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        silence.begin();
    });
    assert!(
        matches!(outcome, Err(Error::OutcomeUnknown(_))),
        "{outcome:?}"
    );
}

/// Before anything is run: while the schema is read.
async fn a_look(database: Database) {
    let Some(quiet) = Quiet::new(database).await else {
        return;
    };
    quiet.bench.project.table("001_one", "one");
    let mut runner = quiet.runner("nothing", true).await;
    quiet.silence.begin();
    lost(in_time(runner.up(&UpTarget::Latest)).await);
    let schema = runner.session().schema().await;
    assert_eq!(schema.unwrap_err().class, Class::ConnectionLost);
}

#[tokio::test]
async fn a_server_that_is_silent_when_it_is_asked_is_given_up_on_postgresql() {
    a_look(Database::Postgres).await;
}

#[tokio::test]
async fn a_server_that_is_silent_when_it_is_asked_is_given_up_on_mysql() {
    a_look(Database::Mysql).await;
}

/// A proxy that accepts connections and says nothing.
async fn connecting(database: Database) {
    let Some(quiet) = Quiet::new(database).await else {
        return;
    };
    quiet.silence.begin();
    let migrations = quiet.bench.project.migrations();
    let outcome = in_time(Runner::connect(&quiet.address, migrations)).await;
    assert!(matches!(outcome.err(), Some(Error::Connect { .. })));
}

#[tokio::test]
async fn a_server_that_does_not_answer_a_connection_is_given_up_on_postgresql() {
    connecting(Database::Postgres).await;
}

#[tokio::test]
async fn a_server_that_does_not_answer_a_connection_is_given_up_on_mysql() {
    connecting(Database::Mysql).await;
}

/// A server that works is waited for, whatever the limit here says: it has its own.
#[tokio::test]
async fn a_server_at_work_is_not_given_up() {
    let quiet = Quiet::new(Database::Postgres).await.unwrap();
    quiet.bench.project.migration(
        "001_slow",
        "SET statement_timeout = 0; SELECT pg_sleep(8);",
        "SELECT 1;",
    );
    let mut runner = quiet.runner("nothing", false).await;
    let report = runner.up(&UpTarget::Latest).await.unwrap();
    assert_eq!(report.done.len(), 1);
}
