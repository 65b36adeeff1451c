//! The error type of this crate. Its variants and classes are distinguished by what the user can do
//! about them.
//!
//! Messages are lower case and contain no password and no bound value. [`Error::advice`] says what
//! to do next.

mod advice;
mod failure;
mod location;
mod server;
mod untrusted;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

pub use failure::{Direction, Failure};
pub use location::{Excerpt, Location};
pub use server::{Blocker, Class, Holder, ServerError};
pub use untrusted::UntrustedTable;

use crate::model::{Inconsistency, InvalidAddress, Version};

/// The result of every fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Any error of this crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address of the database cannot be parsed.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// The database cannot be reached, or rejects the login; the class of the source says which.
    #[error("cannot connect to {address}")]
    Connect {
        /// The address without its password.
        address: String,
        /// The error of the server or the operating system.
        source: Box<ServerError>,
    },
    /// Another runner holds the lock.
    #[error("another run holds the lock: {holder}; gave up after {} s", waited.as_secs())]
    Locked {
        /// The session that holds the lock.
        holder: Holder,
        /// How long this run waited.
        waited: Duration,
    },
    /// The connection goes through a pooler in transaction mode, and some migrations need a
    /// session.
    #[error(
        "the connection goes through a pooler, and {} cannot run in a transaction",
        list(migrations)
    )]
    Pooler {
        /// The migrations that cannot run in a transaction.
        migrations: Vec<String>,
    },
    /// The migration files are invalid; nothing was run.
    #[error("{}", problems(.0))]
    Files(Vec<FileProblem>),
    /// Rust files are nested too deeply to be parsed safely, so they were not read.
    #[error("{}", problems(.0))]
    TooDeep(Vec<FileProblem>),
    /// Database and files are inconsistent in a way that is not allowed; nothing was run.
    #[error("{}", attentions(.0))]
    Attention(Vec<Inconsistency>),
    /// Bookkeeping tables that somebody else created or changed; nothing was written.
    #[error("{}", distrusted(.0))]
    Untrusted(Vec<UntrustedTable>),
    /// A migration failed.
    #[error(transparent)]
    Migration(Box<Failure>),
    /// No migration has this version.
    #[error("there is no migration `{version}`")]
    UnknownVersion {
        /// The requested version.
        version: String,
        /// An existing version that is similar.
        similar: Option<Version>,
    },
    /// These migrations cannot be reverted: they have no `down`, or declare that they are
    /// irreversible; nothing was run.
    #[error("{} cannot be reverted", list(.0.iter().map(|one| &one.name)))]
    Irreversible(Vec<Irreversible>),
    /// The connection was lost during the commit, and the database could not be queried afterwards.
    #[error("the connection was lost during COMMIT, so the outcome is unknown")]
    OutcomeUnknown(#[source] Box<ServerError>),
    /// A statement of Glowplug itself failed.
    #[error("{doing} failed")]
    Server {
        /// The operation that failed, for example `reading the applied versions`.
        doing: &'static str,
        /// The error of the server.
        source: Box<ServerError>,
    },
    /// A file or folder cannot be read or written.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// The operation that failed, as an infinitive.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The migrations, or the script that runs before them, fail in an empty scratch database.
    #[error("the migrations failed in a scratch database")]
    Scratch(#[source] Box<Self>),
    /// A scratch database cannot be created.
    #[error("cannot create a scratch database on {near}")]
    NoScratch {
        /// The address of the server on which it was to be created, without its password.
        near: String,
        /// The statement that grants the missing privilege to the user.
        grant: Option<String>,
        /// The error of the server.
        source: Box<ServerError>,
    },
    /// The migrations fail in a confined scratch database, whose role may do nothing outside it.
    #[error("the migrations do not run in a confined scratch database")]
    Confined(#[source] Box<Self>),
    /// A confined scratch database cannot be created, or the server rejects its role.
    #[error("cannot create a confined scratch database on {near}")]
    NotConfined {
        /// The address of the server on which it was to be created, without its password.
        near: String,
        /// What to do, if known.
        advice: Option<String>,
        /// The error of the server.
        source: Box<ServerError>,
    },
    /// The user lacks the privilege to create or drop the database.
    #[error("this user may not {action} the database of {address}")]
    DatabasePrivilege {
        /// What is not allowed, as an infinitive: `create`.
        action: &'static str,
        /// The address without its password.
        address: String,
        /// The statements that grant the missing privilege, if known.
        grant: Option<String>,
        /// The error of the server.
        source: Box<ServerError>,
    },
    /// The `patch_file` of `[print_schema]` cannot be applied to the printed schema.
    #[error("`{}` {message}", path.display())]
    Patch {
        /// The patch.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// An invalid request, with the reason.
    #[error("{0}")]
    Usage(String),
}

/// A migration that cannot be reverted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Irreversible {
    /// Its name.
    pub name: String,
    /// The reason, if its `metadata.toml` gives one.
    pub why: Option<String>,
}

/// A problem with migration files, with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct FileProblem {
    /// The problem.
    pub message: String,
    /// Where it is.
    pub place: ProblemPlace,
    /// How to fix it.
    pub advice: String,
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq)]
pub enum ProblemPlace {
    /// Files or folders as a whole.
    Paths(Vec<PathBuf>),
    /// A position in a file.
    Point(Box<Location>),
}

fn list<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    let names = names.into_iter();
    let quoted: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn problems(problems: &[FileProblem]) -> String {
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    messages.join("\n")
}

fn distrusted(tables: &[UntrustedTable]) -> String {
    let messages: Vec<String> = tables.iter().map(ToString::to_string).collect();
    messages.join("\n")
}

fn attentions(attentions: &[Inconsistency]) -> String {
    let messages: Vec<String> = attentions.iter().map(ToString::to_string).collect();
    messages.join("\n")
}
