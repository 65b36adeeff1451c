//! Private servers for the tests, with a database for each of them.

use std::sync::LazyLock;

use diesel_async::AsyncPgConnection;
use glowplug_local::proxy::{Proxy, at_port};
use glowplug_local::{Cluster, Settings as ClusterSettings, TestDatabase, TestServer};
use tokio_postgres::config::Host;

use crate::support::pool::Settings;

/// The server of `TEST_DATABASE_URL`, else one that starts with the first test.
static SHARED: LazyLock<Server> = LazyLock::new(|| Server(TestServer::shared().unwrap()));

/// A server of its own.
#[derive(Clone)]
pub struct Server(TestServer);

/// A fresh database, dropped with its last clone.
#[derive(Clone)]
pub struct Database {
    pub name: String,
    /// The folder of the Unix socket, or the name of the host.
    pub host: String,
    pub port: u16,
    url: String,
    _keeps: std::sync::Arc<TestDatabase>,
}

/// A fresh database on the server that all tests share.
pub async fn database() -> Database {
    tokio::task::spawn_blocking(|| SHARED.database())
        .await
        .unwrap()
}

/// Starts a server with a TCP port and these lines of `postgresql.conf`.
pub async fn server(settings: ClusterSettings) -> Server {
    let start = move || Server::start(settings.tcp());
    tokio::task::spawn_blocking(start).await.unwrap()
}

/// A proxy before the server of a database.
pub async fn proxy(database: &Database) -> Proxy {
    Proxy::start(&database.url).await.unwrap()
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

    fn keep(&self, fresh: TestDatabase) -> Database {
        let config: tokio_postgres::Config = fresh.url().parse().unwrap();
        let host = match &config.get_hosts()[0] {
            Host::Tcp(name) => name.clone(),
            Host::Unix(folder) => folder.to_str().unwrap().to_owned(),
        };
        Database {
            name: fresh.name().into(),
            host,
            port: *config.get_ports().first().unwrap_or(&5432),
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
        at_port(&self.url, port)
    }

    pub fn settings(&self) -> Settings {
        Settings::from_url(&self.url()).unwrap()
    }

    /// A connection of its own.
    pub async fn connect(&self) -> commonrail::Result<AsyncPgConnection> {
        commonrail::connect(&self.settings()).await
    }
}

/// A port that no process listens on.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
