//! What became of a commit whose answer was lost.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::execution::Execution;
use super::job::Job;
use super::lock::Waiting;
use crate::dialect;
use crate::error::{Error, Result, ServerError};
use crate::model::Address;
use crate::session::Session;

/// How long a server may need to come back.
const PATIENCE: Duration = Duration::from_secs(30);

impl Execution<'_> {
    /// Whether the transaction that ended with this job was committed. The run goes on with the
    /// new connection, under the lock: once we hold it, the old session is gone, so the answer
    /// cannot change any more.
    pub(super) async fn outcome_of_commit(
        &mut self,
        last: &Job,
        error: &ServerError,
    ) -> Result<bool> {
        let unknown = || Error::OutcomeUnknown(Box::new(error.clone()));
        let mut session = reconnect(self.address).await.ok_or_else(unknown)?;
        if !self.pooled {
            let mut waiting = Waiting::new(self.limits.runner_timeout);
            while !waiting.attempt(&mut *session, &mut *self.listener).await? {}
        }
        let bookkeeping = dialect::bookkeeping::Bookkeeping::find(&mut *session).await?;
        let run = &self.identity.run;
        let committed = bookkeeping
            .has_event(&mut *session, run, &last.version)
            .await?;
        self.bookkeeping = bookkeeping;
        *self.session = session;
        Ok(committed)
    }
}

async fn reconnect(address: Option<&Address>) -> Option<Box<dyn Session>> {
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
