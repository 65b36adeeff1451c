//! Writes the failure of a migration to the history, on a new connection if the old one is lost.

use std::time::Duration;

use tokio::time::timeout;

use super::execution::Execution;
use super::interruption::ENDING;
use super::job::Job;
use super::lock::LockWait;
use crate::dialect;
use crate::dialect::bookkeeping::{Bookkeeping, failing};
use crate::error::{Class, Direction, Result, ServerError};
use crate::model::{Action, Event, Outcome};
use crate::session::{Session, TransactionKind};

/// How long connecting again, waiting for the lock and writing may take altogether.
const RECORD_TIMEOUT: Duration = Duration::from_secs(12);

impl Execution<'_> {
    /// Writes a failure to the history. If that fails, it is only logged: the failure itself is
    /// more important.
    pub(super) async fn record_failure(&mut self, job: &Job, error: &ServerError) {
        let event = self.failed(job, error);
        let mut recorded = self.record_here(&event).await;
        if recorded.is_none() && error.class == Class::ConnectionLost {
            let elsewhere = timeout(RECORD_TIMEOUT, self.record_elsewhere(&event)).await;
            recorded = elsewhere.ok().and_then(Result::ok).flatten();
        }
        if recorded.is_none() {
            tracing::warn!(migration = job.name, "the failure could not be recorded");
        }
    }

    fn failed(&self, job: &Job, error: &ServerError) -> Event {
        let action = match job.direction {
            Direction::Up => Action::Up,
            Direction::Down => Action::Down,
        };
        Event {
            outcome: Outcome::Failed,
            message: Some(error.message.clone()),
            batch: (job.direction == Direction::Up).then_some(self.batch),
            ..self.identity.event(action, &job.version, &job.name)
        }
    }

    /// Writes a line of the history on the session of the run.
    async fn record_here(&mut self, event: &Event) -> Option<()> {
        let session = &mut **self.session;
        session.reset_session(self.limits).await.ok()?;
        self.bookkeeping.create(session).await.ok()?;
        let events = std::slice::from_ref(event);
        self.bookkeeping.append(session, events).await.ok()
    }

    /// Writes a line of the history on a session that is opened for it. Returns none if this run
    /// has no address to connect to.
    async fn record_elsewhere(&mut self, event: &Event) -> Result<Option<()>> {
        let Some(address) = self.address else {
            return Ok(None);
        };
        let mut session = dialect::connect(address).await?;
        let mut waiting = LockWait::new(Some(ENDING));
        while !self.try_lock(&mut *session, &mut waiting).await? {}
        let mut found = Bookkeeping::find(&mut *session).await?;
        found.create(&mut *session).await?;
        let events = std::slice::from_ref(event);
        found.append(&mut *session, events).await?;
        if self.pooled {
            let committed = session.commit().await;
            committed.map_err(failing("recording the failure"))?;
        }
        // The session ends here, and with it the lock.
        Ok(Some(()))
    }

    /// Tries once to take the lock. Behind a pooler, it is held by a transaction that stays open.
    async fn try_lock(
        &mut self,
        session: &mut dyn Session,
        waiting: &mut LockWait,
    ) -> Result<bool> {
        let doing = failing("waiting for the runner lock");
        if self.pooled {
            let begun = session.begin(TransactionKind::Plain).await;
            begun.map_err(doing)?;
        }
        let taken = waiting.attempt(session, &mut |_| ()).await?;
        if self.pooled && !taken {
            session.rollback().await.map_err(doing)?;
        }
        Ok(taken)
    }
}
