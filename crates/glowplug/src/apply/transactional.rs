//! Runs migrations that share one transaction: either all of them take effect, or none.

use std::time::Duration;

use chrono::Utc;
use tokio::time::sleep;

use super::execution::{CompletedJob, Execution, JobError};
use super::job::{Job, JobSegment};
use super::lock::{LockWait, jittered};
use super::{MigrationResult, RunEvent};
use crate::dialect::bookkeeping::{Bookkeeping, failing};
use crate::error::{Class, Direction, Error, Failure, Result, ServerError};
use crate::plan::SegmentKind;
use crate::session::{Transaction, TransactionKind};

/// The pause before the first retry; each further one is twice as long, up to [`LONGEST`].
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(5);

/// The result of an attempt: the jobs that were done and committed, at least the first; or the
/// failure, after which none was.
type Attempt = Result<Vec<MigrationResult>, Failed>;

/// An attempt that failed and was rolled back.
struct Failed {
    /// The index of the job that failed.
    index: usize,
    /// Whether all jobs had run.
    at_commit: bool,
    stop: JobError,
}

impl Failed {
    const fn at(index: usize, stop: JobError) -> Self {
        Self {
            index,
            at_commit: false,
            stop,
        }
    }
}

impl JobError {
    /// Returns true if it may succeed once the work before it is committed.
    fn needs_commit(&self) -> bool {
        match self {
            Self::Statement { error, .. } => error.class == Class::Uncommitted,
            Self::Error(_) => false,
        }
    }
}

impl Execution<'_> {
    /// Runs a segment in one transaction, and retries it after a lock timeout, a deadlock or a
    /// serialization failure.
    pub(super) async fn run_transactional(
        &mut self,
        batch: &JobSegment,
        later: &[String],
    ) -> Result<()> {
        let mut start = 0;
        let mut end = batch.jobs.len();
        let mut attempt = 1;
        while start < batch.jobs.len() {
            let failed = match self.attempt(batch.kind, &batch.jobs[start..end]).await? {
                Ok(done) => {
                    (start, end) = (start + done.len(), batch.jobs.len());
                    self.done.extend(done);
                    continue;
                }
                Err(failed) => failed,
            };
            let job = &batch.jobs[start + failed.index];
            let (error, place) = match failed.stop {
                JobError::Statement { error, place } => (*error, place),
                JobError::Error(error) => return Err(error),
            };
            if error.class == Class::Uncommitted && failed.index > 0 {
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
                fill_outcome(&mut failure, jobs, failed.index, &batch.jobs[end..], later);
                return Err(Error::Migration(Box::new(failure)));
            }
        }
        Ok(())
    }

    /// Makes one attempt at these jobs, in one transaction. If one of them needs the earlier ones
    /// to be committed, commits those and leaves the rest for another attempt.
    async fn attempt(&mut self, kind: SegmentKind, jobs: &[Job]) -> Result<Attempt> {
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
            match self.run_with_savepoint(&jobs[index..], number).await {
                Ok(ran) if ran.is_empty() => {
                    self.part(&jobs[index].name);
                    break;
                }
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
            let last = done.len() - 1;
            match self.record_and_commit(&finished, &jobs[last]).await {
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

    /// Runs the next of these jobs. Returns none if the first needs the work before it to be
    /// committed; the transaction is then as it was before.
    async fn run_with_savepoint<'j>(
        &mut self,
        jobs: &'j [Job],
        number: usize,
    ) -> Result<Vec<(CompletedJob<'j>, MigrationResult)>, (usize, JobError)> {
        let marked = self.session.savepoint().await;
        let marked = marked.map_err(|error| (0, super::execution::without_position(error)))?;
        match self.run_next(jobs, number, marked).await {
            Err((0, stop)) if marked && stop.needs_commit() => {
                let undone = self.session.rollback_to_savepoint().await;
                undone.map_err(|error| (0, super::execution::without_position(error)))?;
                Ok(Vec::new())
            }
            ran => ran,
        }
    }

    /// Begins the transaction, takes the lock in it if only a transaction can hold one, and creates
    /// our tables if they are missing.
    pub(super) async fn open(&mut self, kind: SegmentKind) -> Result<(), JobError> {
        let kind = match kind {
            SegmentKind::Rebuild => TransactionKind::Rebuild,
            SegmentKind::Transaction | SegmentKind::Statements => TransactionKind::Plain,
        };
        self.session
            .begin(kind)
            .await
            .map_err(super::execution::without_position)?;
        if self.pooled {
            let mut waiting = LockWait::new(self.limits.runner_timeout);
            while !waiting
                .attempt(&mut **self.session, &mut *self.listener)
                .await?
            {
                let again = failing("waiting for the runner lock");
                self.session.rollback().await.map_err(again)?;
                self.session.begin(kind).await.map_err(again)?;
            }
            self.check_unchanged().await?;
        }
        self.refresh().await?;
        self.bookkeeping.create(&mut **self.session).await?;
        // An event trigger may have changed a setting when our tables were created.
        self.refresh().await
    }

    /// Fails if the plan no longer holds: behind a pooler it was made before the lock was taken.
    async fn check_unchanged(&mut self) -> Result<(), JobError> {
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
        Err(JobError::Error(Error::Usage(
            "another run changed the applied versions at the same time".to_owned(),
        )))
    }

    pub(super) async fn refresh(&mut self) -> Result<(), JobError> {
        let refreshed = self.session.reset_session(self.limits).await;
        refreshed.map_err(super::execution::without_position)
    }

    pub(super) async fn run_in_transaction<'j>(
        &mut self,
        job: &'j Job,
        number: usize,
    ) -> Result<(CompletedJob<'j>, MigrationResult), JobError> {
        let started = self.started(job, number);
        let before = self.transaction().await?;
        self.run_work(job).await?;
        if !self.may_split(job) {
            self.still_in(&before).await?;
        }
        self.refresh().await?;
        let duration = started.elapsed();
        let to_record = self.to_record(job, Utc::now(), duration);
        Ok((to_record, self.finished(job, duration)))
    }

    /// Records the finished jobs and commits.
    async fn record_and_commit(
        &mut self,
        finished: &[CompletedJob<'_>],
        last: &Job,
    ) -> Result<(), JobError> {
        self.record(finished).await?;
        self.commit(last).await
    }

    pub(super) async fn transaction(&mut self) -> Result<Transaction, JobError> {
        let transaction = self.session.transaction().await;
        transaction.map_err(super::execution::without_position)
    }

    async fn pause(&mut self, job: &Job, error: &ServerError, attempt: u32) {
        let pause = jittered(pause(attempt));
        let of = self.limits.lock_retries + 1;
        self.notice(RunEvent::Retrying {
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
            "`{name}` uses an enum value that an earlier migration of the batch adds; {} requires \
             it to be committed first, so the batch is split before `{name}`",
            self.session.database()
        );
        self.notice(RunEvent::Remark(&remark));
    }
}

/// Returns the pause after this attempt.
pub(super) fn pause(attempt: u32) -> Duration {
    let doubled = SHORTEST.saturating_mul(1 << (attempt - 1).min(10));
    doubled.min(LONGEST)
}

/// Returns true if a retry may succeed.
pub(super) fn may_retry(error: &ServerError) -> bool {
    matches!(error.class, Class::LockTimeout | Class::Conflict)
}

/// Adds to a failure what was rolled back with the transaction and what was not reached.
fn fill_outcome(
    failure: &mut Failure,
    jobs: &[Job],
    failed: usize,
    rest: &[Job],
    later: &[String],
) {
    for job in &jobs[..failed] {
        let gone_back = if job.direction == failure.direction {
            &mut failure.rolled_back
        } else {
            &mut failure.kept_applied
        };
        gone_back.push(job.name.clone());
    }
    let not_reached = jobs[failed + 1..].iter().chain(rest);
    failure.not_reached = not_reached.map(|job| job.name.clone()).collect();
    failure.not_reached.extend_from_slice(later);
}
