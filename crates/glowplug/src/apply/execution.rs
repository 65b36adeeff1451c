//! The state of one run: the session, what is recorded, and what is done so far.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::identity::Identity;
use super::job::{Job, JobSegment, Work};
use super::locate;
use super::parsed_script::ParsedScript;
use super::{MigrationResult, RunEvent};
use crate::dialect::bookkeeping::Bookkeeping;
use crate::error::{Direction, Error, Failure, Result, ServerError};
use crate::model::{Action, Address, Event, Record, State, Version};
use crate::plan::SegmentKind;
use crate::session::{Limits, Session, Transaction};
use crate::source;
use crate::source::Script;
use crate::sql::Point;

/// A run in progress.
pub(super) struct Execution<'r> {
    pub(super) session: &'r mut Box<dyn Session>,
    pub(super) address: Option<&'r Address>,
    pub(super) bookkeeping: Bookkeeping,
    pub(super) limits: &'r Limits,
    pub(super) listener: &'r mut (dyn FnMut(RunEvent<'_>) + Send),
    pub(super) identity: Identity,
    /// The number of the batch that is being applied.
    pub(super) batch: i64,
    /// Whether only a transaction can hold the lock.
    pub(super) pooled: bool,
    pub(super) done: Vec<MigrationResult>,
    /// How many migrations the run has.
    pub(super) total: usize,
    /// The versions that the plan is based on: whether Diesel's table has them, and whether ours
    /// has.
    pub(super) base: BTreeMap<Version, (bool, bool)>,
    /// Whether others changed the versions before this run had the lock, so that nothing was run.
    pub(super) moved: bool,
    /// Whether large transactions are split.
    pub(super) parts: bool,
}

/// A job that is done, with its line in the history.
pub(super) struct CompletedJob<'j> {
    job: &'j Job,
    event: Event,
}

/// Why a job stopped.
pub(super) enum JobError {
    /// The database refused a statement.
    Statement {
        error: Box<ServerError>,
        place: Option<StatementPlace>,
    },
    /// Something else went wrong.
    Error(Error),
}

/// The position of a statement: its script, and its number within it.
pub(super) struct StatementPlace {
    script: Script,
    point: Point,
    number: usize,
    of: usize,
}

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl StatementPlace {
    /// Returns the position of a statement, or of the byte within it that the error points to.
    pub(super) fn new(
        surveyed: &ParsedScript,
        number: usize,
        mut point: Point,
        within: Option<usize>,
    ) -> Self {
        if let Some(within) = within.filter(|within| *within < point.length) {
            point.offset += within as u64;
            point.length = 1;
        }
        Self {
            script: surveyed.script.clone(),
            point,
            number,
            of: surveyed.survey.statements,
        }
    }
}

impl Execution<'_> {
    /// Runs everything, in order. Stops at the first failure, which says what was done.
    pub(super) async fn run(&mut self, mut batches: Vec<JobSegment>) -> Result<()> {
        let mut remaining: Vec<Vec<String>> = Vec::new();
        for batch in batches.iter().rev() {
            let mut names: Vec<String> = batch.jobs.iter().map(|job| job.name.clone()).collect();
            names.extend(remaining.last().into_iter().flatten().cloned());
            remaining.push(names);
        }
        remaining.pop();
        for batch in &mut batches {
            let later = remaining.pop().unwrap_or_default();
            self.notice(RunEvent::SegmentStarted {
                kind: batch.kind,
                migrations: batch.jobs.len(),
            });
            match batch.kind {
                SegmentKind::Transaction | SegmentKind::Rebuild => {
                    self.run_transactional(batch, &later).await?;
                }
                SegmentKind::Statements => {
                    for index in 0..batch.jobs.len() {
                        self.run_statement_by_statement(&batch.jobs, index, &later)
                            .await?;
                    }
                }
            }
            self.notice(RunEvent::SegmentCommitted {
                migrations: batch.jobs.len(),
            });
        }
        Ok(())
    }

    pub(super) fn notice(&mut self, notice: RunEvent<'_>) {
        (self.listener)(notice);
    }

    /// Runs the scripts or steps of a job inside the open transaction.
    pub(super) async fn run_work(&mut self, job: &Job) -> Result<(), JobError> {
        match &job.work {
            Work::Scripts(scripts) => {
                for surveyed in scripts {
                    self.run_script(surveyed).await?;
                }
            }
            Work::Code(steps) => {
                for step in steps {
                    let mut transaction = source::Transaction::new(&mut **self.session);
                    step(&mut transaction).await.map_err(without_position)?;
                }
            }
        }
        Ok(())
    }

    /// Fails if the transaction is not the one that was open before.
    pub(super) async fn still_in(&mut self, before: &Transaction) -> Result<(), JobError> {
        let now = self.session.transaction().await.map_err(without_position)?;
        if now == *before {
            return Ok(());
        }
        let message = match now {
            Transaction::Failed => {
                "a statement failed, the failure was ignored, and the transaction is lost"
            }
            Transaction::None | Transaction::Open(_) => {
                "the transaction was ended early; earlier changes are kept"
            }
        };
        Err(without_position(ServerError::new(
            crate::error::Class::Other,
            message,
        )))
    }

    /// Records finished jobs in all three tables. For a version that is reverted and reapplied, the
    /// revert is recorded first.
    pub(super) async fn record(&mut self, finished: &[CompletedJob<'_>]) -> Result<()> {
        let session = &mut **self.session;
        let of = |direction| {
            let those = finished.iter();
            those.filter(move |finished| finished.job.direction == direction)
        };
        let gone = |finished: &&CompletedJob<'_>| {
            finished.job.direction == Direction::Down || finished.job.unfinished.is_some()
        };
        let gone: Vec<&Version> = finished
            .iter()
            .filter(gone)
            .map(|finished| &finished.job.version)
            .collect();
        self.bookkeeping.remove(session, &gone).await?;
        let versions: Vec<&Version> = of(Direction::Up)
            .map(|finished| &finished.job.version)
            .collect();
        self.bookkeeping.add_versions(session, &versions).await?;
        let records: Vec<Record> = of(Direction::Up)
            .map(|finished| {
                let duration = finished.event.duration.unwrap_or_default();
                Record {
                    applied_at: finished.event.at,
                    ..new_record(finished.job, &self.identity, self.batch, duration)
                }
            })
            .collect();
        self.bookkeeping.add_records(session, &records).await?;
        let events: Vec<Event> = finished
            .iter()
            .map(|finished| finished.event.clone())
            .collect();
        self.bookkeeping.append(session, &events).await
    }

    /// Returns the record of a job that was done at this moment.
    pub(super) fn to_record<'j>(
        &self,
        job: &'j Job,
        at: DateTime<Utc>,
        duration: Duration,
    ) -> CompletedJob<'j> {
        let (action, batch) = match job.direction {
            Direction::Up => (Action::Up, Some(self.batch)),
            Direction::Down => (Action::Down, None),
        };
        CompletedJob {
            job,
            event: Event {
                batch,
                at,
                duration: Some(duration),
                ..self.identity.event(action, &job.version, &job.name)
            },
        }
    }

    pub(super) fn started(&mut self, job: &Job, number: usize) -> Instant {
        let of = self.total;
        self.notice(job.start(number, of));
        Instant::now()
    }

    pub(super) fn finished(&mut self, job: &Job, duration: Duration) -> MigrationResult {
        self.notice(job.end(duration));
        job.done(duration)
    }

    /// Returns the failure of a job, with the state that the run is in afterwards.
    pub(super) fn failure(
        &self,
        job: &Job,
        error: ServerError,
        place: Option<StatementPlace>,
    ) -> Failure {
        let done = |direction| -> Vec<String> {
            let done = self.done.iter().filter(|done| done.direction == direction);
            done.map(|done| done.name.clone()).collect()
        };
        Failure {
            migration: job.name.clone(),
            direction: job.direction,
            statement: place.as_ref().map(|place| (place.number, place.of)),
            location: place.map(|place| locate::locate(&place.script, place.point)),
            error,
            at_commit: false,
            done: done(job.direction),
            rolled_back: Vec::new(),
            reverted: match job.direction {
                Direction::Up => done(Direction::Down),
                Direction::Down => Vec::new(),
            },
            kept_applied: Vec::new(),
            not_reached: Vec::new(),
            statements_done: 0,
            attempts: 1,
        }
    }
}

/// Wraps an error of the server that belongs to no statement of a script.
pub(super) fn without_position(error: ServerError) -> JobError {
    JobError::Statement {
        error: Box::new(error),
        place: None,
    }
}

/// Returns the record of a job that was applied.
pub(super) fn new_record(job: &Job, identity: &Identity, batch: i64, duration: Duration) -> Record {
    Record {
        version: job.version.clone(),
        name: job.name.clone(),
        batch,
        checksum: job.checksum.clone(),
        applied_at: Utc::now(),
        duration: Some(duration),
        actor: identity.actor.clone(),
        host: identity.host.clone(),
        tool: identity.tool.clone(),
        down: job.down.clone(),
        run_on: None,
        state: State::Applied,
    }
}
