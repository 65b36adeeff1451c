//! Runs a single script outside the migrations, without recording it.

use super::parsed_script::{ParsedScript, ScriptParser};
use super::{Runner, locate};
use crate::error::{Direction, Error, Failure, Result, ServerError};
use crate::session::Message;
use crate::source::Script;
use crate::sql::Point;

impl Runner {
    /// Runs a script; each statement is committed on its own.
    ///
    /// # Errors
    /// [`Error::Migration`] with the location of the statement that fails.
    pub async fn run_script(&mut self, script: &Script) -> Result<()> {
        let surveyed = ParsedScript::new(ScriptParser::of(&*self.session), script.clone())?;
        for statement in surveyed.statements()? {
            let statement = statement?;
            let message = Message {
                text: &statement.text,
                facts: statement.facts,
            };
            let ran = self.session.run_message(message).await;
            ran.map_err(|error| {
                let number = (statement.number, surveyed.survey.statements);
                failure(script, statement.point, number, error)
            })?;
        }
        Ok(())
    }
}

fn failure(script: &Script, mut point: Point, number: (usize, usize), error: ServerError) -> Error {
    if let Some(within) = error.offset.filter(|within| *within < point.length) {
        point.offset += within as u64;
        point.length = 1;
    }
    Error::Migration(Box::new(Failure {
        migration: script.path().display().to_string(),
        direction: Direction::Up,
        location: Some(locate::locate(script, point)),
        statement: Some(number),
        error,
        at_commit: false,
        done: Vec::new(),
        rolled_back: Vec::new(),
        reverted: Vec::new(),
        kept_applied: Vec::new(),
        not_reached: Vec::new(),
        statements_done: 0,
        attempts: 1,
    }))
}
