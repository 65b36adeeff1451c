//! Migrations that share one transaction: all of them stay, or none.

use std::time::Duration;

use chrono::Utc;
use tokio::time::sleep;

use super::execution::{Execution, Finished, Stop};
use super::job::{Batch, Job};
use super::lock::{Waiting, jittered};
use super::{Done, Notice};
use crate::dialect::bookkeeping::{Bookkeeping, failing};
use crate::error::{Class, Direction, Error, Failure, Result, ServerError};
use crate::plan::SegmentKind;
use crate::session::{Transaction, TransactionKind};

/// The first pause before another attempt; each next one is twice as long, up to [`LONGEST`].
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(5);

/// PostgreSQL refuses an enum value in the transaction that added it
/// (`unsafe_new_enum_value_usage`).
const NEW_ENUM_VALUE: &str = "55P04";

/// An attempt that failed: everything of it is rolled back.
struct Failed {
    /// Which job.
    index: usize,
    /// Whether all of them had run.
    at_commit: bool,
    stop: Stop,
}

impl Failed {
    const fn at(index: usize, stop: Stop) -> Self {
        Self {
            index,
            at_commit: false,
            stop,
        }
    }
}

impl Execution<'_> {
    /// Runs a batch in one transaction, and again when a lock was not to be had.
    pub(super) async fn run_whole(&mut self, batch: &Batch, later: &[String]) -> Result<()> {
        let mut start = 0;
        let mut end = batch.jobs.len();
        let mut attempt = 1;
        while start < batch.jobs.len() {
            let failed = match self.attempt(batch.kind, &batch.jobs[start..end]).await? {
                Ok(done) => {
                    self.done.extend(done);
                    (start, end) = (end, batch.jobs.len());
                    continue;
                }
                Err(failed) => failed,
            };
            let job = &batch.jobs[start + failed.index];
            let (error, place) = match failed.stop {
                Stop::Statement { error, place } => (*error, place),
                Stop::Error(error) => return Err(error),
            };
            if error.code.as_deref() == Some(NEW_ENUM_VALUE) && failed.index > 0 {
                self.part(&job.name);
                end = start + failed.index;
            } else if may_retry(&error) && attempt <= self.limits.lock_retries {
                self.pause(job, &error, attempt).await;
                attempt += 1;
            } else {
                self.record_failure(job, &error).await;
                let mut failure = self.failure(job, error, place);
                failure.attempts = attempt;
                let jobs = &batch.jobs[start..end];
                failure.at_commit = failed.at_commit && jobs.len() > 1;
                blame(&mut failure, jobs, failed.index, &batch.jobs[end..], later);
                return Err(Error::Migration(Box::new(failure)));
            }
        }
        Ok(())
    }

    /// One attempt at these jobs, in one transaction.
    async fn attempt(
        &mut self,
        kind: SegmentKind,
        jobs: &[Job],
    ) -> Result<Result<Vec<Done>, Failed>> {
        let presence = self.bookkeeping.clone();
        let mut done = Vec::new();
        let mut stopped = None;
        if let Err(stop) = self.open(kind).await {
            stopped = Some(Failed::at(0, stop));
        }
        let mut finished = Vec::new();
        while stopped.is_none() && done.len() < jobs.len() {
            let index = done.len();
            let number = self.done.len() + index + 1;
            match self.run_next(&jobs[index..], number).await {
                Ok(ran) => {
                    for (to_record, job) in ran {
                        finished.push(to_record);
                        done.push(job);
                    }
                }
                Err((behind, stop)) => stopped = Some(Failed::at(index + behind, stop)),
            }
        }
        if stopped.is_none() {
            let last = jobs.len() - 1;
            match self.conclude_all(&finished, &jobs[last]).await {
                Ok(()) => return Ok(Ok(done)),
                Err(stop) => {
                    stopped = Some(Failed {
                        at_commit: true,
                        ..Failed::at(last, stop)
                    });
                }
            }
        }
        // A lost connection cannot roll back: the server does it.
        let _ = self.session.rollback().await;
        self.bookkeeping.forget_presence(&presence);
        stopped.map_or_else(|| Ok(Ok(done)), |failed| Ok(Err(failed)))
    }

    /// Opens the transaction, takes the lock in it where only it can hold one, and makes sure
    /// of our tables.
    pub(super) async fn open(&mut self, kind: SegmentKind) -> Result<(), Stop> {
        let kind = match kind {
            SegmentKind::Rebuild => TransactionKind::Rebuild,
            SegmentKind::Transaction | SegmentKind::Statements => TransactionKind::Plain,
        };
        self.session
            .begin(kind)
            .await
            .map_err(super::execution::unplaced)?;
        if self.pooled {
            let mut waiting = Waiting::new(self.limits.runner_timeout);
            while !waiting
                .attempt(&mut **self.session, &mut *self.listener)
                .await?
            {
                let again = failing("waiting for the lock of the one runner");
                self.session.rollback().await.map_err(again)?;
                self.session.begin(kind).await.map_err(again)?;
            }
            self.demand_unmoved().await?;
        }
        self.refresh().await?;
        self.bookkeeping.create(&mut **self.session).await?;
        Ok(())
    }

    /// Behind a pooler the plan was made before the lock was ours: it must still hold.
    async fn demand_unmoved(&mut self) -> Result<(), Stop> {
        let found = Bookkeeping::find(&mut **self.session).await?;
        let ledger = found.read(&mut **self.session).await?;
        self.bookkeeping = found;
        let mut expected = self.base.clone();
        for done in &self.done {
            match done.direction {
                Direction::Up => expected.insert(done.version.clone(), (true, true)),
                Direction::Down => expected.remove(&done.version),
            };
        }
        if ledger.presence() == expected {
            return Ok(());
        }
        self.moved = true;
        Err(Stop::Error(Error::Usage(
            "another run changed the applied versions at the same time".to_owned(),
        )))
    }

    pub(super) async fn refresh(&mut self) -> Result<(), Stop> {
        let refreshed = self.session.refresh(self.limits).await;
        refreshed.map_err(super::execution::unplaced)
    }

    pub(super) async fn run_in_transaction<'j>(
        &mut self,
        job: &'j Job,
        number: usize,
    ) -> Result<(Finished<'j>, Done), Stop> {
        let started = self.started(job, number);
        let before = self.transaction().await?;
        self.run_work(job).await?;
        self.still_in(&before).await?;
        self.refresh().await?;
        let duration = started.elapsed();
        let to_record = self.to_record(job, Utc::now(), duration);
        Ok((to_record, self.finished(job, duration)))
    }

    /// Records what was done, and commits it.
    async fn conclude_all(&mut self, finished: &[Finished<'_>], last: &Job) -> Result<(), Stop> {
        self.record(finished).await?;
        self.commit(last).await
    }

    pub(super) async fn transaction(&mut self) -> Result<Transaction, Stop> {
        let transaction = self.session.transaction().await;
        transaction.map_err(super::execution::unplaced)
    }

    async fn pause(&mut self, job: &Job, error: &ServerError, attempt: u32) {
        let pause = jittered(pause(attempt));
        let of = self.limits.lock_retries + 1;
        self.notice(Notice::Retrying {
            name: &job.name,
            blockers: &error.blockers,
            attempt,
            of,
            pause,
        });
        sleep(pause).await;
    }

    fn part(&mut self, name: &str) {
        let remark = format!(
            "`{name}` uses an enum value that an earlier migration of the batch adds; PostgreSQL \
             wants that one committed first, so the batch is parted before `{name}`"
        );
        self.notice(Notice::Remark(&remark));
    }
}

/// The pause after this attempt.
pub(super) fn pause(attempt: u32) -> Duration {
    let doubled = SHORTEST.saturating_mul(1 << (attempt - 1).min(10));
    doubled.min(LONGEST)
}

/// Whether the same may succeed a moment later.
pub(super) fn may_retry(error: &ServerError) -> bool {
    matches!(error.class, Class::LockTimeout | Class::Conflict)
}

/// Says what went back with the transaction and what was not reached.
fn blame(failure: &mut Failure, jobs: &[Job], failed: usize, rest: &[Job], later: &[String]) {
    for job in &jobs[..failed] {
        let gone_back = if job.direction == failure.direction {
            &mut failure.undone
        } else {
            &mut failure.restored
        };
        gone_back.push(job.name.clone());
    }
    let not_reached = jobs[failed + 1..].iter().chain(rest);
    failure.not_reached = not_reached.map(|job| job.name.clone()).collect();
    failure.not_reached.extend_from_slice(later);
}
