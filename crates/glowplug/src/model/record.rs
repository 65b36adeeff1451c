use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Serialize;

use super::{Checksum, Version};

/// A version that the database holds: Diesel's row, and ours beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The version.
    pub version: Version,
    /// When it was applied, as Diesel's table says it (by the session's clock, without a zone).
    pub run_on: NaiveDateTime,
    /// What we know of it; `None` for a version that Diesel applied and nobody adopted.
    pub record: Option<Record>,
}

/// What is kept beside an applied version, in `__glowplug_migrations`.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The version.
    pub version: Version,
    /// The folder's name, or the name of a migration in Rust.
    pub name: String,
    /// The batch it was applied in, from 1.
    pub batch: i64,
    /// What its text came to; `None` for migrations in Rust and for those whose folder was gone.
    pub checksum: Option<Checksum>,
    /// When.
    pub applied_at: DateTime<Utc>,
    /// How long it took; `None` when Diesel applied it, or it was marked.
    pub duration: Option<Duration>,
    /// Who applied it: the user of the operating system and of the database.
    pub actor: String,
    /// From which host.
    pub host: String,
    /// By which program and version, for example `glowplug 0.1.0` or `diesel`.
    pub tool: String,
    /// `down.sql` as it was then.
    pub down: Option<String>,
    /// Diesel's `run_on` as it was then: another one now means that Diesel ran it again.
    pub run_on: Option<NaiveDateTime>,
    /// Whether it is applied, or was begun and not finished.
    pub state: State,
}

/// How far a migration is.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Wholly applied.
    Applied,
    /// `up` runs, or stopped in the middle: only where no transaction holds the whole of it.
    Applying(Progress),
    /// `down` runs, or stopped in the middle.
    Reverting(Progress),
}

/// How far a migration without a transaction is, statement by statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many statements are done.
    pub done: usize,
    /// SHA-256 over the statements that are done, to see whether they were edited since.
    pub digest: String,
    /// The statement after those was sent, and its answer never arrived.
    pub started: bool,
    /// What the dialect noted before it was sent, to find out later whether it took effect.
    pub before: Option<String>,
}

/// What was done, in the history.
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
    /// Diesel had applied it; we took note.
    Adopt,
    /// Diesel had reverted it; we took note.
    Forget,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Done.
    Done,
    /// Failed; the message says why.
    Failed,
}

/// One line of the history, in `__glowplug_history`. Lines are only ever added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// Which run of the command it belongs to; one value for all lines of one run.
    pub run: String,
    /// What was done.
    pub action: Action,
    /// How it ended.
    pub outcome: Outcome,
    /// To which version.
    pub version: Version,
    /// The name of the migration.
    pub name: String,
    /// In which batch.
    pub batch: Option<i64>,
    /// When.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub duration: Option<Duration>,
    /// Who.
    pub actor: String,
    /// From which host.
    pub host: String,
    /// With which program and version.
    pub tool: String,
    /// The error, or what else is worth knowing.
    pub message: Option<String>,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 6] = [
        Self::Up,
        Self::Down,
        Self::Repair,
        Self::Mark,
        Self::Adopt,
        Self::Forget,
    ];

    /// The name as it is stored.
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
