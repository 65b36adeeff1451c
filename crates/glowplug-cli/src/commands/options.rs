//! Options that several commands share.

use std::time::Duration;

use clap::{Args, ValueEnum};
use glowplug::model::AttentionKind;
use glowplug::plan::{Allow, DownTarget};
use glowplug::session::Limits;
use glowplug::{Runner, Version};

/// How long things may take, and what is accepted.
#[derive(Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct RunOptions {
    /// How long a statement waits for a lock before the run backs off and tries again
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = limit)]
    lock_timeout: Limit,

    /// How often a run is tried again after a lock timeout
    #[arg(long, value_name = "TIMES", default_value_t = Limits::default().lock_retries)]
    lock_retries: u32,

    /// How long one statement may take
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = limit)]
    statement_timeout: Limit,

    /// How long to wait for another run to end
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = limit)]
    wait: Limit,

    /// Go on although database and files disagree
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    allow: Vec<Disagreement>,
}

/// A time; `None` stands for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit(Option<Duration>);

/// What may be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Disagreement {
    /// A migration was edited after it was applied
    Edited,
    /// A migration is applied, and its folder is gone
    Missing,
    /// A migration is pending, and older than the newest applied one
    OutOfOrder,
}

/// Which migrations are reverted.
#[derive(Args)]
#[command(next_help_heading = "What to revert")]
#[group(multiple = false)]
pub(super) struct Reverted {
    /// This batch, and those after it
    #[arg(long, value_name = "NUMBER")]
    batch: Option<i64>,

    /// The last so many migrations
    #[arg(long, short = 'n', value_name = "COUNT", visible_alias = "number")]
    steps: Option<usize>,

    /// Everything newer than this version, which stays
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,

    /// Everything
    #[arg(long, short)]
    all: bool,
}

impl RunOptions {
    /// Sets a runner up.
    pub(super) fn apply(&self, runner: Runner) -> Runner {
        let kinds = self.allow.iter().map(|disagreement| match disagreement {
            Disagreement::Edited => AttentionKind::Edited,
            Disagreement::Missing => AttentionKind::Missing,
            Disagreement::OutOfOrder => AttentionKind::OutOfOrder,
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
    /// What they say to the engine.
    pub(super) fn target(&self) -> DownTarget {
        match (self.batch, self.steps, &self.to) {
            (Some(batch), _, _) => DownTarget::Batch(batch),
            (_, Some(steps), _) => DownTarget::Steps(steps),
            (_, _, Some(version)) => DownTarget::To(Version::of_folder(version)),
            _ if self.all => DownTarget::All,
            _ => DownTarget::LastBatch,
        }
    }
}

/// Reads `500ms`, `2s`, `5m`, `1h 30m`, and `none`.
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
