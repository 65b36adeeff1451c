//! What is measured: one way to make the calls.

use std::time::{Duration, Instant};

use anyhow::Result;
use async_trait::async_trait;
use rustix::time::{ClockId, clock_gettime};

use crate::call::{Answer, Call};
use crate::contenders::script::Script;

/// One way to make the calls.
#[async_trait]
pub trait Contender: Send + Sync {
    /// Its name in tables.
    fn name(&self) -> &'static str;

    /// Whether it makes this kind of call.
    fn makes(&self, _call: &Call) -> bool {
        true
    }

    /// Makes one call.
    async fn call(&self, call: &Call) -> Result<Answer>;

    /// Makes some calls one after the other, and says how long they took together.
    async fn turn(&self, calls: &[Call]) -> Result<Duration> {
        let start = Instant::now();
        for call in calls {
            std::hint::black_box(self.call(call).await?);
        }
        Ok(start.elapsed())
    }

    /// The process that makes the calls, if it is another one.
    fn script(&self) -> Option<&Script> {
        None
    }
}

/// The processor time of this process so far.
#[must_use]
pub fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}
