//! The error type of this crate: each variant says what failed, where, and what to do next.

use std::{io, path::PathBuf};

use crate::install::Missing;

/// The result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The errors of running a private PostgreSQL.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No PostgreSQL programs on this machine; the text names the package to install.
    #[error("{0}")]
    Missing(Missing),
    /// There are programs, but of a version that this crate does not support.
    #[error(
        "`{}` is PostgreSQL `{found}`, versions 13 to 18 are supported; install one of them or set \
         GLOWPLUG_PG_BIN to its folder",
        bin_dir.display()
    )]
    UnsupportedVersion {
        /// The folder of the programs.
        bin_dir: PathBuf,
        /// The output of `postgres --version`.
        found: String,
    },
    /// The data was created by another major version, whose programs are not installed.
    #[error(
        "`{}` was created by PostgreSQL {made_by}, the programs are of version {programs}; install \
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
        /// The action that failed, as an infinitive.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A folder that must be private belongs to another user or is accessible to others.
    #[error(
        "`{}` must be a folder of user id {uid} with mode 0700, and is not, so it is left alone; work \
         as its owner, or move it away",
        path.display()
    )]
    NotPrivate {
        /// The folder.
        path: PathBuf,
        /// The user who must own it.
        uid: u32,
    },
    /// The file or folder in the cluster's place was not created there by this crate.
    #[error(
        "`{}` {what}, so it is not used, changed or deleted; look what it is, and move it away",
        path.display()
    )]
    NotOurs {
        /// The folder or link.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The data is on a file system that other machines share, and one of them is using it.
    #[error(
        "`{}` was last started on `{host}`, and not stopped there; stop it there, or delete \
         `postmaster.pid` in it if that machine no longer runs",
        data.display()
    )]
    Elsewhere {
        /// The data folder.
        data: PathBuf,
        /// The machine's name.
        host: String,
    },
    /// PostgreSQL refuses to run as root, and the machine has no other user for it.
    #[error(
        "PostgreSQL does not run as root, and there is no user `postgres` or `nobody`; add one"
    )]
    NoUser,
    /// No folder for the Unix socket has a short enough path and is accessible to the server's
    /// user.
    #[error("no folder is short enough for a Unix socket; set TMPDIR to a short path")]
    NoSocketFolder,
    /// Another process has held the cluster's lock for too long.
    #[error(
        "another process is using the cluster or fetching PostgreSQL; it holds the lock `{}`",
        path.display()
    )]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// `initdb` or `pg_ctl` failed.
    #[error("`{program}` failed on `{}`: {output}", data.display())]
    Program {
        /// The program's name.
        program: &'static str,
        /// The data folder.
        data: PathBuf,
        /// The end of its output.
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
    /// A statement failed, or the server could not be reached.
    #[error("cannot {action} `{object}`")]
    Database {
        /// The action that failed, as an infinitive.
        action: &'static str,
        /// The database that the action was applied to.
        object: String,
        /// The cause.
        source: tokio_postgres::Error,
    },
    /// The thread of the connection to the server ended.
    #[error("the connection to the server was lost")]
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
        /// The variable that contains the string.
        variable: &'static str,
    },
}

/// Adds the action and the path to an I/O error.
pub(crate) trait Context<T> {
    /// Converts an [`io::Error`] into [`Error::Io`].
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
