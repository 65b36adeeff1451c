//! The one error of this crate: what failed, where, and what to do next.

use std::{io, path::PathBuf};

use crate::install::Missing;

/// The result of everything fallible in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with a private PostgreSQL.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No PostgreSQL programs on this machine; the text names the package to install.
    #[error("{0}")]
    Missing(Missing),
    /// Programs are there, of a version this crate does not know.
    #[error(
        "`{}` is PostgreSQL `{found}`, versions 13 to 18 are supported; install one of them or set \
         GLOWPLUG_PG_BIN to its folder",
        bin_dir.display()
    )]
    UnsupportedVersion {
        /// The folder of the programs.
        bin_dir: PathBuf,
        /// What `postgres --version` said.
        found: String,
    },
    /// The data was made by another major version, and its programs are not installed.
    #[error(
        "`{}` was made by PostgreSQL {made_by}, the programs are of version {programs}; install \
         PostgreSQL {made_by} or reset the cluster",
        data.display()
    )]
    OtherVersion {
        /// The data folder.
        data: PathBuf,
        /// The major version in its `PG_VERSION`.
        made_by: String,
        /// The major version of the programs found.
        programs: u32,
    },
    /// The files of the cluster could not be read or written.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried, as an infinitive.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A folder that must be private belongs to someone else or is open to others.
    #[error("`{}` must be a folder of user id {uid} with mode 0700; remove it and try again", path.display())]
    NotPrivate {
        /// The folder.
        path: PathBuf,
        /// The user who must own it.
        uid: u32,
    },
    /// PostgreSQL refuses to run as root, and the machine has no other user for it.
    #[error(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`; add one"
    )]
    NoUser,
    /// No folder for the Unix socket is short enough and within reach of the server's user.
    #[error("no folder is short enough for a Unix socket; set TMPDIR to a short path")]
    NoSocketFolder,
    /// Another process holds the cluster's lock for too long.
    #[error("another process is still starting or stopping the cluster; it holds `{}`", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// `initdb` or `pg_ctl` ended with an error.
    #[error("`{program}` failed on `{}`: {output}", data.display())]
    Program {
        /// The program's name.
        program: &'static str,
        /// The data folder.
        data: PathBuf,
        /// The end of what it wrote.
        output: String,
    },
    /// The server did not start.
    #[error("the server of `{}` did not start; its log ends with:\n{log}", data.display())]
    Start {
        /// The data folder.
        data: PathBuf,
        /// The last lines of the server's log.
        log: String,
    },
    /// The server answered a statement with an error, or could not be reached.
    #[error("cannot {action} `{object}`")]
    Database {
        /// What was tried, as an infinitive.
        action: &'static str,
        /// The database it was about.
        object: String,
        /// The cause.
        source: tokio_postgres::Error,
    },
    /// The thread that speaks to the server ended.
    #[error("the connection to the server is gone")]
    Disconnected,
    /// The function that prepares a template database failed.
    #[error("cannot prepare the template database")]
    Prepare {
        /// The function's error.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A connection string is not a `postgres://` URL.
    #[error("`{variable}` must be a URL that begins with postgres:// or postgresql://")]
    Url {
        /// Where the string came from.
        variable: &'static str,
    },
}

/// Names the action and the path of an I/O error.
pub(crate) trait Context<T> {
    /// Turns an [`io::Error`] into [`Error::Io`].
    fn context(self, action: &'static str, path: impl Into<PathBuf>) -> Result<T>;
}

impl<T> Context<T> for io::Result<T> {
    fn context(self, action: &'static str, path: impl Into<PathBuf>) -> Result<T> {
        self.map_err(|source| Error::Io {
            action,
            path: path.into(),
            source,
        })
    }
}
