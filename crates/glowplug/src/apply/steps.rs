//! Statement by statement, where no transaction holds the whole: each statement is noted as it
//! lands, so that a run that stops in the middle goes on where it stopped.
//!
//! A statement that shares a transaction with its note is done exactly once. One that stands
//! alone is announced first, with what the dialect needs to find out later whether it took effect.

mod gather;
mod journal;

use std::time::{Duration, Instant};

use chrono::Utc;
use tokio::time::sleep;

use journal::Journal;

use super::Notice;
use super::execution::{Execution, StatementPlace, Stop, new_record, unplaced};
use super::job::{Job, Surveyed, Work};
use super::lock::jittered;
use super::whole::may_retry;
use crate::dialect::bookkeeping::failing;
use crate::error::{Class, Direction, Error, Result};
use crate::model::{Record, State};
use crate::session::{Settled, TransactionKind};
use crate::sql::Statement;

impl Execution<'_> {
    /// Runs one job statement by statement.
    pub(super) async fn run_stepwise(
        &mut self,
        jobs: &[Job],
        index: usize,
        later: &[String],
    ) -> Result<()> {
        let job = &jobs[index];
        let number = self.done.len() + 1;
        let started = self.started(job, number);
        let refreshed = self.session.refresh(self.limits).await;
        refreshed.map_err(failing("preparing the session"))?;
        self.bookkeeping.create(&mut **self.session).await?;
        let recorded = job.unfinished.is_some() || job.direction == Direction::Down;
        let mut journal = Journal::new(job.progress(), recorded);
        let stopped = match &job.work {
            Work::Scripts(scripts) => match self.run_scripts(job, scripts, &mut journal).await {
                Ok(()) => self.conclude(job, started).await,
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
            Stop::Statement { error, place } => (*error, place),
            Stop::Error(error) => return Err(error),
        };
        let _ = self.session.rollback().await;
        if journal.progress.done == 0 && !journal.progress.started && journal.recorded {
            self.leave_no_trace(job).await;
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

    /// A job that failed before anything took effect was never begun. When that cannot be
    /// written, the next run goes on from no statement, which comes to the same.
    async fn leave_no_trace(&mut self, job: &Job) {
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

    /// Runs Rust. MySQL gets a transaction, which holds everything but what commits by itself.
    async fn run_code(&mut self, job: &Job, started: Instant) -> Result<(), Stop> {
        if !job.run_in_transaction {
            self.run_work(job).await?;
            return self.conclude(job, started).await;
        }
        let begun = self.session.begin(TransactionKind::Plain).await;
        begun.map_err(unplaced)?;
        self.run_work(job).await?;
        let finished = self.to_record(job, Utc::now(), started.elapsed());
        self.record(&[finished]).await?;
        self.commit(job).await
    }

    /// Records that all is done, in one transaction.
    async fn conclude(&mut self, job: &Job, started: Instant) -> Result<(), Stop> {
        let refreshed = self.session.refresh(self.limits).await;
        refreshed.map_err(unplaced)?;
        let begun = self.session.begin(TransactionKind::Plain).await;
        begun.map_err(unplaced)?;
        let session = &mut **self.session;
        self.bookkeeping
            .remove_record(session, &job.version)
            .await?;
        let finished = self.to_record(job, Utc::now(), started.elapsed());
        self.record(&[finished]).await?;
        self.commit(job).await
    }

    /// Runs statements and the note of their success in one transaction.
    async fn run_shared(
        &mut self,
        job: &Job,
        surveyed: &Surveyed,
        group: &[Statement],
        position: usize,
        journal: &mut Journal,
    ) -> Result<(), Stop> {
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
        surveyed: &Surveyed,
        group: &[Statement],
        position: usize,
        journal: &mut Journal,
    ) -> Result<(), Stop> {
        let begun = self.session.begin(TransactionKind::Plain).await;
        begun.map_err(unplaced)?;
        for statement in group {
            let sent = self.send(job, surveyed, statement).await?;
            if sent == Sent::LeftOut {
                self.session.rollback().await.map_err(unplaced)?;
                let begun = self.session.begin(TransactionKind::Plain).await;
                begun.map_err(unplaced)?;
            }
        }
        let mut ahead = journal.after(group, position);
        self.note(job, &mut ahead).await?;
        self.commit_step(job, &ahead.progress).await?;
        *journal = ahead;
        Ok(())
    }

    /// Runs a statement that commits by itself, or that refuses transactions.
    async fn run_alone(
        &mut self,
        job: &Job,
        surveyed: &Surveyed,
        statement: &Statement,
        position: usize,
        journal: &mut Journal,
    ) -> Result<(), Stop> {
        let ahead = journal.after(std::slice::from_ref(statement), position);
        let mut attempt = 1;
        while let Err(stop) = self
            .try_alone(job, surveyed, statement, &ahead, journal)
            .await
        {
            self.pause_or(stop, job, &mut attempt).await?;
        }
        *journal = ahead;
        journal.recorded = true;
        Ok(self.note(job, journal).await?)
    }

    async fn try_alone(
        &mut self,
        job: &Job,
        surveyed: &Surveyed,
        statement: &Statement,
        ahead: &Journal,
        journal: &mut Journal,
    ) -> Result<(), Stop> {
        let before = journal.announced(ahead)?;
        let settled = self.session.settle(statement, before.as_deref()).await;
        if settled.map_err(unplaced)? == Settled::Done && before.is_some() {
            return Ok(());
        }
        let note = self.session.note(statement).await.map_err(unplaced)?;
        journal.announce(ahead, note.as_deref());
        self.note(job, journal).await?;
        let sent = self.send(job, surveyed, statement).await;
        if let Err(stop) = &sent {
            self.withdraw(job, journal, (statement, note.as_deref()), stop)
                .await;
        }
        sent.map(drop)
    }

    /// After a refusal the statement did not take effect: what it left (an invalid index) is
    /// cleared away, and the announcement is taken back, so that its text may be changed. After a
    /// lost connection, or when something cannot be cleared away now, it stays.
    async fn withdraw(
        &mut self,
        job: &Job,
        journal: &mut Journal,
        (statement, note): (&Statement, Option<&str>),
        stop: &Stop,
    ) {
        let lost = match stop {
            Stop::Statement { error, .. } => error.class == Class::ConnectionLost,
            Stop::Error(_) => true,
        };
        if lost {
            return;
        }
        let note = Some(note.unwrap_or_default());
        if self.session.settle(statement, note).await.is_ok() {
            journal.progress.started = false;
            journal.progress.before = None;
            // When this cannot be written either, the next run finds out by itself.
            let _ = self.note(job, journal).await;
        }
    }

    /// Sends one statement.
    async fn send(
        &mut self,
        job: &Job,
        surveyed: &Surveyed,
        statement: &Statement,
    ) -> Result<Sent, Stop> {
        self.tell(surveyed, statement);
        let Err(error) = self.session.run(&statement.text).await else {
            return Ok(Sent::Done);
        };
        if error.class == Class::Missing && job.takes_back_a_part {
            let remark = format!("left out, because it was never made: {}", error.message);
            self.notice(Notice::Remark(&remark));
            return Ok(Sent::LeftOut);
        }
        let place = StatementPlace::new(surveyed, statement.number, statement.point, error.offset);
        Err(Stop::Statement {
            error: Box::new(error),
            place: Some(place),
        })
    }

    /// Pauses before another attempt, or gives the failure back.
    async fn pause_or(&mut self, stop: Stop, job: &Job, attempt: &mut u32) -> Result<(), Stop> {
        let retry = match &stop {
            Stop::Statement { error, .. } => may_retry(error),
            Stop::Error(_) => false,
        };
        if !retry || *attempt > self.limits.lock_retries {
            return Err(stop);
        }
        let blockers = match &stop {
            Stop::Statement { error, .. } => error.blockers.clone(),
            Stop::Error(_) => Vec::new(),
        };
        let pause = jittered(super::whole::pause(*attempt));
        let of = self.limits.lock_retries + 1;
        self.notice(Notice::Retrying {
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

    /// Writes how far the job is.
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

/// What became of a statement.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Done,
    /// It drops what was never made, which is as well.
    LeftOut,
}
