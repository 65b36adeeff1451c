//! Private servers for the tests, with a database for each of them.

use std::path::PathBuf;
use std::sync::LazyLock;

use glowplug_local::{Cluster, Settings as ClusterSettings, TestDatabase, TestServer};
use tomori_db::pool::Settings;

static SHARED: LazyLock<Server> = LazyLock::new(|| Server::start(ClusterSettings::default()));

/// A server of its own.
#[derive(Clone)]
pub(crate) struct Server(TestServer);

/// A fresh database. It goes when the last clone is dropped.
#[derive(Clone)]
pub(crate) struct Database {
    pub(crate) name: String,
    pub(crate) socket: PathBuf,
    pub(crate) port: u16,
    _keeps: std::sync::Arc<TestDatabase>,
}

/// A fresh database on the server that all tests share.
pub(crate) async fn database() -> Database {
    tokio::task::spawn_blocking(|| SHARED.database())
        .await
        .unwrap()
}

/// Starts a server with a TCP port and these lines of `postgresql.conf`.
pub(crate) async fn server(settings: ClusterSettings) -> Server {
    let start = move || Server::start(settings.tcp());
    tokio::task::spawn_blocking(start).await.unwrap()
}

impl Server {
    fn start(settings: ClusterSettings) -> Self {
        Self(TestServer::start(settings).unwrap())
    }

    pub(crate) fn cluster(&self) -> &Cluster {
        self.0.cluster().unwrap()
    }

    /// A fresh database.
    pub(crate) fn database(&self) -> Database {
        let fresh = self.0.database().unwrap();
        Database {
            name: fresh.name().into(),
            socket: self.cluster().socket_dir(),
            port: self.cluster().port(),
            _keeps: std::sync::Arc::new(fresh),
        }
    }

    /// Over TCP, with the password.
    pub(crate) fn tcp_url(&self, database: &Database) -> String {
        self.cluster().tcp_url(&database.name).unwrap().unwrap()
    }
}

impl Database {
    /// Over the Unix socket.
    pub(crate) fn url(&self) -> String {
        let folder = self.socket.to_str().unwrap().replace('/', "%2F");
        format!("postgres://postgres@{folder}:{}/{}", self.port, self.name)
    }

    /// Over TCP at a port that leads to the Unix socket, such as a proxy's.
    pub(crate) fn url_at(&self, port: u16) -> String {
        format!("postgres://postgres@127.0.0.1:{port}/{}", self.name)
    }

    pub(crate) fn settings(&self) -> Settings {
        Settings::from_url(&self.url()).unwrap()
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
