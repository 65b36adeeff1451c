//! The one error of this crate, by what the reader can do next.
//!
//! Messages are lower case and carry no password and no bound value. What a person should do next
//! stands in [`Error::advice`].

mod advice;
mod failure;
mod location;
mod server;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

pub use failure::{Direction, Failure};
pub use location::{Excerpt, Location};
pub use server::{Blocker, Class, Holder, ServerError};

use crate::model::{Attention, InvalidAddress, Version};

/// What every fallible function of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address of the database cannot be read.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// The database cannot be reached, or does not let us in; the class of the source says which.
    #[error("cannot connect to {address}")]
    Connect {
        /// The address without its password.
        address: String,
        /// What the server or the system said.
        source: Box<ServerError>,
    },
    /// Another runner holds the lock.
    #[error("another run holds the lock: {holder}; gave up after {} s", waited.as_secs())]
    Locked {
        /// Who.
        holder: Holder,
        /// How long we waited.
        waited: Duration,
    },
    /// A transaction-mode pooler stands between, and some migrations need a session of their own.
    #[error(
        "the connection goes through a pooler, and {} cannot run in a transaction",
        list(migrations)
    )]
    Pooler {
        /// The migrations that cannot run in a transaction.
        migrations: Vec<String>,
    },
    /// The files of migrations are not in order; nothing was run.
    #[error("{}", problems(.0))]
    Files(Vec<FileProblem>),
    /// The database and the files disagree in a way that is not accepted; nothing was run.
    #[error("{}", attentions(.0))]
    Attention(Vec<Attention>),
    /// A migration failed.
    #[error(transparent)]
    Migration(Box<Failure>),
    /// No migration has this version.
    #[error("there is no migration `{version}`")]
    UnknownVersion {
        /// What was asked for.
        version: String,
        /// What is there and looks like it.
        similar: Option<Version>,
    },
    /// These migrations cannot be reverted, because they have no `down`; nothing was run.
    #[error("{} cannot be reverted", list(.0))]
    Irreversible(Vec<String>),
    /// The connection was lost while the transaction was being committed, and the database could
    /// not be asked afterwards.
    #[error("the connection was lost during COMMIT, so the outcome is unknown")]
    OutcomeUnknown(#[source] Box<ServerError>),
    /// A statement of our own failed.
    #[error("{doing} failed")]
    Server {
        /// What we were doing, for example `reading the applied versions`.
        doing: &'static str,
        /// What the server said.
        source: Box<ServerError>,
    },
    /// A file or folder cannot be read or written.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried, as an infinitive.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// A request that makes no sense, with the reason.
    #[error("{0}")]
    Usage(String),
}

/// Something wrong with the files of migrations, with the place.
#[derive(Clone, Debug, PartialEq)]
pub struct FileProblem {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to do.
    pub advice: String,
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// In these files or folders as a whole.
    Paths(Vec<PathBuf>),
    /// At one point of a file.
    Point(Box<Location>),
}

fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn problems(problems: &[FileProblem]) -> String {
    let messages: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    messages.join("\n")
}

fn attentions(attentions: &[Attention]) -> String {
    let messages: Vec<String> = attentions.iter().map(ToString::to_string).collect();
    messages.join("\n")
}
