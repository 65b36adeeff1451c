//! Behind a real PgBouncer in transaction mode.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use glowplug::dialect::postgres::connect;
use glowplug::error::Class;
use glowplug::model::{Address, Value};
use glowplug::session::{
    Access, Caching, Limits, LockAttempt, Session, Transaction, TransactionKind,
};
use glowplug_local::{Cluster, Settings, TestDatabase, TestServer};
use tempfile::TempDir;
use tokio::time::sleep;

use super::support::{failure, number, skipped, text};

const PROGRAM: &str = "/usr/sbin/pgbouncer";

/// A server, and a PgBouncer with two connections to it.
struct Bouncer {
    process: Child,
    port: u16,
    database: TestDatabase,
    _server: TestServer,
    _folder: TempDir,
}

impl Drop for Bouncer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn configuration(cluster: &Cluster, port: u16) -> String {
    format!(
        "[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
         unix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 2\n\
         max_client_conn = 200\n[databases]\n* = host={} port={} user=postgres\n",
        cluster.socket_dir().display(),
        cluster.port(),
    )
}

impl Bouncer {
    /// `None` where PgBouncer is not installed.
    async fn start() -> Option<Self> {
        if !Path::new(PROGRAM).exists() {
            skipped("PgBouncer is not installed (`apt-get install pgbouncer`)");
            return None;
        }
        let starting = tokio::task::spawn_blocking(|| {
            let server = TestServer::start(Settings::default()).unwrap();
            let database = server.database().unwrap();
            (server, database)
        });
        let (server, database) = starting.await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let cluster = server.cluster().unwrap();
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, configuration(cluster, port)).unwrap();
        let opened = Command::new("chmod")
            .args(["-R", "a+rX"])
            .arg(folder.path())
            .status();
        assert!(opened.unwrap().success());
        // It refuses to run as root, and the socket belongs to whom the server runs as.
        let owner = fs::metadata(cluster.socket_dir()).unwrap().uid();
        let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        let mut command = Command::new(if root { "setpriv" } else { PROGRAM });
        if root {
            let owner = owner.to_string();
            command.args(["--reuid", &owner, "--clear-groups", "--", PROGRAM]);
        }
        command.arg("-q").arg(&file).stdin(Stdio::null());
        let bouncer = Self {
            process: command.spawn().unwrap(),
            port,
            database,
            _server: server,
            _folder: folder,
        };
        for _ in 0..100 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(bouncer);
            }
            sleep(Duration::from_millis(20)).await;
        }
        panic!("PgBouncer does not start");
    }

    fn url(&self) -> String {
        let name = self.database.name();
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    async fn session(&self) -> Box<dyn Session> {
        connect(&Address::parse(&self.url()).unwrap())
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_pooler_is_found() {
    let Some(bouncer) = Bouncer::start().await else {
        return;
    };
    assert!(bouncer.session().await.is_pooled().await.unwrap());
    let direct = Address::parse(bouncer.database.url()).unwrap();
    let mut direct = connect(&direct).await.unwrap();
    assert!(!direct.is_pooled().await.unwrap());
    let mut foreign = super::support::foreign(&bouncer.database).await;
    assert!(!foreign.is_pooled().await.unwrap());
}

#[tokio::test]
async fn the_lock_belongs_to_the_transaction() {
    let Some(bouncer) = Bouncer::start().await else {
        return;
    };
    let (mut one, mut two) = (bouncer.session().await, bouncer.session().await);
    assert!(one.try_lock().await.is_err(), "nothing could hold it");
    one.begin(TransactionKind::Plain).await.unwrap();
    two.begin(TransactionKind::Plain).await.unwrap();
    assert_eq!(one.try_lock().await.unwrap(), LockAttempt::Taken);
    let second = two.try_lock().await.unwrap();
    assert!(matches!(second, LockAttempt::HeldBy(_)), "{second:?}");
    one.unlock().await.unwrap();
    one.commit().await.unwrap();
    assert_eq!(two.try_lock().await.unwrap(), LockAttempt::Taken);
    two.rollback().await.unwrap();
    let mut direct = super::support::session(&bouncer.database).await;
    assert_eq!(direct.try_lock().await.unwrap(), LockAttempt::Taken);
}

/// What one of many clients does.
async fn talk(mut session: Box<dyn Session>, client: i64) {
    for turn in 0..20_i64 {
        for reuse in [Caching::Once, Caching::Prepared] {
            let values = [Value::from(client), Value::from(turn)];
            let sum = session.query("SELECT $1 + $2", &values, reuse).await;
            assert_eq!(sum.unwrap().rows[0][0], Value::Integer(client + turn));
        }
        assert_eq!(session.transaction().await.unwrap(), Transaction::None);
        failure(&mut *session, "SELECT 1 / 0").await;
        let error = session
            .query("SELECT 'x'::text::int", &[], Caching::Once)
            .await;
        assert!(error.is_err());
        session.begin(TransactionKind::Plain).await.unwrap();
        session.reset_session(&Limits::default()).await.unwrap();
        assert_eq!(text(&mut *session, "SHOW lock_timeout").await, "2s");
        let values = [Value::from(turn), Value::Null];
        let sql = "INSERT INTO a VALUES ($1, $2)";
        session
            .execute(sql, &values, Caching::Prepared)
            .await
            .unwrap();
        session.commit().await.unwrap();
        let shown = session
            .query_text("SELECT 7", Access::ReadOnly)
            .await
            .unwrap();
        assert_eq!(shown.rows, [[Some("7".to_owned())]]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_clients_share_two_server_sessions_and_leave_nothing_in_them() {
    let Some(bouncer) = Bouncer::start().await else {
        return;
    };
    let mut session = bouncer.session().await;
    session.run("CREATE TABLE a (b int, c text)").await.unwrap();
    assert_eq!(session.bookkeeping_prefix().await.unwrap(), "public.");
    let there = session.existing_tables(&["a", "b"]).await.unwrap();
    assert_eq!(there, ["a"]);
    let mut clients = Vec::new();
    for client in 0..8 {
        let session = bouncer.session().await;
        clients.push(tokio::spawn(talk(session, client)));
    }
    for client in clients {
        client.await.unwrap();
    }
    assert_eq!(
        number(&mut *session, "SELECT count(*) FROM a").await,
        8 * 20
    );
    // Both server sessions are looked at, each held by a transaction.
    let mut other = bouncer.session().await;
    for session in [&mut session, &mut other] {
        session.begin(TransactionKind::Plain).await.unwrap();
        let named = "SELECT count(*) FROM pg_prepared_statements
            WHERE statement NOT LIKE '%pg_prepared_statements%'";
        assert_eq!(number(&mut **session, named).await, 0);
        assert_eq!(text(&mut **session, "SHOW lock_timeout").await, "0");
    }
}

#[tokio::test]
async fn outside_a_transaction_a_refresh_touches_nothing() {
    let Some(bouncer) = Bouncer::start().await else {
        return;
    };
    let mut session = bouncer.session().await;
    session.run("SET work_mem = '1MB'").await.unwrap();
    session.reset_session(&Limits::default()).await.unwrap();
    assert_eq!(text(&mut *session, "SHOW work_mem").await, "1MB");
    assert_eq!(text(&mut *session, "SHOW lock_timeout").await, "0");
}

#[tokio::test]
async fn a_lost_pooler_is_a_lost_connection() {
    let Some(mut bouncer) = Bouncer::start().await else {
        return;
    };
    let mut session = bouncer.session().await;
    bouncer.process.kill().unwrap();
    bouncer.process.wait().unwrap();
    let error = failure(&mut *session, "SELECT 1").await;
    assert_eq!(error.class, Class::ConnectionLost, "{error:?}");
    let error = session.transaction().await.unwrap_err();
    assert_eq!(error.class, Class::ConnectionLost, "{error:?}");
}
