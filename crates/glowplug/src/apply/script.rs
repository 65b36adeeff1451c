//! Runs scripts in the open transaction.

use super::RunEvent;
use super::execution::{Execution, JobError, StatementPlace};
use super::parsed_script::ParsedScript;
use super::splitting::MAX_STATEMENTS;
use crate::error::ServerError;
use crate::session::Message;
use crate::sql::{Facts, Point, Statement};

/// How many bytes of statements are sent together, if the session reports which one failed: a round
/// trip for each of a million rows would take longer than inserting them.
pub(super) const CHUNK: usize = 64 * 1_024;

/// The separator of statements that are sent together.
const BETWEEN: &str = ";\n";

/// Statements that are sent together.
pub(super) struct Chunk {
    pub(super) text: String,
    /// For each statement its offset in the text, its number, and its position in the script.
    parts: Vec<(usize, usize, Point)>,
    pub(super) facts: Facts,
}

impl Execution<'_> {
    /// Runs a script in the open transaction. `BEGIN` and `COMMIT` around the whole script are
    /// skipped.
    pub(super) async fn run_script(&mut self, surveyed: &ParsedScript) -> Result<(), JobError> {
        let together = self.session.reports_failing_statement();
        let parts = self.may_split_script(surveyed);
        let mut chunk = Chunk::default();
        for statement in surveyed.statements()? {
            let statement = statement?;
            self.tell(surveyed, &statement);
            chunk.add(&statement);
            let is_part = parts && statement.number % MAX_STATEMENTS == 0;
            if !together || is_part || chunk.text.len() >= CHUNK {
                self.send_chunk(surveyed, &mut chunk).await?;
            }
            if is_part {
                self.commit_and_begin().await?;
            }
        }
        self.send_chunk(surveyed, &mut chunk).await
    }

    pub(super) fn tell(&mut self, surveyed: &ParsedScript, statement: &Statement) {
        self.notice(RunEvent::StatementStarted {
            number: statement.number,
            of: surveyed.survey.statements,
            sql: &statement.text,
        });
    }

    async fn send_chunk(
        &mut self,
        surveyed: &ParsedScript,
        chunk: &mut Chunk,
    ) -> Result<(), JobError> {
        if chunk.parts.is_empty() {
            return Ok(());
        }
        let sent = self.session.run_message(chunk.message()).await;
        let stopped = sent.map_err(|error| chunk.stop(surveyed, error));
        chunk.clear();
        stopped
    }
}

impl Default for Chunk {
    fn default() -> Self {
        Self {
            text: String::new(),
            parts: Vec::new(),
            facts: Facts::NONE,
        }
    }
}

impl Chunk {
    /// Returns the statements as they are sent.
    pub(super) fn message(&self) -> Message<'_> {
        Message {
            text: &self.text,
            facts: self.facts,
        }
    }

    pub(super) fn add(&mut self, statement: &Statement) {
        if !self.text.is_empty() {
            self.text.push_str(BETWEEN);
        }
        self.parts
            .push((self.text.len(), statement.number, statement.point));
        self.text.push_str(&statement.text);
        self.facts = self.facts.and(statement.facts);
    }

    /// Returns the statements, each with its number.
    pub(super) fn statements(&self) -> impl Iterator<Item = (usize, &str)> {
        let ends = self.parts.iter().skip(1);
        let ends = ends.map(|(start, _, _)| start - BETWEEN.len());
        let ends = ends.chain([self.text.len()]);
        let parts = self.parts.iter().zip(ends);
        parts.map(|((start, number, _), end)| (*number, &self.text[*start..end]))
    }

    /// Returns the failure of a statement in this chunk, with its position.
    pub(super) fn stop(&self, surveyed: &ParsedScript, error: ServerError) -> JobError {
        let (start, number, point) = self.failed(error.offset, error.completed);
        let within = error.offset.map(|offset| offset.saturating_sub(start));
        JobError::Statement {
            place: Some(StatementPlace::new(surveyed, number, point, within)),
            error: Box::new(error),
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.parts.clear();
        self.facts = Facts::NONE;
    }

    /// Returns the statement that failed: the one that the error's offset points into, or the one
    /// after the completed ones.
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
