//! Runs scripts, statement by statement, inside the open transaction.

use super::Notice;
use super::execution::{Execution, StatementPlace, Stop};
use super::job::Surveyed;
use crate::error::{Error, Result, ServerError};
use crate::source::Script;
use crate::sql::{self, Control, Point, SplitError, Statement};

/// How many bytes of statements are sent together, where the session tells which one failed: a round
/// trip for each of a million rows would take longer than the rows.
pub(super) const CHUNK: usize = 64 * 1_024;

/// What stands between two statements that are sent together.
const BETWEEN: &str = ";\n";

/// Statements that are sent together.
#[derive(Default)]
pub(super) struct Chunk {
    pub(super) text: String,
    /// For each statement where it starts in the text, its number, and where it is in the script.
    parts: Vec<(usize, usize, Point)>,
}

impl Execution<'_> {
    /// Runs a script in the open transaction. `BEGIN` and `COMMIT` around it are left out.
    pub(super) async fn run_script(&mut self, surveyed: &Surveyed) -> Result<(), Stop> {
        let together = self.session.tells_which_failed();
        let mut chunk = Chunk::default();
        let reader = surveyed.script.open()?;
        for statement in sql::statements(self.database(), reader) {
            let statement = statement.map_err(|error| broken(&surveyed.script, error))?;
            if frames(surveyed, &statement) {
                continue;
            }
            self.tell(surveyed, &statement);
            chunk.add(&statement);
            if !together || chunk.text.len() >= CHUNK {
                self.send_chunk(surveyed, &mut chunk).await?;
            }
        }
        self.send_chunk(surveyed, &mut chunk).await
    }

    pub(super) fn tell(&mut self, surveyed: &Surveyed, statement: &Statement) {
        self.notice(Notice::StatementStarted {
            number: statement.number,
            of: surveyed.survey.statements,
            sql: &statement.text,
        });
    }

    async fn send_chunk(&mut self, surveyed: &Surveyed, chunk: &mut Chunk) -> Result<(), Stop> {
        if chunk.parts.is_empty() {
            return Ok(());
        }
        let sent = self.session.run(&chunk.text).await;
        let stopped = sent.map_err(|error| chunk.stop(surveyed, error));
        chunk.clear();
        stopped
    }
}

impl Chunk {
    pub(super) fn add(&mut self, statement: &Statement) {
        if !self.text.is_empty() {
            self.text.push_str(BETWEEN);
        }
        self.parts
            .push((self.text.len(), statement.number, statement.point));
        self.text.push_str(&statement.text);
    }

    /// The statements, each with its number.
    pub(super) fn statements(&self) -> impl Iterator<Item = (usize, &str)> {
        let ends = self.parts.iter().skip(1);
        let ends = ends.map(|(start, _, _)| start - BETWEEN.len());
        let ends = ends.chain([self.text.len()]);
        let parts = self.parts.iter().zip(ends);
        parts.map(|((start, number, _), end)| (*number, &self.text[*start..end]))
    }

    /// What became of a statement of this.
    pub(super) fn stop(&self, surveyed: &Surveyed, error: ServerError) -> Stop {
        let (start, number, point) = self.failed(error.offset, error.completed);
        let within = error.offset.map(|offset| offset.saturating_sub(start));
        Stop::Statement {
            place: Some(StatementPlace::new(surveyed, number, point, within)),
            error: Box::new(error),
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.parts.clear();
    }

    /// The statement that failed: the one that the error points into, or the one after those
    /// that were completed.
    fn failed(&self, offset: Option<usize>, completed: Option<usize>) -> (usize, usize, Point) {
        let index = match (offset, completed) {
            (Some(offset), _) => self
                .parts
                .partition_point(|(start, _, _)| *start <= offset)
                .saturating_sub(1),
            (None, Some(completed)) => completed.min(self.parts.len() - 1),
            (None, None) => 0,
        };
        self.parts[index]
    }
}

/// Whether a statement is the `BEGIN` or `COMMIT` around a whole script.
pub(super) fn frames(surveyed: &Surveyed, statement: &Statement) -> bool {
    surveyed.survey.wrapped && matches!(statement.control, Some(Control::Begin | Control::Commit))
}

/// A script that could be split a moment ago.
pub(super) fn broken(script: &Script, error: SplitError) -> Error {
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
