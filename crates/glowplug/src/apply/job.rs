//! A migration that is ready to run, and the segments in which jobs run.

use std::time::Duration;

use super::parsed_script::ParsedScript;
use super::{MigrationResult, RunEvent};
use crate::error::Direction;
use crate::model::{Checksum, Progress, Record, Version};
use crate::plan::SegmentKind;
use crate::source::Step;

/// One migration of a run, with everything needed to run it.
pub(super) struct Job {
    pub(super) version: Version,
    pub(super) name: String,
    pub(super) direction: Direction,
    pub(super) work: Work,
    pub(super) checksum: Option<Checksum>,
    /// The text of `down`, stored with the record.
    pub(super) down: Option<String>,
    /// Whether the migration is to run in a transaction.
    pub(super) run_in_transaction: bool,
    /// Whether this reverts a migration that was never completely applied, so that some objects
    /// that it drops may not exist.
    pub(super) takes_back_a_part: bool,
    /// The record of an earlier run that was interrupted.
    pub(super) unfinished: Option<Record>,
}

/// The work of a job.
pub(super) enum Work {
    /// Scripts, run in order.
    Scripts(Vec<ParsedScript>),
    /// Steps in Rust.
    Code(Vec<Step>),
}

/// Jobs that run as one segment of the plan; in a transaction, all of them succeed or none.
pub(super) struct JobSegment {
    pub(super) kind: SegmentKind,
    pub(super) jobs: Vec<Job>,
}

impl Job {
    /// Returns the event that it starts.
    pub(super) const fn start(&self, number: usize, of: usize) -> RunEvent<'_> {
        RunEvent::MigrationStarted {
            name: self.name.as_str(),
            direction: self.direction,
            number,
            of,
        }
    }

    /// Returns the event that it is done.
    pub(super) const fn end(&self, duration: Duration) -> RunEvent<'_> {
        RunEvent::MigrationFinished {
            name: self.name.as_str(),
            direction: self.direction,
            duration,
        }
    }

    /// Returns its entry in the report.
    pub(super) fn done(&self, duration: Duration) -> MigrationResult {
        MigrationResult {
            version: self.version.clone(),
            name: self.name.clone(),
            direction: self.direction,
            duration,
        }
    }

    /// Returns the progress of an earlier, interrupted run in this direction.
    pub(super) fn progress(&self) -> Progress {
        use crate::model::State::{Applied, Applying, Reverting};
        match (
            self.unfinished.as_ref().map(|record| &record.state),
            self.direction,
        ) {
            (Some(Applying(progress)), Direction::Up)
            | (Some(Reverting(progress)), Direction::Down) => progress.clone(),
            (Some(Applied | Applying(_) | Reverting(_)) | None, _) => Progress::default(),
        }
    }
}
