//! Behind a real PgBouncer in transaction mode.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use commonrail::{Error, Pool, Pooler, connect};
use diesel::sql_types::{Integer, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use glowplug_local::Settings as ClusterSettings;
use tokio::time::{sleep, timeout};

use crate::support::pool::{Settings, open, ping};
use crate::support::server::free_port;
use crate::support::sql::{number, run};
use crate::support::{Database, server};

/// A running PgBouncer with two server connections.
struct Bouncer {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Drop for Bouncer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const PROGRAM: &str = "/usr/sbin/pgbouncer";

impl Bouncer {
    /// `None`, said loudly, where PgBouncer is not installed.
    async fn start(database: &Database) -> Option<Self> {
        Self::with_clients(database, 200).await
    }

    /// One that takes so many clients.
    async fn with_clients(database: &Database, clients: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, configuration(database, port, clients)).unwrap();
        // It refuses to run as root, and the socket belongs to whom the server runs as.
        let owner = Command::new("stat")
            .args(["-c", "%u"])
            .arg(&database.host)
            .output()
            .unwrap();
        let owner = String::from_utf8(owner.stdout).unwrap();
        let opened = Command::new("chmod")
            .arg("-R")
            .arg("a+rX")
            .arg(folder.path())
            .status();
        assert!(opened.unwrap().success());
        let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        let mut command = Command::new(if root { "setpriv" } else { PROGRAM });
        if root {
            command.args(["--reuid", owner.trim(), "--clear-groups", "--", PROGRAM]);
        }
        command.arg("-q");
        let installed = std::path::Path::new(PROGRAM).exists();
        if !installed {
            crate::support::skipped("PgBouncer is not installed (`apt-get install pgbouncer`)");
            return None;
        }
        let process = command.arg(&file).stdin(Stdio::null()).spawn().unwrap();
        let bouncer = Self {
            process,
            port,
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

    fn settings(&self, database: &Database) -> Settings {
        let mut settings = Settings::from_url(&database.url_at(self.port)).unwrap();
        settings.pooler = Pooler::Transaction;
        settings
    }
}

fn configuration(database: &Database, port: u16, clients: u32) -> String {
    format!(
        "[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
         unix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 2\n\
         max_client_conn = {clients}\nignore_startup_parameters = extra_float_digits\n\
         [databases]\n* = host={} port={} user=postgres\n",
        database.host, database.port,
    )
}

async fn add(mut conn: &AsyncPgConnection, left: i32, right: i32) -> i32 {
    use diesel::IntoSql;
    let sum = left.into_sql::<Integer>() + right.into_sql::<Integer>();
    diesel::select(sum).get_result(&mut conn).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_clients_share_two_server_connections() {
    let database = server(ClusterSettings::default()).await.database();
    let Some(bouncer) = Bouncer::start(&database).await else {
        return;
    };
    let pool = open(bouncer.settings(&database)).await.unwrap();
    run(
        &pool.get().await.unwrap(),
        "CREATE TYPE mood AS ENUM ('good'); CREATE TABLE a (b int, c text)",
    )
    .await
    .unwrap();
    let tasks = (0..10).map(|task| {
        let pool = pool.clone();
        tokio::spawn(async move { talk(&pool, task).await })
    });
    for task in tasks.collect::<Vec<_>>() {
        timeout(Duration::from_secs(30), task)
            .await
            .unwrap()
            .unwrap();
    }
    let conn = pool.get().await.unwrap();
    assert_eq!(number(&conn, "SELECT count(*) FROM a").await, 10 * 20);
    let named = number(
        &conn,
        "SELECT count(*) FROM pg_prepared_statements WHERE name <> ''",
    )
    .await;
    assert_eq!(named, 0);
}

async fn talk(pool: &Pool, task: i32) {
    let mut conn = pool.get().await.unwrap();
    for turn in 0..20 {
        assert_eq!(add(&conn, task, turn).await, task + turn);
        let (one, two) = tokio::join!(add(&conn, 1, turn), add(&conn, 2, turn));
        assert_eq!((one, two), (1 + turn, 2 + turn));
        let failed = run(&conn, "SELECT 1 / 0").await;
        assert!(failed.is_err());
        let failed = diesel::sql_query("SELECT $1::text::int")
            .bind::<Text, _>("x")
            .execute(&mut &*conn);
        assert!(failed.await.is_err());
        commonrail::transaction::<_, Error, _>(&mut conn, async |conn| {
            let mut conn = &*conn;
            diesel::sql_query("INSERT INTO a VALUES ($1, $2)")
                .bind::<Integer, _>(turn)
                .bind::<Text, _>("text")
                .execute(&mut conn)
                .await?;
            assert_eq!(add(conn, 3, turn).await, 3 + turn);
            Ok(())
        })
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn an_abandoned_query_is_cancelled_through_the_pooler() {
    let database = server(ClusterSettings::default()).await.database();
    let Some(bouncer) = Bouncer::start(&database).await else {
        return;
    };
    let mut settings = bouncer.settings(&database);
    settings.max_size = 1;
    let pool = open(settings).await.unwrap();
    let conn = pool.get().await.unwrap();
    let abandoned = timeout(Duration::from_millis(50), run(&conn, "SELECT pg_sleep(10)")).await;
    assert!(abandoned.is_err());
    drop(conn);
    let start = std::time::Instant::now();
    ping(&pool.get().await.unwrap()).await.unwrap();
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn a_full_pooler_is_unavailable_and_takes_the_next_one_later() {
    let database = server(ClusterSettings::default()).await.database();
    let Some(bouncer) = Bouncer::with_clients(&database, 3).await else {
        return;
    };
    let settings = bouncer.settings(&database);
    let mut held = Vec::new();
    let error = loop {
        match connect(&settings).await {
            Ok(conn) => held.push(conn),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::Unavailable { .. }), "{error:?}");
    assert!(
        error.is_transient() && error.to_string().contains("too many"),
        "{error}"
    );
    let opening = tokio::spawn(open(settings));
    sleep(Duration::from_millis(200)).await;
    drop(held);
    opening.await.unwrap().unwrap();
}

#[tokio::test]
async fn without_the_setting_the_words_say_what_to_set() {
    let database = server(ClusterSettings::default()).await.database();
    let Some(bouncer) = Bouncer::start(&database).await else {
        return;
    };
    let mut settings = bouncer.settings(&database);
    settings.pooler = Pooler::Direct;
    let error = open(settings).await.unwrap_err();
    assert!(error.to_string().contains("`Transaction`"), "{error}");
}
