//! What became of a commit whose answer was lost.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::execution::{Execution, Stop, unplaced};
use super::job::Job;
use super::lock::Waiting;
use crate::dialect;
use crate::dialect::bookkeeping::{Bookkeeping, failing};
use crate::error::{Class, Direction, Error, Result, ServerError};
use crate::model::{Action, Address, Progress, State};
use crate::session::{Session, TransactionKind};

/// How long a server may need to come back.
const PATIENCE: Duration = Duration::from_secs(30);

impl Execution<'_> {
    /// Commits a transaction that ends with this job. When the answer is lost, asks the database
    /// on a new connection whether the commit took place.
    pub(super) async fn commit(&mut self, last: &Job) -> Result<(), Stop> {
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

    /// Commits a transaction in which it was noted how far this job is.
    pub(super) async fn commit_step(&mut self, job: &Job, progress: &Progress) -> Result<(), Stop> {
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

    /// Commits. Gives the error that leaves open whether it did.
    async fn try_commit(&mut self) -> Result<Option<ServerError>, Stop> {
        match self.session.commit().await {
            Ok(()) => Ok(None),
            Err(error) if error.class == Class::ConnectionLost => Ok(Some(error)),
            Err(error) => Err(unplaced(error)),
        }
    }

    /// Goes on with a new connection, under the lock: once we hold it, the old session is gone,
    /// so what was committed cannot change any more. Behind a pooler a transaction holds the lock
    /// and stays open.
    async fn reconnect(&mut self, error: &ServerError) -> Result<()> {
        let session = connect(self.address).await;
        *self.session = session.ok_or_else(|| Error::OutcomeUnknown(Box::new(error.clone())))?;
        let again = failing("waiting for the lock of the one runner");
        let mut waiting = Waiting::new(self.limits.runner_timeout);
        loop {
            if self.pooled {
                let begun = self.session.begin(TransactionKind::Plain).await;
                begun.map_err(again)?;
            }
            let attempt = waiting.attempt(&mut **self.session, &mut *self.listener);
            if attempt.await? {
                break;
            }
            if self.pooled {
                self.session.rollback().await.map_err(again)?;
            }
        }
        self.bookkeeping = Bookkeeping::find(&mut **self.session).await?;
        Ok(())
    }

    /// Makes the new session as the old one was, or gives the error of the old one back.
    async fn settled(&mut self, committed: bool, error: ServerError) -> Result<(), Stop> {
        if self.pooled {
            self.session.rollback().await.map_err(unplaced)?;
        }
        if !committed {
            return Err(unplaced(error));
        }
        let refreshed = self.session.refresh(self.limits).await;
        refreshed.map_err(unplaced)
    }
}

async fn connect(address: Option<&Address>) -> Option<Box<dyn Session>> {
    let address = address?;
    let since = Instant::now();
    loop {
        match dialect::connect(address).await {
            Ok(session) => return Some(session),
            Err(_) if since.elapsed() < PATIENCE => sleep(Duration::from_millis(100)).await,
            Err(_) => return None,
        }
    }
}
