use std::time::Duration;

use serde::Serialize;

use crate::error::Direction;
use crate::model::Version;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The number of the batch; `None` when nothing was applied.
    pub batch: Option<i64>,
    /// The migrations, in the order they were done.
    pub done: Vec<Done>,
    /// What was taken note of beside that: versions that Diesel applied or reverted.
    pub remarks: Vec<String>,
}

/// One migration that was done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Done {
    /// The version.
    pub version: Version,
    /// The name.
    pub name: String,
    /// Which way.
    pub direction: Direction,
    /// How long it took.
    pub duration: Duration,
}

/// What a version is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Applied, without running it.
    Applied,
    /// Pending, without reverting it.
    Pending,
}
