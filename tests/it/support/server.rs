//! Private servers for the tests, with a database for each of them.

use std::path::PathBuf;
use std::sync::LazyLock;

use diesel_async::AsyncPgConnection;
use glowplug_local::{Cluster, Settings as ClusterSettings, TestDatabase, TestServer};
use tomori_db::pool::Settings;

static SHARED: LazyLock<Server> = LazyLock::new(|| Server::start(ClusterSettings::default()));

/// A server of its own.
#[derive(Clone)]
pub struct Server(TestServer);

/// A fresh database. It goes when the last clone is dropped.
#[derive(Clone)]
pub struct Database {
    pub name: String,
    pub socket: PathBuf,
    pub port: u16,
    _keeps: std::sync::Arc<TestDatabase>,
}

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
        let template = self.0.template("tomori-db", migrate).unwrap();
        self.keep(template.database().unwrap())
    }

    fn keep(&self, fresh: TestDatabase) -> Database {
        Database {
            name: fresh.name().into(),
            socket: self.cluster().socket_dir(),
            port: self.cluster().port(),
            _keeps: std::sync::Arc::new(fresh),
        }
    }

    /// Over TCP, with the password.
    pub fn tcp_url(&self, database: &Database) -> String {
        self.cluster().tcp_url(&database.name).unwrap().unwrap()
    }
}

impl Database {
    /// Over the Unix socket.
    pub fn url(&self) -> String {
        let folder = self.socket.to_str().unwrap().replace('/', "%2F");
        format!("postgres://postgres@{folder}:{}/{}", self.port, self.name)
    }

    /// Over TCP at a port that leads to the Unix socket, such as a proxy's.
    pub fn url_at(&self, port: u16) -> String {
        format!("postgres://postgres@127.0.0.1:{port}/{}", self.name)
    }

    pub fn settings(&self) -> Settings {
        Settings::from_url(&self.url()).unwrap()
    }

    /// A connection of its own.
    pub async fn connect(&self) -> tomori_db::Result<AsyncPgConnection> {
        tomori_db::pool::connect(&self.settings()).await
    }
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
