//! A private server: its files, how to connect to it, and its state.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        OnceLock,
        atomic::{AtomicU16, Ordering},
    },
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    database,
    error::{Context, Error, Result},
    fetch::Listener,
    paths::{Copied, Layout, Standing},
    process::{PidFile, is_same},
    programs::Programs,
    settings::{Purpose, Settings},
    user::Account,
    watchdog::Watchdog,
};

const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
const DEFAULT_PORT: u16 = 5432;

/// A private PostgreSQL server.
///
/// A development cluster outlives this value and this process. A temporary one is stopped and
/// deleted when this value is dropped, and also when the process ends without dropping it.
#[derive(Debug)]
pub struct Cluster {
    pub(crate) layout: Layout,
    pub(crate) account: Account,
    pub(crate) programs: Programs,
    pub(crate) settings: Settings,
    pub(crate) purpose: Purpose,
    pub(crate) port: AtomicU16,
    pub(crate) watchdog: Option<Watchdog>,
    pub(crate) copied: OnceLock<Copied>,
}

/// Whether a cluster exists and its server runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// There is no data.
    Absent,
    /// There is data and no server.
    Stopped,
    /// The server runs.
    Running,
    /// The server runs, but its socket is not where it should be: the project was moved since the
    /// server was started, or the socket was deleted. [`Cluster::start`] restarts it, on the same
    /// data.
    Moved,
}

/// The result of [`Cluster::status`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Status {
    /// Whether the cluster exists and its server runs.
    pub state: State,
    /// The server's process.
    pub pid: Option<u32>,
    /// The version of the programs, for example `17.2`.
    pub version: String,
    /// The URL of the database `postgres`.
    pub url: String,
    /// The folder of the data.
    pub data_dir: PathBuf,
    /// The project was copied together with a cluster, which the next start will move aside.
    pub copied: Option<Copied>,
}

impl Cluster {
    /// Returns the development cluster of a project; [`Cluster::start`] starts it.
    ///
    /// Its data stays in `.glowplug/postgres`. If root calls and the server's user cannot access
    /// that folder, the data is below `/var/tmp` and `.glowplug/postgres` is a link to it.
    ///
    /// A project that was moved keeps its cluster. One that was copied gets a new one: the copied
    /// files are neither used nor deleted.
    ///
    /// # Errors
    /// `Missing` or `UnsupportedVersion` without programs, `Io` when the project is not a folder,
    /// `NotOurs` or `NotPrivate` when another file or folder is in its place that this crate did
    /// not create here.
    pub fn development(project: impl AsRef<Path>) -> Result<Self> {
        Self::development_with(project, Settings::default())
    }

    /// Returns the development cluster of a project, with settings for its next start.
    ///
    /// # Errors
    /// As [`Cluster::development`].
    pub fn development_with(project: impl AsRef<Path>, settings: Settings) -> Result<Self> {
        let (layout, account) = Layout::development(project.as_ref())?;
        let programs = match &settings.programs {
            Some(programs) => programs.clone(),
            None => programs_for(&layout.data(), settings.listener.as_ref())?,
        };
        Ok(Self {
            layout,
            account,
            programs,
            port: AtomicU16::new(if settings.tcp { 0 } else { DEFAULT_PORT }),
            settings,
            purpose: Purpose::Development,
            watchdog: None,
            copied: OnceLock::new(),
        })
    }

    /// Starts a temporary server with settings for tests: a crash would lose its data.
    ///
    /// # Errors
    /// `Missing` or `UnsupportedVersion` without programs, `Start` when the server does not start.
    pub fn temporary() -> Result<Self> {
        Self::temporary_with(Settings::default())
    }

    /// Starts a temporary server with settings.
    ///
    /// # Errors
    /// As [`Cluster::temporary`].
    pub fn temporary_with(settings: Settings) -> Result<Self> {
        let programs = match &settings.programs {
            Some(programs) => programs.clone(),
            None => Programs::find_or_fetch(settings.listener.as_ref())?,
        };
        let account = Account::current()?;
        let layout = Layout::temporary(account, settings.folder.as_deref())?;
        let cluster = Self {
            watchdog: Some(Watchdog::start(account, &layout.home)?),
            layout,
            account,
            programs,
            port: AtomicU16::new(if settings.tcp { 0 } else { DEFAULT_PORT }),
            settings,
            purpose: Purpose::Tests,
            copied: OnceLock::new(),
        };
        cluster.start()?;
        Ok(cluster)
    }

    /// Returns the state of the cluster; changes nothing.
    #[must_use]
    pub fn status(&self) -> Status {
        let data_dir = self.data_dir();
        let standing = self.layout.standing(self.account);
        let running = self.server();
        let state = match (&standing, &running) {
            (Ok(Standing::Ours), Some(server)) if self.reaches(server) => State::Running,
            (Ok(Standing::Ours), Some(_)) => State::Moved,
            (Ok(Standing::Ours), None) if data_dir.join("PG_VERSION").exists() => State::Stopped,
            _ => State::Absent,
        };
        Status {
            state,
            pid: running.map(|server| server.pid),
            version: self.programs.version().to_owned(),
            url: self.url("postgres"),
            data_dir,
            copied: match standing {
                Ok(Standing::Copy(copied)) => Some(copied),
                _ => None,
            },
        }
    }

    /// Returns the cluster that was copied together with the project, if the last start found one;
    /// it is not used.
    #[must_use]
    pub fn copied(&self) -> Option<&Copied> {
        self.copied.get()
    }

    /// Returns the running server of this cluster's own data folder; a copied folder's pid file
    /// belongs to the original.
    pub(crate) fn server(&self) -> Option<PidFile> {
        match self.layout.standing(self.account) {
            Ok(Standing::Ours) => PidFile::running(&self.data_dir(), &self.layout.socket_dir),
            _ => None,
        }
    }

    /// Returns true if a server has its socket in the expected folder, and answers.
    pub(crate) fn reaches(&self, server: &PidFile) -> bool {
        self.has_socket_in(&server.socket_dir) && server.answers()
    }

    /// Returns true if a folder is one for the current socket of this cluster. A short one may be
    /// in the temporary folder of the user who started the server.
    fn has_socket_in(&self, folder: &Path) -> bool {
        let ours = &self.layout.socket_dir;
        let is_short = *ours != self.layout.home;
        is_same(folder, ours) || is_short && folder.file_name() == ours.file_name()
    }

    /// Starts the server if it is not running, creates a database unless it exists, and returns its
    /// URL.
    ///
    /// # Errors
    /// As [`Cluster::start`]; `Database` when the server returns an error.
    pub fn ensure_database(&self, name: &str) -> Result<String> {
        self.start()?;
        database::ensure(&self.url("postgres"), name)?;
        Ok(self.url(name))
    }

    /// Returns the URL of a database, over the Unix socket, as the superuser `postgres`.
    ///
    /// The socket's folder is the percent-encoded host, which libpq, tokio-postgres and the
    /// `diesel` command all understand. Nothing is started.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres://postgres@{}:{}/{}",
            encode(&self.socket_dir().to_string_lossy()),
            self.port(),
            encode(database)
        )
    }

    /// Returns the URL of a database over TCP with the password, if the server listens there.
    ///
    /// # Errors
    /// `Io` when the password cannot be read.
    pub fn tcp_url(&self, database: &str) -> Result<Option<String>> {
        if !self.settings.tcp {
            return Ok(None);
        }
        let (password, port) = (self.password()?, self.port());
        let database = encode(database);
        Ok(Some(format!(
            "postgres://postgres:{password}@127.0.0.1:{port}/{database}"
        )))
    }

    /// Returns the password of `postgres` for TCP; connections over the socket need none.
    ///
    /// # Errors
    /// `Io` when it cannot be read.
    pub fn password(&self) -> Result<String> {
        let path = self.layout.password();
        fs::read_to_string(&path).context("read", path)
    }

    /// Returns the folder of the Unix socket; only the server's user can enter it.
    #[must_use]
    pub fn socket_dir(&self) -> PathBuf {
        self.server()
            .map(|server| server.socket_dir)
            .filter(|folder| self.has_socket_in(folder))
            .unwrap_or_else(|| self.layout.socket_dir.clone())
    }

    /// Returns the port in the socket's name, which is also the TCP port if there is one.
    #[must_use]
    pub fn port(&self) -> u16 {
        match self.port.load(Ordering::Relaxed) {
            0 => self.server().map_or(DEFAULT_PORT, |server| server.port),
            port => port,
        }
    }

    /// Returns the folder of the PostgreSQL programs.
    #[must_use]
    pub fn bin_dir(&self) -> &Path {
        self.programs.bin_dir()
    }

    /// Returns the programs of the server.
    #[must_use]
    pub fn programs(&self) -> &Programs {
        &self.programs
    }

    /// Returns the folder of the data.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.layout.data()
    }

    /// Returns the path of the server's log.
    #[must_use]
    pub fn log_path(&self) -> PathBuf {
        self.layout.log()
    }

    /// Returns the server's log.
    ///
    /// # Errors
    /// `Io` when it cannot be read.
    pub fn read_log(&self) -> Result<String> {
        let path = self.log_path();
        let bytes = fs::read(&path).context("read", path)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Returns a command for one of the programs, with the environment to find the cluster.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = self.account.command(self.programs.path(program));
        command
            .current_dir(&self.layout.home)
            .env("PGDATA", self.data_dir());
        command
    }

    pub(crate) fn tell_watchdog(&self, program: u32) {
        if let Some(watchdog) = &self.watchdog {
            watchdog.tell(program);
        }
    }
}

/// Finds programs that can read the existing data, if there is any, or fetches them.
fn programs_for(data: &Path, listener: Option<&Listener>) -> Result<Programs> {
    let made_by = fs::read_to_string(data.join("PG_VERSION"))
        .ok()
        .and_then(|text| text.trim().parse().ok());
    let Some(major) = made_by else {
        return Programs::find_or_fetch(listener);
    };
    match Programs::find() {
        Ok(newest) if newest.major() == major => Ok(newest),
        found => match Programs::of_major(major, listener) {
            Err(Error::Missing(_)) if found.is_ok() => found,
            other => other,
        },
    }
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}
