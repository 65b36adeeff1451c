//! Small migrations that are sent one behind the other.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use glowplug::Runner;
use glowplug::apply::{Report, RunEvent};
use glowplug::error::{Class, Error};
use glowplug::model::{Action, Address, Outcome};
use glowplug::plan::UpTarget;
use glowplug::session::{Limits, Message, Request, Session, Transaction, TransactionKind};
use glowplug::sql::Facts;
use glowplug_local::TestDatabase;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::time::{sleep, timeout};

use super::support::{address, both, database, number, session, text};
use crate::support::project::Project;

/// What a run told, in order.
type Told = Arc<Mutex<Vec<String>>>;

/// Tables `t001` and so on.
fn tables(count: usize) -> Project {
    let project = Project::new();
    for number in 1..=count {
        project.table(&format!("{number:03}_t"), &format!("t{number:03}"));
    }
    project
}

async fn up(address: &Address, project: &Project) -> (glowplug::Result<Report>, Vec<String>) {
    let told = Told::default();
    let listener = told.clone();
    let limits = Limits {
        lock_timeout: Some(Duration::from_millis(200)),
        ..Limits::default()
    };
    let mut runner = Runner::connect(address, project.migrations())
        .await
        .unwrap()
        .limits(limits)
        .on_event(move |notice| listener.lock().unwrap().extend(line(&notice)));
    let report = runner.up(&UpTarget::Latest).await;
    let told = told.lock().unwrap().clone();
    (report, told)
}

fn line(notice: &RunEvent<'_>) -> Option<String> {
    Some(match notice {
        RunEvent::MigrationStarted { name, number, .. } => format!("{number} {name}"),
        RunEvent::StatementStarted { number, of, sql } => {
            let words: Vec<&str> = sql.split_whitespace().take(3).collect();
            format!("{number}/{of} {}", words.join(" "))
        }
        RunEvent::MigrationFinished { name, .. } => format!("done {name}"),
        RunEvent::Retrying { name, .. } => format!("again {name}"),
        _ => return None,
    })
}

async fn count(database: &TestDatabase, sql: &str) -> i64 {
    number(&mut *session(database).await, sql).await
}

const TABLES: &str = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'
    AND tablename NOT LIKE '\\_\\_%'";

#[tokio::test]
async fn a_failure_in_the_middle_names_its_statement_and_leaves_nothing() {
    let database = database().await;
    let project = tables(30);
    let after = "COMMENT ON TABLE t017 IS 'ä';\n\nCOMMENT ON TABLE t017 IS 'ö';\n  \
                 COMMENT ON TABLE nowhere IS '';\nDROP TABLE t017;\n";
    project.file("017_t", "after.sql", after);
    let (report, told) = up(&address(&database), &project).await;
    let Err(Error::Migration(failure)) = report else {
        panic!("{report:?}");
    };
    assert_eq!(failure.migration, "017_t");
    assert_eq!(failure.error.class, Class::Missing);
    assert_eq!(failure.statement, Some((3, 4)));
    let location = failure.location.unwrap();
    assert!(location.path.ends_with("017_t/after.sql"), "{location}");
    assert_eq!(location.line, 4);
    assert_eq!(failure.rolled_back.len(), 16);
    assert_eq!(failure.not_reached.len(), 13);
    assert_eq!(count(&database, TABLES).await, 0);
    // Nothing is told of what comes after it.
    let end = [
        "done 016_t",
        "17 017_t",
        "1/1 CREATE TABLE t017",
        "1/4 COMMENT ON TABLE",
        "2/4 COMMENT ON TABLE",
        "3/4 COMMENT ON TABLE",
        "4/4 DROP TABLE t017",
    ];
    assert_eq!(told[told.len() - end.len()..], end);
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    let history = runner.history(5).await.unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(history[0].name, "017_t");
    assert_eq!(history[0].outcome, Outcome::Failed);
}

#[tokio::test]
async fn what_happens_is_told_in_order_and_recorded_for_each() {
    let database = database().await;
    let project = tables(3);
    project.file("002_t", "after.sql", "COMMENT ON TABLE t002 IS 'x';\n");
    project.migration("004_empty", "-- nothing\n;", "");
    project.migration("005_last", "INSERT INTO t001 VALUES (1);", "");
    let (report, told) = up(&address(&database), &project).await;
    assert_eq!(report.unwrap().done.len(), 5);
    let expected = [
        "1 001_t",
        "1/1 CREATE TABLE t001",
        "done 001_t",
        "2 002_t",
        "1/1 CREATE TABLE t002",
        "1/1 COMMENT ON TABLE",
        "done 002_t",
        "3 003_t",
        "1/1 CREATE TABLE t003",
        "done 003_t",
        "4 004_empty",
        "done 004_empty",
        "5 005_last",
        "1/1 INSERT INTO t001",
        "done 005_last",
    ];
    assert_eq!(told, expected);
    let sql = "SELECT count(*) FROM __glowplug_migrations m
        JOIN __diesel_schema_migrations d ON d.version = m.version AND d.run_on = m.run_on
        WHERE m.state = 'applied' AND m.batch = 1 AND m.down_sql IS NOT NULL
            AND m.duration_us IS NOT NULL AND length(m.checksum) = 64";
    assert_eq!(count(&database, sql).await, 5);
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    let history = runner.history(10).await.unwrap();
    let names: Vec<&str> = history.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(
        names,
        ["005_last", "004_empty", "003_t", "002_t", "001_t"],
        "in their order"
    );
    assert!(history.iter().all(|event| event.action == Action::Up));
    assert!(history.is_sorted_by(|newer, older| newer.at >= older.at));
}

#[tokio::test]
async fn what_a_migration_sets_is_kept_from_those_sent_after_it() {
    let database = database().await;
    let project = tables(5);
    project.migration(
        "003_t",
        "CREATE SCHEMA hidden; SET search_path = hidden; CREATE TABLE t003 (id int)",
        "",
    );
    let (report, _) = up(&address(&database), &project).await;
    report.unwrap();
    let hidden = "SELECT count(*) FROM pg_tables WHERE schemaname = 'hidden'";
    assert_eq!(count(&database, hidden).await, 1);
    assert_eq!(count(&database, TABLES).await, 4);
}

/// A table that somebody reads for as long as the session is in its transaction.
async fn reader(database: &TestDatabase) -> Box<dyn Session> {
    let mut reader = session(database).await;
    reader.run("CREATE TABLE held (a int)").await.unwrap();
    reader.begin(TransactionKind::Plain).await.unwrap();
    reader.run("SELECT * FROM held").await.unwrap();
    reader
}

fn alters_what_is_held() -> Project {
    let project = tables(6);
    project.migration("003_t", "ALTER TABLE held ADD b int;", "");
    project
}

#[tokio::test]
async fn a_lock_that_is_not_to_be_had_is_tried_for_again() {
    let database = database().await;
    let mut reader = reader(&database).await;
    let (address, project) = (address(&database), alters_what_is_held());
    let ((report, told), ()) = tokio::join!(up(&address, &project), async {
        sleep(Duration::from_millis(350)).await;
        reader.rollback().await.unwrap();
    });
    assert_eq!(report.unwrap().done.len(), 6);
    assert_eq!(count(&database, TABLES).await, 6);
    let again = told.iter().position(|line| line == "again 003_t").unwrap();
    assert_eq!(told[again - 1], "1/1 ALTER TABLE held");
    assert_eq!(told[again + 1], "1 001_t");
    assert_eq!(told.last().unwrap(), "done 006_t");
}

#[tokio::test]
async fn those_who_queue_up_behind_one_of_many_are_let_through() {
    let database = database().await;
    let mut reader = reader(&database).await;
    let (address, project) = (address(&database), alters_what_is_held());
    let mut innocent = session(&database).await;
    let limits = Limits {
        lock_timeout: None,
        ..Limits::default()
    };
    let mut runner = Runner::connect(&address, project.migrations())
        .await
        .unwrap()
        .limits(limits);
    let (report, ()) = tokio::join!(runner.up(&UpTarget::Latest), async {
        sleep(Duration::from_millis(300)).await;
        let look = number(&mut *innocent, "SELECT count(*) FROM held");
        let looked = timeout(Duration::from_secs(5), look).await;
        assert_eq!(looked.unwrap(), 0, "and soon");
        reader.rollback().await.unwrap();
    });
    assert_eq!(report.unwrap().done.len(), 6);
}

#[tokio::test]
async fn each_has_its_own_duration() {
    let database = database().await;
    let mut reader = reader(&database).await;
    let project = alters_what_is_held();
    let mut runner = Runner::connect(&address(&database), project.migrations())
        .await
        .unwrap();
    let (report, ()) = tokio::join!(runner.up(&UpTarget::Latest), async {
        sleep(Duration::from_millis(700)).await;
        reader.rollback().await.unwrap();
    });
    let report = report.unwrap();
    let waited: Vec<&str> = report
        .done
        .iter()
        .filter(|done| done.duration > Duration::from_millis(250))
        .map(|done| done.name.as_str())
        .collect();
    assert_eq!(waited, ["003_t"], "{report:?}");
}

#[tokio::test]
async fn the_text_that_fails_is_told() {
    let database = database().await;
    for mut session in both(&database).await {
        let told = session.reports_failing_statement();
        session.begin(TransactionKind::Plain).await.unwrap();
        let texts = [
            "CREATE TABLE a ()",
            "CREATE TABLE b (); SELECT 1; CREATE TABLE a ()",
            "CREATE TABLE c ()",
        ];
        let mut answered = 0;
        let requests = texts.map(|text| {
            Request::Run(Message {
                text,
                facts: Facts::UNKNOWN,
            })
        });
        let ran = session.run_all(&requests, &mut || answered += 1).await;
        let (index, error) = ran.unwrap_err();
        assert_eq!((index, answered), (1, 1));
        assert_eq!(error.class, Class::Exists, "{error:?}");
        assert_eq!(error.completed, told.then_some(2));
        let after = session.transaction().await.unwrap();
        assert_eq!(after, Transaction::Failed);
        session.rollback().await.unwrap();
        // What was answered late is of no matter to what comes next.
        assert_eq!(text(&mut *session, "SELECT 'fine'").await, "fine");
        session.run_all(&[], &mut || ()).await.unwrap();
    }
}

/// How far the server of [`counted`] is: its answers come when the client has been silent for so
/// long.
const FAR: Duration = Duration::from_millis(40);

/// A server that is [`FAR`], and how often its answers were waited for.
async fn counted(database: &TestDatabase) -> (Address, Arc<AtomicUsize>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = database.url();
    let (_, rest) = url.split_once('@').unwrap();
    let (host, rest) = rest.split_once(':').unwrap();
    let (port, name) = rest.split_once('/').unwrap();
    let socket = format!("{}/.s.PGSQL.{port}", host.replace("%2F", "/"));
    let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
    let turns = Arc::new(AtomicUsize::new(0));
    let counter = turns.clone();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = UnixStream::connect(&socket).await.unwrap();
            tokio::spawn(forward(client, server, counter.clone()));
        }
    });
    let host = folder.path().to_str().unwrap().replace('/', "%2F");
    let address = Address::parse(&format!("postgres://postgres@{host}:5432/{name}"));
    (address.unwrap(), turns, folder)
}

async fn forward(mut client: UnixStream, mut server: UnixStream, turns: Arc<AtomicUsize>) {
    let (mut up, mut down) = ([0; 65_536], [0; 65_536]);
    let mut held = Vec::new();
    loop {
        tokio::select! {
            biased;
            Ok(length @ 1..) = client.read(&mut up) => {
                server.write_all(&up[..length]).await.unwrap();
            }
            Ok(length @ 1..) = server.read(&mut down) => held.extend_from_slice(&down[..length]),
            () = sleep(FAR), if !held.is_empty() => {
                turns.fetch_add(1, Ordering::Relaxed);
                client.write_all(&held).await.unwrap();
                held.clear();
            }
            else => return,
        }
    }
}

#[tokio::test]
async fn many_migrations_take_few_round_trips() {
    let database = database().await;
    let (address, turns, _folder) = counted(&database).await;
    let project = tables(200);
    up(&address, &project).await.0.unwrap();
    let applying = turns.swap(0, Ordering::Relaxed);
    // Without a word in between it was 230.
    assert!(applying <= 40, "{applying} round trips for 200 migrations");
    up(&address, &project).await.0.unwrap();
    let looking = turns.load(Ordering::Relaxed);
    assert!(looking <= 9, "{looking} round trips for nothing to do");
    assert_eq!(count(&database, TABLES).await, 200);
}
