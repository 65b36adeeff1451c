//! Private servers for the tests, with a database for each of them.

use std::io;
use std::path::Path;
use std::sync::LazyLock;

use diesel_async::AsyncPgConnection;
use glowplug_local::{Cluster, Settings as ClusterSettings, TestDatabase, TestServer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};
use tokio_postgres::config::Host;
use tomori_db::pool::Settings;

/// The server of `TEST_DATABASE_URL`, else one that starts with the first test.
static SHARED: LazyLock<Server> = LazyLock::new(|| Server(TestServer::shared().unwrap()));

/// A server of its own.
#[derive(Clone)]
pub struct Server(TestServer);

/// A fresh database. It goes when the last clone is dropped.
#[derive(Clone)]
pub struct Database {
    pub name: String,
    /// The folder of the Unix socket, or the name of the host.
    pub host: String,
    pub port: u16,
    credentials: String,
    url: String,
    _keeps: std::sync::Arc<TestDatabase>,
}

/// Bytes to and from a server.
pub trait Link: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Link for S {}

/// A fresh database on the server that all tests share.
pub async fn database() -> Database {
    tokio::task::spawn_blocking(|| SHARED.database())
        .await
        .unwrap()
}

/// A fresh database with all migrations, cloned from a template that is migrated once.
pub async fn migrated() -> Database {
    tokio::task::spawn_blocking(|| SHARED.migrated())
        .await
        .unwrap()
}

/// Starts a server with a TCP port and these lines of `postgresql.conf`.
pub async fn server(settings: ClusterSettings) -> Server {
    let start = move || Server::start(settings.tcp());
    tokio::task::spawn_blocking(start).await.unwrap()
}

impl Server {
    fn start(settings: ClusterSettings) -> Self {
        Self(TestServer::start(settings).unwrap())
    }

    pub fn cluster(&self) -> &Cluster {
        self.0.cluster().unwrap()
    }

    /// A fresh database.
    pub fn database(&self) -> Database {
        self.keep(self.0.database().unwrap())
    }

    /// A fresh database with all migrations.
    pub fn migrated(&self) -> Database {
        let template = self.0.template(&key_of_migrations(), migrate).unwrap();
        self.keep(template.database().unwrap())
    }

    fn keep(&self, fresh: TestDatabase) -> Database {
        let config: tokio_postgres::Config = fresh.url().parse().unwrap();
        let host = match &config.get_hosts()[0] {
            Host::Tcp(name) => name.clone(),
            Host::Unix(folder) => folder.to_str().unwrap().to_owned(),
        };
        let (start, _) = fresh.url().rsplit_once('@').unwrap();
        Database {
            name: fresh.name().into(),
            host,
            port: *config.get_ports().first().unwrap_or(&5432),
            credentials: start.into(),
            url: fresh.url().into(),
            _keeps: std::sync::Arc::new(fresh),
        }
    }

    /// Over TCP, with the password.
    pub fn tcp_url(&self, database: &Database) -> String {
        self.cluster().tcp_url(&database.name).unwrap().unwrap()
    }
}

impl Database {
    /// Where it is.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Over TCP at a port of this machine that leads to the server, such as a proxy's.
    pub fn url_at(&self, port: u16) -> String {
        format!("{}@127.0.0.1:{port}/{}", self.credentials, self.name)
    }

    /// A bare link to the server.
    pub async fn dial(&self) -> io::Result<Box<dyn Link>> {
        if self.host.starts_with('/') {
            let socket = format!("{}/.s.PGSQL.{}", self.host, self.port);
            return Ok(Box::new(UnixStream::connect(socket).await?));
        }
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        stream.set_nodelay(true)?;
        Ok(Box::new(stream))
    }

    pub fn settings(&self) -> Settings {
        Settings::from_url(&self.url()).unwrap()
    }

    /// A connection of its own.
    pub async fn connect(&self) -> tomori_db::Result<AsyncPgConnection> {
        tomori_db::pool::connect(&self.settings()).await
    }
}

/// A text that changes with the migrations: a template of others must not be taken for theirs.
fn key_of_migrations() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("up.sql"))
        .collect();
    files.sort();
    files
        .into_iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .collect()
}

/// Migrates a template; called on a thread that may block.
fn migrate(url: &str) -> Result<(), tomori_db::Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let settings = Settings::from_url(url)?;
    runtime.block_on(tomori_db::pool::migrate(&settings))?;
    Ok(())
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
