//! The result of a run.

use std::time::Duration;

use serde::Serialize;

use crate::error::Direction;
use crate::model::Version;

/// The result of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The number of the batch; `None` when nothing was applied.
    pub batch: Option<i64>,
    /// The migrations, in the order in which they ran.
    pub done: Vec<MigrationResult>,
    /// What else was recorded: versions that Diesel applied or reverted.
    pub remarks: Vec<String>,
}

/// One migration that was applied or reverted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MigrationResult {
    /// The version.
    pub version: Version,
    /// The name.
    pub name: String,
    /// Its direction.
    pub direction: Direction,
    /// How long it took.
    pub duration: Duration,
}

/// The state that a version is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Applied, without running it.
    Applied,
    /// Pending, without reverting it.
    Pending,
}
