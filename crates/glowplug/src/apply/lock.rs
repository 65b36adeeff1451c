//! The lock that admits one runner at a time. It is polled with a try-lock, because a blocked
//! `pg_advisory_lock` and a `CREATE INDEX CONCURRENTLY` wait for each other forever.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::RunEvent;
use crate::dialect::bookkeeping::failing;
use crate::error::{Error, Holder, Result};
use crate::session::{LockAttempt, Session};

/// The first pause between two attempts; each further one is twice as long, up to [`LONGEST`].
const SHORTEST: Duration = Duration::from_millis(5);
const LONGEST: Duration = Duration::from_millis(250);

/// The state of waiting for the lock.
pub(super) struct LockWait {
    since: Instant,
    limit: Option<Duration>,
    pause: Duration,
    told: Option<Option<i64>>,
    moved_on: bool,
}

impl LockWait {
    pub(super) fn new(limit: Option<Duration>) -> Self {
        Self {
            since: Instant::now(),
            limit,
            pause: SHORTEST,
            told: None,
            moved_on: false,
        }
    }

    /// Returns true if the last attempt found another holder than the one before: a run has
    /// finished.
    pub(super) const fn has_moved_on(&self) -> bool {
        self.moved_on
    }

    /// Tries once. Returns whether the lock was taken; if not, pauses first.
    pub(super) async fn attempt(
        &mut self,
        session: &mut dyn Session,
        listener: &mut (dyn FnMut(RunEvent<'_>) + Send),
    ) -> Result<bool> {
        let attempt = session.try_lock().await;
        match attempt.map_err(failing("acquiring the runner lock"))? {
            LockAttempt::Taken => Ok(true),
            LockAttempt::HeldBy(holder) => {
                self.pause(holder, listener).await?;
                Ok(false)
            }
        }
    }

    async fn pause(
        &mut self,
        holder: Holder,
        listener: &mut (dyn FnMut(RunEvent<'_>) + Send),
    ) -> Result<()> {
        let waited = self.since.elapsed();
        if self.limit.is_some_and(|limit| waited >= limit) {
            return Err(Error::Locked { holder, waited });
        }
        self.moved_on = self.told.is_some_and(|told| told != holder.session);
        if self.told != Some(holder.session) {
            listener(RunEvent::WaitingForRunner(&holder));
            self.told = Some(holder.session);
        }
        sleep(jittered(self.pause)).await;
        self.pause = (self.pause * 2).min(LONGEST);
        Ok(())
    }
}

/// Returns a pause of 75 to 125 % of this, so that waiting runners do not all retry at once.
pub(super) fn jittered(pause: Duration) -> Duration {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let noise = since.map_or(0, |since| since.subsec_nanos()) ^ std::process::id().rotate_left(13);
    pause.mul_f64(0.75 + f64::from(noise % 1_000) / 2_000.0)
}
