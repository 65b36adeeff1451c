//! Timeouts and retries of a run.

use std::time::Duration;

/// Timeouts and retries. `None` means no limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a statement waits for a lock before the run pauses and tries again. Default 2 s.
    /// MySQL has a precision of whole seconds.
    pub lock_timeout: Option<Duration>,
    /// How long a statement may take. Default 5 min.
    pub statement_timeout: Option<Duration>,
    /// How often a run is retried after a lock timeout. Default 10.
    pub lock_retries: u32,
    /// How long to wait for another runner. Default 10 min.
    pub runner_timeout: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lock_timeout: Some(Duration::from_secs(2)),
            statement_timeout: Some(Duration::from_secs(300)),
            lock_retries: 10,
            runner_timeout: Some(Duration::from_secs(600)),
        }
    }
}
