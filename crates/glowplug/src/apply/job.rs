use std::time::Duration;

use super::{Done, Notice};
use crate::error::{Direction, Error, FileProblem, Result};
use crate::model::{Checksum, Database, Progress, Record, Version};
use crate::plan::SegmentKind;
use crate::source::{Script, Step};
use crate::sql::{self, Survey};

/// One migration of a run, with all that it takes to run it.
pub(super) struct Job {
    pub(super) version: Version,
    pub(super) name: String,
    pub(super) direction: Direction,
    pub(super) work: Work,
    pub(super) checksum: Option<Checksum>,
    /// The text of `down`, kept with the record.
    pub(super) down: Option<String>,
    /// Whether a transaction is wanted around it.
    pub(super) run_in_transaction: bool,
    /// Whether this takes back a migration that was never wholly applied, so that some of what
    /// it drops was never made.
    pub(super) takes_back_a_part: bool,
    /// The record of an earlier run that stopped in the middle.
    pub(super) unfinished: Option<Record>,
}

/// What a job runs.
pub(super) enum Work {
    /// Scripts, one after the other.
    Scripts(Vec<Surveyed>),
    /// Steps in Rust.
    Code(Vec<Step>),
}

/// A script, read through before anything runs.
pub(super) struct Surveyed {
    pub(super) script: Script,
    pub(super) survey: Survey,
}

/// Jobs that stand or fall together.
pub(super) struct Batch {
    pub(super) kind: SegmentKind,
    pub(super) jobs: Vec<Job>,
}

impl Job {
    /// The news that it begins.
    pub(super) const fn start(&self, number: usize, of: usize) -> Notice<'_> {
        Notice::MigrationStarted {
            name: self.name.as_str(),
            direction: self.direction,
            number,
            of,
        }
    }

    /// The news that it is done.
    pub(super) const fn end(&self, duration: Duration) -> Notice<'_> {
        Notice::MigrationFinished {
            name: self.name.as_str(),
            direction: self.direction,
            duration,
        }
    }

    /// Its line in the report.
    pub(super) fn done(&self, duration: Duration) -> Done {
        Done {
            version: self.version.clone(),
            name: self.name.clone(),
            direction: self.direction,
            duration,
        }
    }

    /// How far an earlier run came in this direction.
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

impl Surveyed {
    /// Reads a script through.
    ///
    /// # Errors
    /// [`Error::Files`] with the place of what cannot be split.
    pub(super) fn new(database: Database, script: Script) -> Result<Self> {
        let survey = sql::survey(database, script.open()?).map_err(|error| match error {
            sql::SplitError::Read(source) => Error::Io {
                action: "read",
                path: script.path().to_owned(),
                source,
            },
            sql::SplitError::Problem(problem) => Error::Files(vec![FileProblem {
                place: super::place::point(&script, problem.point),
                message: problem.message,
                advice: problem.advice,
            }]),
        })?;
        Ok(Self { script, survey })
    }
}
