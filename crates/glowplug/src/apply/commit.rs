//! Finds out whether a commit took effect when its answer was lost.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::execution::{Execution, JobError, without_position};
use super::job::Job;
use super::lock::LockWait;
use crate::dialect;
use crate::dialect::bookkeeping::{Bookkeeping, failing};
use crate::error::{Class, Direction, Error, Result, ServerError};
use crate::model::{Action, Address, Progress, State};
use crate::session::{Session, TransactionKind};

/// How long to wait for a server to come back.
const RECONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// If connecting takes longer than this, it is not tried again.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

impl Execution<'_> {
    /// Commits a transaction that ends with this job. If the answer is lost, asks the database on a
    /// new connection whether the commit took effect.
    pub(super) async fn commit(&mut self, last: &Job) -> Result<(), JobError> {
        let Some(error) = self.try_commit().await? else {
            return Ok(());
        };
        self.reconnect(&error).await?;
        let action = match last.direction {
            Direction::Up => Action::Up,
            Direction::Down => Action::Down,
        };
        let session = &mut **self.session;
        let run = &self.identity.run;
        let committed = self
            .bookkeeping
            .has_event(session, run, action, &last.version)
            .await?;
        self.settled(committed, error).await
    }

    /// Commits a transaction that contains the progress record of this job.
    pub(super) async fn commit_step(
        &mut self,
        job: &Job,
        progress: &Progress,
    ) -> Result<(), JobError> {
        let Some(error) = self.try_commit().await? else {
            return Ok(());
        };
        self.reconnect(&error).await?;
        let ledger = self.bookkeeping.read(&mut **self.session).await?;
        let applied = ledger.applied.iter();
        let records = applied.filter_map(|applied| applied.record.as_ref());
        let committed = records.chain(&ledger.orphans).any(|record| {
            record.version == job.version
                && match &record.state {
                    State::Applying(noted) | State::Reverting(noted) => noted == progress,
                    State::Applied => false,
                }
        });
        self.settled(committed, error).await
    }

    /// Commits. Returns the error if it leaves open whether the commit took effect.
    async fn try_commit(&mut self) -> Result<Option<ServerError>, JobError> {
        match self.session.commit().await {
            Ok(()) => Ok(None),
            Err(error) if error.class == Class::ConnectionLost => Ok(Some(error)),
            Err(error) => Err(without_position(error)),
        }
    }

    /// Opens a new connection and takes the lock: once it is held, the old session is gone, so its
    /// commit can no longer change anything. Behind a pooler a transaction holds the lock and stays
    /// open.
    async fn reconnect(&mut self, error: &ServerError) -> Result<()> {
        let session = connect(self.address).await;
        *self.session = session.ok_or_else(|| Error::OutcomeUnknown(Box::new(error.clone())))?;
        self.session
            .set_answer_timeout(self.limits.statement_timeout);
        let again = failing("waiting for the runner lock");
        let patience = self.limits.runner_timeout.unwrap_or(RECONNECT_TIMEOUT);
        let mut waiting = LockWait::new(Some(patience.min(RECONNECT_TIMEOUT)));
        loop {
            if self.pooled {
                let begun = self.session.begin(TransactionKind::Plain).await;
                begun.map_err(again)?;
            }
            let attempt = waiting.attempt(&mut **self.session, &mut *self.listener);
            match attempt.await {
                Ok(true) => break,
                Ok(false) => {}
                // The old session still exists, and may yet commit.
                Err(Error::Locked { .. }) => {
                    return Err(Error::OutcomeUnknown(Box::new(error.clone())));
                }
                Err(error) => return Err(error),
            }
            if self.pooled {
                self.session.rollback().await.map_err(again)?;
            }
        }
        self.bookkeeping = Bookkeeping::find(&mut **self.session).await?;
        Ok(())
    }

    /// Prepares the new session if the commit took effect, and returns the original error if not.
    async fn settled(&mut self, committed: bool, error: ServerError) -> Result<(), JobError> {
        if self.pooled {
            self.session.rollback().await.map_err(without_position)?;
        }
        if !committed {
            return Err(without_position(error));
        }
        let refreshed = self.session.reset_session(self.limits).await;
        refreshed.map_err(without_position)
    }
}

async fn connect(address: Option<&Address>) -> Option<Box<dyn Session>> {
    let address = address?;
    let since = Instant::now();
    loop {
        let attempt = Instant::now();
        match dialect::connect(address).await {
            Ok(session) => return Some(session),
            // A restarting server refuses immediately; one that does not answer at all is given up.
            Err(_)
                if since.elapsed() < RECONNECT_TIMEOUT && attempt.elapsed() < CONNECT_TIMEOUT =>
            {
                sleep(Duration::from_millis(100)).await;
            }
            Err(_) => return None,
        }
    }
}
