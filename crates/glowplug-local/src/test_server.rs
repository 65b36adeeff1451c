//! A server for tests, with databases that take tens of milliseconds to create.

use std::{
    env,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
};

use crate::{
    cluster::{Cluster, encode},
    database::{Databases, Strategy, exists_already},
    error::{Error, Result},
    names,
    paths::hash,
    settings::Settings,
};

const VARIABLE: &str = "TEST_DATABASE_URL";

/// A server that tests share. Clones are cheap and refer to the same server.
///
/// A temporary server is stopped and deleted with its last clone, or when the process ends.
#[derive(Clone, Debug)]
pub struct TestServer {
    inner: Arc<Inner>,
}

/// A prepared database that is only used for copying.
#[derive(Clone, Debug)]
pub struct Template {
    inner: Arc<Inner>,
    name: String,
}

/// A database of one test, dropped with this value.
///
/// On a temporary server it is dropped in the background; on the server of `TEST_DATABASE_URL`,
/// which is permanent, before `drop` returns.
#[derive(Debug)]
pub struct TestDatabase {
    inner: Arc<Inner>,
    name: String,
    url: String,
}

#[derive(Debug)]
struct Inner {
    databases: Databases,
    origin: Origin,
    next: AtomicU64,
}

#[derive(Debug)]
enum Origin {
    Temporary {
        cluster: Box<Cluster>,
        doomed: mpsc::Sender<String>,
    },
    External {
        url: String,
    },
}

impl TestServer {
    /// Returns the server of this process: that of `TEST_DATABASE_URL` if it is set, else a
    /// temporary one that is started by the first call and stopped at the end of the process.
    ///
    /// # Errors
    /// As [`TestServer::connect`] or [`Cluster::temporary`].
    pub fn shared() -> Result<Self> {
        static SHARED: Mutex<Option<TestServer>> = Mutex::new(None);
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = shared.as_ref() {
            return Ok(server.clone());
        }
        let server = match env::var(VARIABLE) {
            Ok(url) if !url.is_empty() => Self::connect(&url)?,
            _ => Self::start(Settings::default())?,
        };
        Ok(shared.insert(server).clone())
    }

    /// Starts a temporary server.
    ///
    /// # Errors
    /// As [`Cluster::temporary`].
    pub fn start(settings: Settings) -> Result<Self> {
        let cluster = Box::new(Cluster::temporary_with(settings)?);
        let url = cluster.url("postgres");
        let (doomed, inbox) = mpsc::channel::<String>();
        let dropper = Databases::new(url.clone(), Strategy::Default);
        thread::Builder::new()
            .name("glowplug-drop".to_owned())
            .spawn(move || {
                for name in inbox {
                    // Databases that are left are deleted with the server.
                    let _ = dropper.drop(&name);
                }
            })
            .map_err(|_| Error::Disconnected)?;
        let strategy = match cluster.programs().major() {
            15.. => Strategy::CopyFiles,
            _ => Strategy::Default,
        };
        let databases = Databases::new(url, strategy);
        Ok(Self::new(databases, Origin::Temporary { cluster, doomed }))
    }

    /// Connects to a running server; the role needs the right to create databases.
    ///
    /// Databases are created over a connection without TLS, so the URL must not require it.
    /// Templates stay on the server for the next run; their names begin with
    /// `glowplug_template_`.
    ///
    /// Databases of ended test processes of this host are dropped first.
    ///
    /// # Errors
    /// `Url` when the string is not a URL, `Database` when the server cannot be reached.
    pub fn connect(url: &str) -> Result<Self> {
        if names::with_database(url, "x").is_none() {
            return Err(Error::Url { variable: VARIABLE });
        }
        let origin = Origin::External {
            url: url.to_owned(),
        };
        let databases = Databases::new(url.to_owned(), Strategy::Default);
        let server = Self::new(databases, origin);
        let databases = &server.inner.databases;
        for name in databases.list(names::PREFIX)? {
            if names::is_stale(&name) {
                // Another process may be cleaning up at the same time, or the role may not own it.
                let _ = databases.drop(&name);
            }
        }
        Ok(server)
    }

    fn new(databases: Databases, origin: Origin) -> Self {
        let inner = Inner {
            databases,
            origin,
            next: AtomicU64::new(1),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Returns a template, prepared once per server and key.
    ///
    /// `prepare` gets the URL of an empty database, and must close its connections to it. The key
    /// identifies what `prepare` does: use a hash of the migrations.
    ///
    /// # Errors
    /// `Prepare` when `prepare` fails, `Database` when the server returns an error.
    pub fn template<E>(
        &self,
        key: &str,
        prepare: impl FnOnce(&str) -> Result<(), E>,
    ) -> Result<Template>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let name = format!("glowplug_template_{:016x}", hash(key.as_bytes()));
        self.inner.databases.template(&name, |unfinished| {
            prepare(&self.url(unfinished)).map_err(|error| Error::Prepare {
                source: error.into(),
            })
        })?;
        Ok(Template {
            inner: Arc::clone(&self.inner),
            name,
        })
    }

    /// Creates an empty database.
    ///
    /// # Errors
    /// `Database` when the server returns an error.
    pub fn database(&self) -> Result<TestDatabase> {
        TestDatabase::create(&self.inner, None)
    }

    /// Returns the URL of a database of this server.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        self.inner.url(database)
    }

    /// Returns the cluster, unless the server is that of `TEST_DATABASE_URL`.
    #[must_use]
    pub fn cluster(&self) -> Option<&Cluster> {
        match &self.inner.origin {
            Origin::Temporary { cluster, .. } => Some(cluster),
            Origin::External { .. } => None,
        }
    }
}

impl Template {
    /// Returns a new database with the template's content.
    ///
    /// # Errors
    /// `Database` when the server returns an error.
    pub fn database(&self) -> Result<TestDatabase> {
        TestDatabase::create(&self.inner, Some(&self.name))
    }
}

impl TestDatabase {
    fn create(inner: &Arc<Inner>, template: Option<&str>) -> Result<Self> {
        loop {
            let name = names::database(inner.next.fetch_add(1, Ordering::Relaxed));
            match inner.databases.create(&name, template) {
                // Left behind by a process that had the same pid.
                Err(error) if exists_already(&error) => {}
                Err(error) => return Err(error),
                Ok(()) => {
                    return Ok(Self {
                        inner: Arc::clone(inner),
                        url: inner.url(&name),
                        name,
                    });
                }
            }
        }
    }

    /// Returns the URL to connect to.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the name of the database.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        match &self.inner.origin {
            // What cannot be dropped is deleted with the temporary server, or by the next
            // `connect`.
            Origin::Temporary { doomed, .. } => {
                let _ = doomed.send(std::mem::take(&mut self.name));
            }
            Origin::External { .. } => {
                let _ = self.inner.databases.drop(&self.name);
            }
        }
    }
}

impl Inner {
    fn url(&self, database: &str) -> String {
        match &self.origin {
            Origin::Temporary { cluster, .. } => cluster.url(database),
            Origin::External { url } => {
                names::with_database(url, &encode(database)).unwrap_or_else(|| url.clone())
            }
        }
    }
}
