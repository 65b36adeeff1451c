//! Private servers for the tests, with a database for each of them.

use std::path::Path;
use std::sync::LazyLock;

use diesel_async::AsyncPgConnection;
use glowplug_local::proxy::Proxy;
use glowplug_local::{Settings as ClusterSettings, TestDatabase, TestServer};
use tomori_db::pool::Settings;

/// The server of `TEST_DATABASE_URL`, else one that starts with the first test.
static SHARED: LazyLock<Server> = LazyLock::new(|| Server(TestServer::shared().unwrap()));

/// A server of its own.
#[derive(Clone)]
pub struct Server(TestServer);

/// A fresh database, dropped with its last clone.
#[derive(Clone)]
pub struct Database {
    pub name: String,
    url: String,
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

/// A proxy before the server of a database.
pub async fn proxy(database: &Database) -> Proxy {
    Proxy::start(&database.url).await.unwrap()
}

impl Server {
    fn start(settings: ClusterSettings) -> Self {
        Self(TestServer::start(settings).unwrap())
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
        Database {
            name: fresh.name().into(),
            url: fresh.url().into(),
            _keeps: std::sync::Arc::new(fresh),
        }
    }
}

impl Database {
    /// Where it is.
    pub fn url(&self) -> String {
        self.url.clone()
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

/// A port that no process listens on.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
