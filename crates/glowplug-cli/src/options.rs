//! Options that several commands share.

use std::time::Duration;

use clap::{Args, ValueEnum};
use glowplug::model::InconsistencyKind;
use glowplug::plan::{Allow, DownTarget};
use glowplug::session::Limits;
use glowplug::{Runner, Version};

/// Time limits of a run, and what it accepts.
#[derive(Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct RunLimits {
    /// How long a statement waits for a lock before the run is retried
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = limit)]
    lock_timeout: Limit,

    /// How often a run is retried after a lock timeout
    #[arg(long, value_name = "TIMES", default_value_t = Limits::default().lock_retries)]
    lock_retries: u32,

    /// How long a statement may run
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = limit)]
    statement_timeout: Limit,

    /// How long to wait for another run to finish
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = limit)]
    wait: Limit,

    /// Run although the database and the files disagree
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    allow: Vec<Disagreement>,
}

/// A time limit; `None` for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit(Option<Duration>);

/// What a run may accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Disagreement {
    /// An applied migration was edited
    Edited,
    /// The folder of an applied migration is missing
    Missing,
    /// A pending migration is older than an applied one
    OutOfOrder,
}

/// A hazard that needs to be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Hazard {
    /// Rows or values are lost
    DataLoss,
}

/// Which migrations are reverted.
#[derive(Args)]
#[command(next_help_heading = "What to revert")]
#[group(multiple = false)]
pub(crate) struct Reverted {
    /// This batch and all later ones
    #[arg(long, value_name = "NUMBER")]
    batch: Option<i64>,

    /// The last COUNT migrations
    #[arg(long, short = 'n', value_name = "COUNT", visible_alias = "number")]
    steps: Option<usize>,

    /// All migrations after this version
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,

    /// All migrations
    #[arg(long, short)]
    all: bool,
}

impl RunLimits {
    /// Sets the limits of a runner.
    pub(crate) fn apply(&self, runner: Runner) -> Runner {
        let kinds = self.allow.iter().map(|disagreement| match disagreement {
            Disagreement::Edited => InconsistencyKind::Edited,
            Disagreement::Missing => InconsistencyKind::Missing,
            Disagreement::OutOfOrder => InconsistencyKind::OutOfOrder,
        });
        runner.allow(Allow(kinds.collect())).limits(Limits {
            lock_timeout: self.lock_timeout.0,
            statement_timeout: self.statement_timeout.0,
            lock_retries: self.lock_retries,
            runner_timeout: self.wait.0,
        })
    }
}

impl Reverted {
    /// Converts the options into the engine's type.
    pub(crate) fn target(&self) -> DownTarget {
        match (self.batch, self.steps, &self.to) {
            (Some(batch), _, _) => DownTarget::Batch(batch),
            (_, Some(steps), _) => DownTarget::Steps(steps),
            (_, _, Some(version)) => DownTarget::To(Version::of_folder(version)),
            _ if self.all => DownTarget::All,
            _ => DownTarget::LastBatch,
        }
    }
}

/// Parses `500ms`, `2s`, `5m`, `1h 30m` and `none`.
fn limit(text: &str) -> Result<Limit, String> {
    if matches!(text, "none" | "0") {
        return Ok(Limit(None));
    }
    match humantime::parse_duration(text) {
        Ok(duration) if duration.is_zero() => Ok(Limit(None)),
        Ok(duration) => Ok(Limit(Some(duration))),
        Err(_) => Err("write a time like `500ms`, `2s` or `5m`, or `none`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_none_means_for_ever() {
        assert_eq!(limit("500ms"), Ok(Limit(Some(Duration::from_millis(500)))));
        assert_eq!(limit("5m"), Ok(Limit(Some(Duration::from_secs(300)))));
        assert_eq!(limit("none"), Ok(Limit(None)));
        assert_eq!(limit("0s"), Ok(Limit(None)));
        assert!(limit("5 apples").is_err());
    }
}
