//! One run: the session, what is recorded, and how far it is.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::identity::Identity;
use super::job::{Batch, Job, Surveyed, Work};
use super::place;
use super::{Done, Notice};
use crate::dialect::bookkeeping::Bookkeeping;
use crate::error::{Direction, Error, Failure, Result, ServerError};
use crate::model::{Action, Address, Database, Event, Outcome, Record, State, Version};
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
    pub(super) listener: &'r mut (dyn FnMut(Notice<'_>) + Send),
    pub(super) identity: Identity,
    /// The number of the batch that is applied.
    pub(super) batch: i64,
    /// Whether only a transaction can hold the lock.
    pub(super) pooled: bool,
    pub(super) done: Vec<Done>,
    /// How many migrations the run has.
    pub(super) total: usize,
    /// The versions that the plan was made for: whether Diesel's table holds them, and ours.
    pub(super) base: BTreeMap<Version, (bool, bool)>,
    /// Whether others changed the versions before we had the lock, so that nothing was run.
    pub(super) moved: bool,
}

/// A job that is done, and its line in the history.
pub(super) struct Finished<'j> {
    job: &'j Job,
    event: Event,
}

/// Why a job stopped.
pub(super) enum Stop {
    /// The database refused a statement.
    Statement {
        error: Box<ServerError>,
        place: Option<StatementPlace>,
    },
    /// Something else went wrong.
    Error(Error),
}

/// Which statement of which script.
pub(super) struct StatementPlace {
    script: Script,
    point: Point,
    number: usize,
    of: usize,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl StatementPlace {
    /// The statement at a point, or the byte within it that the error is about.
    pub(super) fn new(
        surveyed: &Surveyed,
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
    pub(super) async fn run(&mut self, mut batches: Vec<Batch>) -> Result<()> {
        let mut remaining: Vec<Vec<String>> = Vec::new();
        for batch in batches.iter().rev() {
            let mut names: Vec<String> = batch.jobs.iter().map(|job| job.name.clone()).collect();
            names.extend(remaining.last().into_iter().flatten().cloned());
            remaining.push(names);
        }
        remaining.pop();
        for batch in &mut batches {
            let later = remaining.pop().unwrap_or_default();
            self.notice(Notice::SegmentStarted {
                kind: batch.kind,
                migrations: batch.jobs.len(),
            });
            match batch.kind {
                SegmentKind::Transaction | SegmentKind::Rebuild => {
                    self.run_whole(batch, &later).await?;
                }
                SegmentKind::Statements => {
                    for index in 0..batch.jobs.len() {
                        self.run_stepwise(&batch.jobs, index, &later).await?;
                    }
                }
            }
            self.notice(Notice::SegmentCommitted {
                migrations: batch.jobs.len(),
            });
        }
        Ok(())
    }

    pub(super) fn database(&self) -> Database {
        self.session.database()
    }

    pub(super) fn notice(&mut self, notice: Notice<'_>) {
        (self.listener)(notice);
    }

    /// Runs the scripts or steps of a job inside the open transaction.
    pub(super) async fn run_work(&mut self, job: &Job) -> Result<(), Stop> {
        match &job.work {
            Work::Scripts(scripts) => {
                for surveyed in scripts {
                    self.run_script(surveyed).await?;
                }
            }
            Work::Code(steps) => {
                for step in steps {
                    let mut transaction = source::Transaction::new(&mut **self.session);
                    step(&mut transaction).await.map_err(unplaced)?;
                }
            }
        }
        Ok(())
    }

    /// Fails when the transaction is not the one that was open before.
    pub(super) async fn still_in(&mut self, before: &Transaction) -> Result<(), Stop> {
        let now = self.session.transaction().await.map_err(unplaced)?;
        if now == *before {
            return Ok(());
        }
        let message = match now {
            Transaction::Failed => {
                "a statement failed, the failure was ignored, and the transaction is lost"
            }
            Transaction::None | Transaction::Open(_) => {
                "the transaction was ended in the middle, so what was done before that stays"
            }
        };
        Err(unplaced(ServerError::new(
            crate::error::Class::Other,
            message,
        )))
    }

    /// Notes that jobs are done, in all three tables. What goes down and up again goes down first.
    pub(super) async fn record(&mut self, finished: &[Finished<'_>]) -> Result<()> {
        let session = &mut **self.session;
        let of = |direction| {
            let those = finished.iter();
            those.filter(move |finished| finished.job.direction == direction)
        };
        let gone = |finished: &&Finished<'_>| {
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

    /// A job that was done at this moment, to be recorded.
    pub(super) fn to_record<'j>(
        &self,
        job: &'j Job,
        at: DateTime<Utc>,
        duration: Duration,
    ) -> Finished<'j> {
        let (action, batch) = match job.direction {
            Direction::Up => (Action::Up, Some(self.batch)),
            Direction::Down => (Action::Down, None),
        };
        Finished {
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

    pub(super) fn finished(&mut self, job: &Job, duration: Duration) -> Done {
        self.notice(job.end(duration));
        job.done(duration)
    }

    /// Writes a failure to the history, as well as that goes: the failure itself matters more.
    pub(super) async fn record_failure(&mut self, job: &Job, error: &ServerError) {
        let action = match job.direction {
            Direction::Up => Action::Up,
            Direction::Down => Action::Down,
        };
        let event = Event {
            outcome: Outcome::Failed,
            message: Some(error.message.clone()),
            batch: (job.direction == Direction::Up).then_some(self.batch),
            ..self.identity.event(action, &job.version, &job.name)
        };
        let session = &mut **self.session;
        let recorded = async {
            session.refresh(self.limits).await.ok()?;
            self.bookkeeping.create(session).await.ok()?;
            self.bookkeeping.append(session, &[event]).await.ok()
        };
        if recorded.await.is_none() {
            tracing::warn!(migration = job.name, "the failure could not be recorded");
        }
    }

    /// The failure of a job, with all that became of the run.
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
            location: place.map(|place| place::locate(&place.script, place.point)),
            error,
            at_commit: false,
            done: done(job.direction),
            undone: Vec::new(),
            reverted: match job.direction {
                Direction::Up => done(Direction::Down),
                Direction::Down => Vec::new(),
            },
            restored: Vec::new(),
            not_reached: Vec::new(),
            statements_done: 0,
            attempts: 1,
        }
    }
}

/// A server's error without a statement of a script.
pub(super) fn unplaced(error: ServerError) -> Stop {
    Stop::Statement {
        error: Box::new(error),
        place: None,
    }
}

/// The record of a job that was applied.
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
