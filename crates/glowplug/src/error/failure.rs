use std::fmt;

use serde::Serialize;

use super::{Location, ServerError};

/// Which way a migration runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Applied.
    Up,
    /// Reverted.
    Down,
}

/// A migration that failed: where, why, and what became of the run.
#[derive(Debug)]
pub struct Failure {
    /// The migration's name.
    pub migration: String,
    /// Which way it ran.
    pub direction: Direction,
    /// Where in which file; `None` for migrations in Rust.
    pub location: Option<Location>,
    /// The number of the failed statement in its file, from 1, and how many there are.
    pub statement: Option<(usize, usize)>,
    /// What the server said.
    pub error: ServerError,
    /// Whether it was the commit that failed, of several migrations at once: the database does not
    /// say which of them is to blame, and `migration` is the last one.
    pub at_commit: bool,
    /// What this run did in this direction and what stays done, by name, in the order it was done.
    pub done: Vec<String>,
    /// What this run did in this direction and what went back with the transaction.
    pub undone: Vec<String>,
    /// What this run had reverted, to apply it again, and what stays reverted.
    pub reverted: Vec<String>,
    /// What this run had reverted, to apply it again, and what came back with the transaction: it
    /// is applied as it was before.
    pub restored: Vec<String>,
    /// What was not reached.
    pub not_reached: Vec<String>,
    /// How many statements of the failed migration stay done, where no transaction holds it.
    pub statements_done: usize,
    /// How often it was tried, where waiting for a lock can help.
    pub attempts: u32,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.at_commit {
            return write!(f, "the commit of several migrations failed");
        }
        write!(f, "`{}` failed", self.migration)?;
        if let Some((number, of)) = self.statement {
            write!(f, " at statement {number} of {of}")?;
        }
        if let Some(location) = &self.location {
            write!(f, ", {location}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
