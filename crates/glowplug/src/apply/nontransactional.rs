//! Runs migrations statement by statement, where no transaction can contain the whole migration.
//! Progress is recorded after each statement, so that an interrupted run continues where it
//! stopped.
//!
//! A statement that shares a transaction with its progress record runs exactly once. One that
//! cannot run in a transaction is announced first, with what the dialect needs to find out later
//! whether it took effect.

mod grouping;
mod journal;

use std::time::{Duration, Instant};

use chrono::Utc;
use tokio::time::sleep;

use journal::Journal;

use super::RunEvent;
use super::execution::{Execution, JobError, StatementPlace, new_record, without_position};
use super::job::{Job, Work};
use super::lock::jittered;
use super::parsed_script::ParsedScript;
use super::transactional::may_retry;
use crate::dialect::bookkeeping::failing;
use crate::error::{Class, Direction, Error, Result};
use crate::model::{Record, State};
use crate::session::{Message, Resolution, TransactionKind};
use crate::sql::Statement;

impl Execution<'_> {
    /// Runs one job statement by statement.
    pub(super) async fn run_statement_by_statement(
        &mut self,
        jobs: &[Job],
        index: usize,
        later: &[String],
    ) -> Result<()> {
        let job = &jobs[index];
        let number = self.done.len() + 1;
        let started = self.started(job, number);
        let refreshed = self.session.reset_session(self.limits).await;
        refreshed.map_err(failing("preparing the session"))?;
        self.bookkeeping.create(&mut **self.session).await?;
        let recorded = job.unfinished.is_some() || job.direction == Direction::Down;
        let mut journal = Journal::new(job.progress(), recorded);
        let stopped = match &job.work {
            Work::Scripts(scripts) => match self.run_scripts(job, scripts, &mut journal).await {
                Ok(()) => self.record_completed(job, started).await,
                Err(stop) => Err(stop),
            },
            Work::Code(_) => self.run_code(job, started).await,
        };
        let Err(stop) = stopped else {
            let done = self.finished(job, started.elapsed());
            self.done.push(done);
            return Ok(());
        };
        let (error, place) = match stop {
            JobError::Statement { error, place } => (*error, place),
            JobError::Error(error) => return Err(error),
        };
        let _ = self.session.rollback().await;
        if journal.progress.done == 0 && !journal.progress.started && journal.recorded {
            self.remove_record_of_unstarted(job).await;
        }
        self.record_failure(job, &error).await;
        let mut failure = self.failure(job, error, place);
        failure.statements_done = journal.progress.done;
        failure.not_reached = jobs[index + 1..]
            .iter()
            .map(|job| job.name.clone())
            .collect();
        failure.not_reached.extend_from_slice(later);
        Err(Error::Migration(Box::new(failure)))
    }

    /// Removes the traces of a job that failed before anything took effect, as if it had not been
    /// started. If that cannot be written, the next run continues from the first statement, which
    /// is equivalent.
    async fn remove_record_of_unstarted(&mut self, job: &Job) {
        let session = &mut **self.session;
        let _ = match job.direction {
            Direction::Up => self.bookkeeping.remove_record(session, &job.version).await,
            Direction::Down if job.takes_back_a_part => Ok(()),
            Direction::Down => {
                let state = State::Applied;
                self.bookkeeping
                    .put_state(session, &job.version, &state)
                    .await
            }
        };
    }

    /// Runs a migration in Rust. On MySQL it gets a transaction, which covers everything except
    /// statements that commit implicitly.
    async fn run_code(&mut self, job: &Job, started: Instant) -> Result<(), JobError> {
        if !job.run_in_transaction {
            self.run_work(job).await?;
            return self.record_completed(job, started).await;
        }
        let begun = self.session.begin(TransactionKind::Plain).await;
        begun.map_err(without_position)?;
        self.run_work(job).await?;
        let finished = self.to_record(job, Utc::now(), started.elapsed());
        self.record(&[finished]).await?;
        self.commit(job).await
    }

    /// Records the completed job, in one transaction.
    async fn record_completed(&mut self, job: &Job, started: Instant) -> Result<(), JobError> {
        let refreshed = self.session.reset_session(self.limits).await;
        refreshed.map_err(without_position)?;
        let begun = self.session.begin(TransactionKind::Plain).await;
        begun.map_err(without_position)?;
        let session = &mut **self.session;
        self.bookkeeping
            .remove_record(session, &job.version)
            .await?;
        let finished = self.to_record(job, Utc::now(), started.elapsed());
        self.record(&[finished]).await?;
        self.commit(job).await
    }

    /// Runs statements and records their success in one transaction.
    async fn run_shared(
        &mut self,
        job: &Job,
        surveyed: &ParsedScript,
        group: &[Statement],
        position: usize,
        journal: &mut Journal,
    ) -> Result<(), JobError> {
        let mut attempt = 1;
        loop {
            let stop = match self
                .try_shared(job, surveyed, group, position, journal)
                .await
            {
                Ok(()) => return Ok(()),
                Err(stop) => stop,
            };
            let _ = self.session.rollback().await;
            self.pause_or(stop, job, &mut attempt).await?;
        }
    }

    async fn try_shared(
        &mut self,
        job: &Job,
        surveyed: &ParsedScript,
        group: &[Statement],
        position: usize,
        journal: &mut Journal,
    ) -> Result<(), JobError> {
        let begun = self.session.begin(TransactionKind::Plain).await;
        begun.map_err(without_position)?;
        for statement in group {
            let sent = self.send(job, surveyed, statement).await?;
            if sent == Sent::LeftOut {
                self.session.rollback().await.map_err(without_position)?;
                let begun = self.session.begin(TransactionKind::Plain).await;
                begun.map_err(without_position)?;
            }
        }
        let mut ahead = journal.after(group, position);
        self.note(job, &mut ahead).await?;
        self.commit_step(job, &ahead.progress).await?;
        *journal = ahead;
        Ok(())
    }

    /// Runs a statement that commits implicitly, or that cannot run in a transaction.
    async fn run_nontransactional(
        &mut self,
        job: &Job,
        surveyed: &ParsedScript,
        statement: &Statement,
        position: usize,
        journal: &mut Journal,
    ) -> Result<(), JobError> {
        let ahead = journal.after(std::slice::from_ref(statement), position);
        let mut attempt = 1;
        while let Err(stop) = self
            .try_nontransactional(job, surveyed, statement, &ahead, journal)
            .await
        {
            self.pause_or(stop, job, &mut attempt).await?;
        }
        *journal = ahead;
        journal.recorded = true;
        Ok(self.note(job, journal).await?)
    }

    async fn try_nontransactional(
        &mut self,
        job: &Job,
        surveyed: &ParsedScript,
        statement: &Statement,
        ahead: &Journal,
        journal: &mut Journal,
    ) -> Result<(), JobError> {
        let before = journal.announced(ahead)?;
        let settled = self
            .session
            .resolve_interrupted(statement, before.as_deref())
            .await;
        if settled.map_err(without_position)? == Resolution::Applied && before.is_some() {
            return Ok(());
        }
        let note = self
            .session
            .note_before(statement)
            .await
            .map_err(without_position)?;
        journal.announce(ahead, note.as_deref());
        self.note(job, journal).await?;
        let sent = self.send(job, surveyed, statement).await;
        if let Err(stop) = &sent {
            self.withdraw(job, journal, (statement, note.as_deref()), stop)
                .await;
        }
        sent.map(drop)
    }

    /// Handles an error of a statement that was announced. Once the server reports one, the
    /// statement did not take effect: what it left behind (an invalid index) is removed, and the
    /// announcement is withdrawn, so that its text may be changed. After a lost connection, or if
    /// something cannot be removed now, the announcement stays.
    async fn withdraw(
        &mut self,
        job: &Job,
        journal: &mut Journal,
        (statement, note): (&Statement, Option<&str>),
        stop: &JobError,
    ) {
        let lost = match stop {
            JobError::Statement { error, .. } => error.class == Class::ConnectionLost,
            JobError::Error(_) => true,
        };
        if lost {
            return;
        }
        let note = Some(note.unwrap_or_default());
        if self
            .session
            .resolve_interrupted(statement, note)
            .await
            .is_ok()
        {
            journal.progress.started = false;
            journal.progress.before = None;
            // If this cannot be written either, the next run finds out on its own.
            let _ = self.note(job, journal).await;
        }
    }

    /// Sends one statement.
    async fn send(
        &mut self,
        job: &Job,
        surveyed: &ParsedScript,
        statement: &Statement,
    ) -> Result<Sent, JobError> {
        self.tell(surveyed, statement);
        let message = Message {
            text: &statement.text,
            facts: statement.facts,
        };
        let Err(error) = self.session.run_message(message).await else {
            return Ok(Sent::Done);
        };
        if error.class == Class::Missing && job.takes_back_a_part {
            let remark = format!("skipped, because it was never created: {}", error.message);
            self.notice(RunEvent::Remark(&remark));
            return Ok(Sent::LeftOut);
        }
        let place = StatementPlace::new(surveyed, statement.number, statement.point, error.offset);
        Err(JobError::Statement {
            error: Box::new(error),
            place: Some(place),
        })
    }

    /// Pauses before another attempt, or returns the failure.
    async fn pause_or(
        &mut self,
        stop: JobError,
        job: &Job,
        attempt: &mut u32,
    ) -> Result<(), JobError> {
        let retry = match &stop {
            JobError::Statement { error, .. } => may_retry(error),
            JobError::Error(_) => false,
        };
        if !retry || *attempt > self.limits.lock_retries {
            return Err(stop);
        }
        let blockers = match &stop {
            JobError::Statement { error, .. } => error.blockers.clone(),
            JobError::Error(_) => Vec::new(),
        };
        let pause = jittered(super::transactional::pause(*attempt));
        let of = self.limits.lock_retries + 1;
        self.notice(RunEvent::Retrying {
            name: &job.name,
            blockers: &blockers,
            attempt: *attempt,
            of,
            pause,
        });
        *attempt += 1;
        sleep(pause).await;
        Ok(())
    }

    /// Writes the progress of the job.
    async fn note(&mut self, job: &Job, journal: &mut Journal) -> Result<()> {
        let session = &mut **self.session;
        let progress = journal.progress.clone();
        let state = match job.direction {
            Direction::Up => State::Applying(progress),
            Direction::Down => State::Reverting(progress),
        };
        if journal.recorded {
            return self
                .bookkeeping
                .put_state(session, &job.version, &state)
                .await;
        }
        let record = Record {
            state,
            duration: None,
            ..new_record(job, &self.identity, self.batch, Duration::ZERO)
        };
        self.bookkeeping.add_records(session, &[record]).await?;
        journal.recorded = true;
        Ok(())
    }
}

/// The result of sending a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Done,
    /// Skipped: it drops an object that was never created.
    LeftOut,
}
