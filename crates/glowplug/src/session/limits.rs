use std::time::Duration;

/// How long things may take. `None` means for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long one statement waits for a lock before the run backs off and tries again.
    /// Default 2 s. MySQL counts in whole seconds.
    pub lock_timeout: Option<Duration>,
    /// How long one statement may take. Default 5 min.
    pub statement_timeout: Option<Duration>,
    /// How often a run is tried again after a lock timeout. Default 10.
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
