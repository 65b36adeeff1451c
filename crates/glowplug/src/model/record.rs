//! What the database records about migrations: applied versions, progress, and the history.

use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Serialize;

use super::{Checksum, Version};

/// An applied version: Diesel's row, with our record.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The version.
    pub version: Version,
    /// When it was applied, from Diesel's table (in the session's time, without a time zone).
    pub run_on: NaiveDateTime,
    /// Our record; `None` for a version that Diesel applied and no run has recorded yet.
    pub record: Option<Record>,
}

/// The record of an applied version, in `__glowplug_migrations`.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The version.
    pub version: Version,
    /// The folder's name, or the name of a migration in Rust.
    pub name: String,
    /// The batch it was applied in, from 1.
    pub batch: i64,
    /// The checksum of its text; `None` for migrations in Rust and for those whose folder was
    /// missing.
    pub checksum: Option<Checksum>,
    /// When it was applied.
    pub applied_at: DateTime<Utc>,
    /// How long it took; `None` if Diesel applied it, or if it was marked.
    pub duration: Option<Duration>,
    /// Who applied it: the user of the operating system, and of the database if they differ.
    pub actor: String,
    /// The host it was applied from.
    pub host: String,
    /// The program that applied it, with its version, for example `glowplug 0.1.0` or `diesel`.
    pub tool: String,
    /// The text of `down.sql` when it was applied.
    pub down: Option<String>,
    /// Diesel's `run_on` when it was recorded: another value now means that Diesel ran it again.
    pub run_on: Option<NaiveDateTime>,
    /// Whether it is applied, or was started and not finished.
    pub state: State,
}

/// The state of a recorded migration.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Completely applied.
    Applied,
    /// `up` is running, or was interrupted: only for migrations that do not run in a transaction.
    Applying(Progress),
    /// `down` is running, or was interrupted.
    Reverting(Progress),
}

/// The progress of a migration that runs statement by statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many statements are done.
    pub done: usize,
    /// SHA-256 over the completed statements, to detect whether they were edited since.
    pub digest: String,
    /// Whether the next statement was sent and its answer never arrived.
    pub started: bool,
    /// The dialect's note from before it was sent, to find out later whether it took effect.
    pub before: Option<String>,
}

/// The actions in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Applied.
    Up,
    /// Reverted.
    Down,
    /// Its changed text was accepted, or traces of an interrupted run were removed.
    Repair,
    /// Marked by hand as applied or as pending.
    Mark,
    /// Diesel had applied it, and this was recorded.
    Adopt,
    /// Diesel had reverted it, and this was recorded.
    Forget,
}

/// The outcome of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Done.
    Done,
    /// Failed; the message says why.
    Failed,
}

/// One line of the history, in `__glowplug_history`. The history is append-only.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// An identifier of the run, the same for all lines of one run.
    pub run: String,
    /// The action.
    pub action: Action,
    /// The outcome.
    pub outcome: Outcome,
    /// The version that it concerns.
    pub version: Version,
    /// The name of the migration.
    pub name: String,
    /// The batch.
    pub batch: Option<i64>,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub duration: Option<Duration>,
    /// Who did it.
    pub actor: String,
    /// The host it was done from.
    pub host: String,
    /// The program that did it, with its version.
    pub tool: String,
    /// The error, or a remark.
    pub message: Option<String>,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 6] = [
        Self::Up,
        Self::Down,
        Self::Repair,
        Self::Mark,
        Self::Adopt,
        Self::Forget,
    ];

    /// Returns the name as it is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Repair => "repair",
            Self::Mark => "mark",
            Self::Adopt => "adopt",
            Self::Forget => "forget",
        }
    }
}
