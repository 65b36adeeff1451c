//! Everything a command can end with that is not success.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use glowplug::declare::Open;
use glowplug::error::ServerError;
use glowplug::generate::Questions;

use crate::watch::Ledger;

/// What every fallible function of this crate returns.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, or is left open.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The engine's.
    #[error(transparent)]
    Engine(#[from] glowplug::Error),
    /// The local PostgreSQL's.
    #[error(transparent)]
    Local(#[from] glowplug_local::Error),
    /// A request that makes no sense; the advice says which does.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to type instead.
        advice: String,
    },
    /// A question that nobody could be asked, or that was answered with no.
    #[error("{}", .0.message)]
    Question(Question),
    /// What a declaration means is not clear.
    #[error("{}", unclear(.0))]
    Unclear(Questions),
    /// Statements that lose data, each with why, that nobody allowed.
    #[error("{} would lose data", crate::output::count(.0.len(), "statement"))]
    Hazards(Vec<(String, String)>),
    /// There is no way to what is declared.
    #[error("no migration leads to what is declared")]
    Blocked(Box<glowplug::generate::Blocked>),
    /// A generated migration does not do what it should.
    #[error("the migration could not be proved, so it was not written")]
    NotProved {
        /// Why.
        problems: Vec<String>,
    },
    /// There is no such table; the advice names those that are.
    #[error("there is no table `{table}`")]
    NoTable {
        /// What was asked for.
        table: String,
        /// What is there.
        advice: String,
    },
    /// The statement of `query` failed.
    #[error("the statement failed")]
    Query {
        /// Its text.
        sql: String,
        /// Whether it was allowed to change something.
        write: bool,
        /// What the server said.
        source: Box<ServerError>,
    },
    /// A file of settings is not in order.
    #[error("`{}` {message}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What about it.
        message: String,
    },
    /// A folder or file cannot be made or read.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried, as an infinitive.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Somebody pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted(Ledger),
    /// Standard output cannot be written to.
    #[error("cannot write the answer")]
    Output(#[source] io::Error),
}

/// A question before something is destroyed.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// What is about to happen, and to which database.
    pub(crate) message: String,
    /// The name of the database.
    pub(crate) database: String,
    /// What is affected.
    pub(crate) affected: Vec<String>,
    /// The option that answers it, for example `--confirm shop`.
    pub(crate) answer: String,
}

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Done, or nothing to do.
    Done,
    /// A check found something.
    Found,
}

impl Error {
    /// A wrong request.
    pub(crate) fn usage(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            advice: advice.into(),
        }
    }

    /// The exit code.
    pub(crate) fn code(&self) -> ExitCode {
        match self {
            Self::Usage { .. } | Self::Question(_) | Self::Unclear(_) | Self::Hazards(_) => {
                ExitCode::from(2)
            }
            Self::Engine(glowplug::Error::Usage(_) | glowplug::Error::Address(_)) => {
                ExitCode::from(2)
            }
            Self::Interrupted(_) => ExitCode::from(130),
            // Whoever reads our answer has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    }
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Done => Self::SUCCESS,
            Ending::Found => Self::from(3),
        }
    }
}

fn unclear(questions: &Questions) -> String {
    let renames = questions
        .renames
        .iter()
        .map(|question| format!("{} `{}`", question.object.kind(), question.object));
    let used = questions.open.iter().filter_map(Open::goes);
    let used = used.map(|object| {
        let default = questions.from.default_schema.as_deref();
        format!("{} `{}`", object.kind(), object.told(default))
    });
    let values = questions.open.iter().filter_map(|open| match open {
        Open::Values { name, .. } => Some(format!("the values of `{name}`")),
        Open::Used { .. } | Open::Unjoined { .. } => None,
    });
    let objects: Vec<String> = renames.chain(used).collect();
    let values: Vec<String> = values.collect();
    let mut told = Vec::new();
    if !objects.is_empty() {
        let objects = objects.join(", ");
        told.push(format!("it is not clear what is to become of {objects}"));
    }
    if !values.is_empty() {
        told.push(format!("it is not known what {} are", values.join(", ")));
    }
    told.join("; ")
}
