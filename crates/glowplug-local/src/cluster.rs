//! One private server: where it lives, how to reach it, what state it is in.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU16, Ordering},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    database,
    error::{Context, Result},
    paths::Layout,
    process::PidFile,
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
}

/// Whether a cluster exists and runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// There is no data.
    Absent,
    /// There is data and no server.
    Stopped,
    /// The server runs.
    Running,
}

/// What [`Cluster::status`] found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Status {
    /// Whether the cluster exists and runs.
    pub state: State,
    /// The server's process.
    pub pid: Option<u32>,
    /// The version of the programs, for example `17.2`.
    pub version: String,
    /// The URL of the database `postgres`.
    pub url: String,
    /// The folder of the data.
    pub data_dir: PathBuf,
}

impl Cluster {
    /// Returns the development cluster of a project; [`Cluster::start`] starts it.
    ///
    /// Its data stays in `.glowplug/postgres`. When root calls and the server's user cannot reach
    /// that folder, the data is below `/var/tmp` and `.glowplug/postgres` is a link to it.
    ///
    /// # Errors
    /// `Missing` or `UnsupportedVersion` without programs, `Io` when the project is not a folder.
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
            None => programs_for(&layout.data())?,
        };
        Ok(Self {
            layout,
            account,
            programs,
            port: AtomicU16::new(if settings.tcp { 0 } else { DEFAULT_PORT }),
            settings,
            purpose: Purpose::Development,
            watchdog: None,
        })
    }

    /// Starts a temporary server, tuned for tests: a crash would lose its data.
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
            None => Programs::find()?,
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
        };
        cluster.start()?;
        Ok(cluster)
    }

    /// Returns what there is and whether it runs; changes nothing.
    #[must_use]
    pub fn status(&self) -> Status {
        let data_dir = self.data_dir();
        let running = PidFile::running(&data_dir);
        let state = match running {
            Some(_) => State::Running,
            None if data_dir.join("PG_VERSION").exists() => State::Stopped,
            None => State::Absent,
        };
        Status {
            state,
            pid: running.map(|server| server.pid),
            version: self.programs.version().to_owned(),
            url: self.url("postgres"),
            data_dir,
        }
    }

    /// Starts the server if necessary, creates a database unless it exists, and returns its URL.
    ///
    /// # Errors
    /// As [`Cluster::start`]; `Database` when the server refuses.
    pub fn ensure_database(&self, name: &str) -> Result<String> {
        self.start()?;
        database::ensure(&self.url("postgres"), name)?;
        Ok(self.url(name))
    }

    /// Returns the URL of a database, over the Unix socket, as the superuser `postgres`.
    ///
    /// The socket's folder is the percent-encoded host, which libpq, tokio-postgres and the
    /// `diesel` command understand alike. Nothing is started.
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

    /// Returns the password of `postgres` for TCP; the socket needs none.
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
        match PidFile::read(&self.data_dir()) {
            Some(server) if server.socket_dir.is_absolute() => server.socket_dir,
            _ => self.layout.socket_dir.clone(),
        }
    }

    /// Returns the port in the socket's name, which is the TCP port too if there is one.
    #[must_use]
    pub fn port(&self) -> u16 {
        match self.port.load(Ordering::Relaxed) {
            0 => PidFile::read(&self.data_dir()).map_or(DEFAULT_PORT, |server| server.port),
            port => port,
        }
    }

    /// Returns the folder of the PostgreSQL programs.
    #[must_use]
    pub fn bin_dir(&self) -> &Path {
        self.programs.bin_dir()
    }

    /// Returns the programs the server runs with.
    #[must_use]
    pub fn programs(&self) -> &Programs {
        &self.programs
    }

    /// Returns the folder of the data.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.layout.data()
    }

    /// Returns the file of the server's log.
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

    /// Returns a command for one of the programs, which finds the cluster by itself.
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

/// Finds the programs that can read the data, if there is data.
fn programs_for(data: &Path) -> Result<Programs> {
    let newest = Programs::find()?;
    let made_by = fs::read_to_string(data.join("PG_VERSION"))
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .filter(|major| *major != newest.major());
    Ok(made_by.and_then(Programs::find_major).unwrap_or(newest))
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}
