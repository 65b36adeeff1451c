//! A script that is parsed once, before anything runs: facts about the whole, and its statements
//! with their positions and facts. A script too large to be kept in memory is streamed from the
//! disk again when it runs.

use std::borrow::Cow;

use super::locate;
use crate::error::{Error, FileProblem, Result};
use crate::model::Database;
use crate::session::Session;
use crate::source::Script;
use crate::sql::{self, Analyzer, Classifier, Control, ScriptAnalysis, SplitError, Statement};

/// How scripts of one database are parsed.
#[derive(Clone, Copy)]
pub(super) struct ScriptParser {
    pub(super) database: Database,
    judge: Classifier,
}

/// A script that was parsed before anything runs.
pub(super) struct ParsedScript {
    pub(super) script: Script,
    pub(super) survey: ScriptAnalysis,
    reading: ScriptParser,
    /// The statements, without `BEGIN` and `COMMIT` around the whole; `None` for a script that is
    /// not kept in memory.
    statements: Option<Vec<Statement>>,
}

/// The statements of a script.
type Statements<'s> = Box<dyn Iterator<Item = Result<Cow<'s, Statement>>> + Send + 's>;

impl ScriptParser {
    /// Returns how scripts for this session's database are parsed.
    pub(super) fn of(session: &dyn Session) -> Self {
        Self {
            database: session.database(),
            judge: session.judge(),
        }
    }
}

impl ParsedScript {
    /// Parses a script.
    ///
    /// # Errors
    /// [`Error::Files`] with the location of what cannot be split.
    pub(super) fn new(reading: ScriptParser, script: Script) -> Result<Self> {
        let mut surveying = Analyzer::default();
        let mut statements = script.is_loaded().then(Vec::new);
        for statement in sql::statements(reading.database, script.open()?) {
            let statement = statement.map_err(|error| refused(&script, error))?;
            surveying.follow(&statement);
            if let Some(statements) = &mut statements {
                statements.push(statement.judged(reading.judge));
            }
        }
        let mut surveyed = Self {
            survey: surveying.finish(),
            script,
            reading,
            statements: None,
        };
        if let Some(statements) = &mut statements {
            statements.retain(|statement| !surveyed.is_frame(statement));
        }
        surveyed.statements = statements;
        Ok(surveyed)
    }

    /// Returns the statements, without `BEGIN` and `COMMIT` around the whole script.
    ///
    /// # Errors
    /// [`Error::Io`] when a file cannot be read again.
    pub(super) fn statements(&self) -> Result<Statements<'_>> {
        if let Some(statements) = &self.statements {
            return Ok(Box::new(
                statements
                    .iter()
                    .map(|statement| Ok(Cow::Borrowed(statement))),
            ));
        }
        let statements = sql::statements(self.reading.database, self.script.open()?);
        let judged = statements.map(|statement| match statement {
            Ok(statement) => Ok(Cow::Owned(statement.judged(self.reading.judge))),
            Err(error) => Err(broken(&self.script, error)),
        });
        let is_frame = |statement: &Cow<'_, Statement>| self.is_frame(statement);
        Ok(Box::new(
            judged.filter(move |read| !read.as_ref().is_ok_and(is_frame)),
        ))
    }

    /// Returns the statements if they are kept in memory.
    pub(super) fn kept(&self) -> Option<&[Statement]> {
        self.statements.as_deref()
    }

    /// Returns true if a statement is the `BEGIN` or `COMMIT` around the whole script.
    fn is_frame(&self, statement: &Statement) -> bool {
        let frames = matches!(statement.control, Some(Control::Begin | Control::Commit));
        self.survey.has_own_transaction && frames
    }
}

/// Converts the error of a script that cannot be split.
fn refused(script: &Script, error: SplitError) -> Error {
    match error {
        SplitError::Read(source) => Error::Io {
            action: "read",
            path: script.path().to_owned(),
            source,
        },
        SplitError::Problem(problem) => Error::Files(vec![FileProblem {
            place: locate::point(script, problem.point),
            message: problem.message,
            advice: problem.advice,
        }]),
    }
}

/// Converts the error of a script that could be split when it was first read.
fn broken(script: &Script, error: SplitError) -> Error {
    let source = match error {
        SplitError::Read(source) => source,
        SplitError::Problem(problem) => std::io::Error::other(problem.message),
    };
    Error::Io {
        action: "read",
        path: script.path().to_owned(),
        source,
    }
}
