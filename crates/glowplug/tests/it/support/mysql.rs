//! Fresh databases on a MySQL or MariaDB server: the one of `TEST_MYSQL_URL`, else the machine's,
//! else one that these tests start and stop themselves.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use glowplug::dialect;
use glowplug::model::Address;
use glowplug::session::Session;
use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Opts, OptsBuilder};
use tokio::runtime::Builder;

/// Where the machine's own server may be, for root.
const MACHINE: [&str; 2] = [
    "mysql://root@localhost?socket=/run/mysqld/mysqld.sock",
    "mysql://root@127.0.0.1:3306?prefer_socket=false",
];

/// A database that is dropped when this is, also on a panic.
pub(crate) struct TestDatabase {
    pub(crate) name: String,
    server: &'static str,
}

/// A fresh database, or `None`, said loudly, where there is no server.
pub(crate) async fn database() -> Option<TestDatabase> {
    static SERVER: OnceLock<Option<String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| on_a_thread(find)).as_deref()?;
    Some(TestDatabase::create(server).await)
}

impl TestDatabase {
    async fn create(server: &'static str) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!(
            "gp_{}_{number}_{:08x}",
            std::process::id(),
            rand::random::<u32>()
        );
        let mut connection = Conn::new(options(server)).await.unwrap();
        connection
            .query_drop(format!("CREATE DATABASE `{name}` CHARACTER SET utf8mb4"))
            .await
            .unwrap();
        Self { name, server }
    }

    /// The address of the database as text.
    pub(crate) fn url(&self) -> String {
        let mut url = url::Url::parse(self.server).unwrap();
        url.set_path(&self.name);
        url.into()
    }

    /// The address of the database.
    pub(crate) fn address(&self) -> Address {
        Address::parse(&self.url()).unwrap()
    }

    /// A session as the engine opens it.
    pub(crate) async fn session(&self) -> Box<dyn Session> {
        dialect::connect(&self.address()).await.unwrap()
    }

    /// A plain connection, to see what others see.
    pub(crate) async fn connection(&self) -> Conn {
        let options = OptsBuilder::from_opts(options(self.server)).db_name(Some(&self.name));
        Conn::new(options).await.unwrap()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server, self.name.clone());
        let dropped = on_a_thread(move || block_on(remove(server, &name)));
        // A second panic would hide the first.
        assert!(dropped.is_ok() || thread::panicking(), "{dropped:?}");
    }
}

/// Drops a database. A session of the test may still be there, since it says goodbye in a task
/// of its own, and its transaction would keep the tables.
async fn remove(server: &str, name: &str) -> Result<(), mysql_async::Error> {
    let mut connection = Conn::new(options(server)).await?;
    let sql = "SELECT id FROM information_schema.processlist WHERE db = ?";
    let sessions: Vec<u64> = connection.exec(sql, (name,)).await?;
    for session in sessions {
        // It may have ended by itself.
        connection.query_drop(format!("KILL {session}")).await.ok();
    }
    let sql = format!("DROP DATABASE IF EXISTS `{name}`");
    connection.query_drop("SET lock_wait_timeout = 5").await?;
    connection.query_drop(sql).await
}

/// Runs something that blocks where an executor may be running.
fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::spawn(work).join().unwrap()
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future)
}

fn options(server: &str) -> Opts {
    let server = server.replacen("mariadb://", "mysql://", 1);
    Opts::from_url(&server.replace("unix_socket=", "socket=")).unwrap()
}

fn answers(server: &str) -> bool {
    block_on(async {
        let connecting = tokio::time::timeout(Duration::from_secs(5), Conn::new(options(server)));
        matches!(connecting.await, Ok(Ok(_)))
    })
}

fn find() -> Option<String> {
    if let Ok(server) = std::env::var("TEST_MYSQL_URL") {
        return Some(server);
    }
    let machine = MACHINE.into_iter().find(|server| answers(server));
    machine.map(str::to_owned).or_else(start).or_else(missing)
}

#[allow(
    clippy::print_stderr,
    reason = "a test that does not run must not look like one that does"
)]
fn missing() -> Option<String> {
    assert!(
        std::env::var_os("TOMORI_SKIP_NOTHING").is_none_or(|value| value != "1"),
        "there is no MySQL server, and nothing may be skipped"
    );
    eprintln!("MYSQL WAS NOT TESTED: set TEST_MYSQL_URL, or install MariaDB's server");
    None
}

/// Starts a server of our own in a temporary folder. A shell watches over it: once this process
/// is gone, in whatever way, its input ends, and it stops the server and removes the folder.
fn start() -> Option<String> {
    const SCRIPT: &str = r#"
        # A server that starts removes all temporary tables where it keeps them, also those of others.
        mkdir -m 777 "$FOLDER/tmp"
        export TMPDIR="$FOLDER/tmp"
        mariadb-install-db --no-defaults --auth-root-authentication-method=normal $USER_OPTION \
            --datadir="$FOLDER/data" >"$FOLDER/install.log" 2>&1 || { rm -rf "$FOLDER"; exit 1; }
        mariadbd --no-defaults $USER_OPTION --datadir="$FOLDER/data" --socket="$FOLDER/s" \
            --skip-networking --pid-file="$FOLDER/data/pid" --innodb-flush-log-at-trx-commit=0 \
            >"$FOLDER/server.log" 2>&1 </dev/null &
        cat >/dev/null
        kill "$!"
        wait "$!"
        rm -rf "$FOLDER"
    "#;
    let folder = tempfile::Builder::new()
        .prefix("gp-mysql")
        .tempdir()
        .ok()?
        .keep();
    fs::set_permissions(&folder, Permissions::from_mode(0o777)).ok()?;
    let is_root = fs::metadata("/proc/self")
        .is_ok_and(|metadata| std::os::unix::fs::MetadataExt::uid(&metadata) == 0);
    let mut watchdog = Command::new("sh")
        .args(["-c", SCRIPT])
        .env("FOLDER", &folder)
        .env(
            "PATH",
            format!("{}:/usr/sbin:/usr/local/sbin", std::env::var("PATH").ok()?),
        )
        .env("USER_OPTION", if is_root { "--user=nobody" } else { "" })
        .stdin(Stdio::piped())
        .process_group(0)
        .spawn()
        .ok()?;
    let socket = folder.join("s");
    let server = format!("mysql://root@localhost?socket={}", socket.display());
    let started = wait(&socket, &server, &mut watchdog);
    // The pipe stays open for as long as this process lives.
    std::mem::forget(watchdog.stdin.take());
    started.then_some(server)
}

fn wait(socket: &Path, server: &str, watchdog: &mut std::process::Child) -> bool {
    let deadline = Instant::now() + Duration::from_secs(60);
    while Instant::now() < deadline && watchdog.try_wait().is_ok_and(|ended| ended.is_none()) {
        if socket.exists() && answers(server) {
            return true;
        }
        thread::sleep(Duration::from_millis(50));
    }
    false
}
