//! The outcome of a command: success, findings, or an error, and the exit code of each.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use glowplug::error::ServerError;
use glowplug_schema::declare::OpenQuestion;
use glowplug_schema::generate::Questions;

/// The result of every fallible function of this crate.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// The errors of a command, and the questions it leaves open.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// An error of the engine.
    #[error(transparent)]
    Engine(#[from] glowplug::Error),
    /// An error of the local PostgreSQL.
    #[error(transparent)]
    Local(#[from] glowplug_local::Error),
    /// A wrong request, with advice.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do instead.
        advice: String,
    },
    /// A question that could not be asked, or was answered with no.
    #[error("{}", .0.message)]
    Question(Question),
    /// A declaration that leaves questions open.
    #[error("{}", unclear(.0))]
    Unclear(Questions),
    /// Statements that lose data without permission.
    #[error("{} would lose data", crate::text::count(statements.len(), "statement"))]
    Hazards {
        /// The statements, each with the reason.
        statements: Vec<(String, String)>,
        /// The command that allows it, with the options for all answers given.
        command: String,
    },
    /// No migration to the declared schema can be generated.
    #[error("no migration to the declared schema can be generated")]
    Blocked(Box<glowplug_schema::generate::Blocked>),
    /// A generated migration whose proof failed.
    #[error("the migration could not be proved, so it was not written")]
    NotProved {
        /// The reasons.
        problems: Vec<String>,
    },
    /// An error that ended a command after part of its result was known.
    #[error("{source}")]
    Stopped {
        /// The results so far.
        known: serde_json::Value,
        /// The error.
        source: Box<Self>,
    },
    /// A table that does not exist; the advice suggests others.
    #[error("there is no table `{table}`")]
    NoTable {
        /// The table that was asked for.
        table: String,
        /// The tables that exist.
        advice: String,
    },
    /// The statement of `query` failed.
    #[error("the statement failed")]
    Query {
        /// The SQL text.
        sql: String,
        /// Whether it was allowed to write.
        write: bool,
        /// The server's error.
        source: Box<ServerError>,
    },
    /// A file of settings that is not valid.
    #[error("`{}` {message}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A folder or file cannot be created, read or written.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// The action that failed, as an infinitive.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The user pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted(RunProgress),
    /// Standard output that cannot be written to.
    #[error("cannot write to standard output")]
    Output(#[source] io::Error),
}

/// A confirmation before data is destroyed.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// The change, and the database it applies to.
    pub(crate) message: String,
    /// The name of the database.
    pub(crate) database: String,
    /// The affected objects.
    pub(crate) affected: Vec<String>,
    /// The option that answers it, for example `--confirm shop`.
    pub(crate) answer: String,
}

/// The progress of an interrupted run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RunProgress {
    /// The migrations that are committed, by name.
    pub(crate) committed: Vec<String>,
    /// The migrations that are not committed yet, by name, the running one last.
    pub(crate) open: Vec<String>,
    /// Whether the statements of the running migration are committed one by one.
    pub(crate) by_statement: bool,
}

/// The outcome of a command that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, or nothing to do.
    Done,
    /// A check found something.
    Found,
}

impl Error {
    /// Returns an error for a wrong request, with advice.
    pub(crate) fn usage(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            advice: advice.into(),
        }
    }

    /// Returns a wrapper for an I/O error on a path. `action` is an infinitive: `read`, `write`.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }

    /// Returns the exit code.
    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::Usage { .. } | Self::Question(_) | Self::Unclear(_) | Self::Hazards { .. } => {
                ExitCode::from(2)
            }
            Self::Engine(glowplug::Error::Usage(_) | glowplug::Error::Address(_)) => {
                ExitCode::from(2)
            }
            Self::Stopped { source, .. } => source.code(),
            Self::Interrupted(_) => ExitCode::from(130),
            // The reader of the output has read enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(ending: Outcome) -> Self {
        match ending {
            Outcome::Done => Self::SUCCESS,
            Outcome::Found => Self::from(3),
        }
    }
}

fn unclear(questions: &Questions) -> String {
    let renames = questions
        .renames
        .iter()
        .map(|question| format!("{} `{}`", question.object.kind(), question.object));
    let used = questions.open.iter().filter_map(OpenQuestion::goes);
    let used = used.map(|object| {
        let default = questions.from.default_schema.as_deref();
        format!("{} `{}`", object.kind(), object.display_name(default))
    });
    let values = questions.open.iter().filter_map(|open| match open {
        OpenQuestion::Values { name, .. } => Some(format!("the values of `{name}`")),
        OpenQuestion::Used { .. } | OpenQuestion::Unjoined { .. } => None,
    });
    let objects: Vec<String> = renames.chain(used).collect();
    let values: Vec<String> = values.collect();
    let mut told = Vec::new();
    if !objects.is_empty() {
        let objects = objects.join(", ");
        told.push(format!("it is unclear what happens to {objects}"));
    }
    if !values.is_empty() {
        told.push(format!("{} are unknown", values.join(", ")));
    }
    told.join("; ")
}
