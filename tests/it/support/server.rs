//! A private PostgreSQL for the tests, with a database for each of them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use diesel_async::SimpleAsyncConnection;
use tomori_db::pool::{self, Settings};

/// Runs the server until standard input ends, which it does when the tests end, however.
const WATCH: &str = r#"trap "" INT TERM HUP; "$@" >"$DIR/log" 2>&1 & child=$!
cat >/dev/null; kill -INT $child; wait $child; [ -n "$KEEP" ] || rm -rf "$DIR""#;

static SHARED: LazyLock<Server> = LazyLock::new(|| Server::start(&[]));
static NEXT: AtomicU32 = AtomicU32::new(0);

/// A server of its own, on a Unix socket and on a TCP port.
pub struct Server {
    directory: PathBuf,
    port: u16,
    options: Vec<String>,
    watch: std::sync::Mutex<Option<Child>>,
}

/// A fresh database.
#[derive(Clone)]
pub struct Database {
    pub name: String,
    pub socket: PathBuf,
    pub port: u16,
}

/// A fresh database on the server that all tests share.
pub async fn database() -> Database {
    SHARED.database().await
}

impl Server {
    /// Starts a server with further settings, such as `ssl=on`.
    pub fn start(options: &[&str]) -> Self {
        let directory = tempfile::Builder::new()
            .prefix("tomori-")
            .tempdir()
            .unwrap()
            .keep();
        let port = free_port();
        own(&directory);
        run(
            "initdb",
            &[
                "-D",
                path(&directory.join("data")),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-N",
            ],
        );
        let mut settings = vec![
            format!("port={port}"),
            format!("unix_socket_directories={}", path(&directory)),
            "fsync=off".into(),
            "synchronous_commit=off".into(),
            "max_connections=400".into(),
            "shared_buffers=64MB".into(),
            "listen_addresses=127.0.0.1".into(),
            "max_prepared_transactions=2".into(),
        ];
        settings.extend(options.iter().map(ToString::to_string));
        let server = Self {
            directory,
            port,
            options: settings,
            watch: std::sync::Mutex::new(None),
        };
        server.launch();
        server
    }

    /// Starts the processes, and waits until they listen.
    pub fn launch(&self) {
        let mut words = as_postgres(&program("postgres"));
        words.extend(["-D".into(), path(&self.directory.join("data")).into()]);
        for option in &self.options {
            words.extend(["-c".into(), option.clone()]);
        }
        let child = Command::new("sh")
            .args(["-c", WATCH, "watch"])
            .args(words)
            .env("DIR", &self.directory)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        *self.watch.lock().unwrap() = Some(child);
        let socket = self.directory.join(format!(".s.PGSQL.{}", self.port));
        for _ in 0..600 {
            if std::os::unix::net::UnixStream::connect(&socket).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!(
            "{}",
            std::fs::read_to_string(self.directory.join("log")).unwrap_or_default()
        );
    }

    /// Stops the server as `pg_ctl stop -m <mode>` does. The data stay.
    pub fn stop(&self, mode: &str) {
        let data = self.directory.join("data");
        run("pg_ctl", &["stop", "-D", path(&data), "-m", mode, "-w"]);
        if let Some(mut child) = self.watch.lock().unwrap().take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// A file in the server's data directory that the server's user may read.
    pub fn write(&self, name: &str, text: &str) {
        let file = self.directory.join("data").join(name);
        std::fs::File::create(&file)
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        run_plain("chmod", &["600", path(&file)]);
        own(&file);
    }

    pub fn directory(&self) -> &Path {
        &self.directory
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// A fresh database.
    pub async fn database(&self) -> Database {
        let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
        let database = Database {
            name: name.clone(),
            socket: self.directory.clone(),
            port: self.port,
        };
        let admin = Database {
            name: "postgres".into(),
            ..database.clone()
        };
        let conn = pool::connect(&admin.settings()).await.unwrap();
        let create = format!("CREATE DATABASE {name} STRATEGY file_copy");
        (&mut &conn).batch_execute(&create).await.unwrap();
        database
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.watch.lock().unwrap().take() {
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }
}

impl Database {
    /// Over the Unix socket.
    pub fn url(&self) -> String {
        let folder = path(&self.socket).replace('/', "%2F");
        format!("postgres://postgres@{folder}:{}/{}", self.port, self.name)
    }

    /// Over TCP.
    pub fn tcp_url(&self) -> String {
        self.url_at(self.port)
    }

    /// Over TCP at another port, such as a proxy's.
    pub fn url_at(&self, port: u16) -> String {
        format!("postgres://postgres@127.0.0.1:{port}/{}", self.name)
    }

    pub fn settings(&self) -> Settings {
        Settings::from_url(&self.url()).unwrap()
    }
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Where the server's programs are.
pub fn program(name: &str) -> String {
    let folders = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.path().join("bin")).collect();
    folders.sort();
    let found = folders
        .into_iter()
        .rev()
        .map(|bin| bin.join(name))
        .find(|file| file.exists());
    found.map_or_else(|| name.into(), |file| path(&file).into())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}

/// The words that run a program as a user PostgreSQL accepts.
pub fn as_postgres(program: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![];
    if is_root() {
        words.extend(
            [
                "setpriv",
                "--reuid=postgres",
                "--regid=postgres",
                "--clear-groups",
            ]
            .map(Into::into),
        );
    }
    words.push(program.into());
    words
}

/// Gives a path to the user PostgreSQL runs as.
pub fn own(file: &Path) {
    if is_root() {
        run_plain("chown", &["postgres:postgres", path(file)]);
    }
}

fn run(name: &str, arguments: &[&str]) {
    let words = as_postgres(&program(name));
    let mut all: Vec<&str> = words[1..].iter().map(String::as_str).collect();
    all.extend(arguments);
    run_plain(&words[0], &all);
}

fn run_plain(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}
