//! The failure of a migration.

use std::fmt;

use serde::Serialize;

use super::{Location, ServerError};

/// The direction of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Apply.
    Up,
    /// Revert.
    Down,
}

/// A migration that failed: where, why, and the state that the run is in afterwards.
#[derive(Debug)]
pub struct Failure {
    /// The migration's name.
    pub migration: String,
    /// The direction in which it ran.
    pub direction: Direction,
    /// The position in the file; `None` for migrations in Rust.
    pub location: Option<Location>,
    /// The number of the failed statement in its file, from 1, and how many there are.
    pub statement: Option<(usize, usize)>,
    /// The error of the server.
    pub error: ServerError,
    /// Whether the commit of several migrations failed: the database does not say which of them
    /// caused it, and `migration` is the last one.
    pub at_commit: bool,
    /// Names of the migrations that this run did in this direction and that stay done, in order.
    pub done: Vec<String>,
    /// Names of the migrations that this run did in this direction and that were rolled back.
    pub rolled_back: Vec<String>,
    /// Names of the migrations that a `redo` reverted and that stay reverted.
    pub reverted: Vec<String>,
    /// Names of the migrations that a `redo` reverted and whose revert was rolled back: they are
    /// applied as before.
    pub kept_applied: Vec<String>,
    /// Names of the migrations that were not reached.
    pub not_reached: Vec<String>,
    /// How many statements of the failed migration stay done, if it did not run in a transaction.
    pub statements_done: usize,
    /// How many attempts were made, if the error is one that is retried.
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
