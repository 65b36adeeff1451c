//! `mark`: marks migrations as applied or pending.

use clap::ArgGroup;
use glowplug::apply::Mark;
use glowplug::plan::Planned;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::output::{Answer, Paint};
use crate::text::{count, visible_line};

/// Mark a migration as applied or pending, without running it
///
/// For a change that was made, or undone, without its migration. `--baseline` adopts a database
/// that was built without migrations: all pending migrations are marked as applied.
#[derive(clap::Args)]
#[command(
    group = ArgGroup::new("as").required(true).args(["applied", "pending", "baseline"]),
    after_help = "\
Examples:
  glowplug mark 2026-01-31-120000-0000 --applied
  glowplug mark 2026-01-31-120000-0000 --pending
  glowplug mark --baseline             adopt a database that was built without migrations"
)]
pub(crate) struct Args {
    /// The version, or the name of its folder
    #[arg(value_name = "VERSION", required_unless_present = "baseline")]
    version: Option<String>,

    /// Mark it as applied, without running it
    #[arg(long)]
    applied: bool,

    /// Mark it as pending, without reverting it
    #[arg(long)]
    pending: bool,

    /// Mark all pending migrations as applied
    #[arg(long, conflicts_with = "version")]
    baseline: bool,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut runner = context.runner().await?;
        let (mark, state) = if self.pending {
            (Mark::Pending, "pending")
        } else {
            (Mark::Applied, "applied")
        };
        let marked = match &self.version {
            Some(version) => vec![runner.mark(version, mark).await?],
            None => runner.baseline().await?,
        };
        context.answer(&Marked { state, marked })?;
        Ok(Outcome::Done)
    }
}

#[derive(Serialize)]
struct Marked {
    state: &'static str,
    marked: Vec<Planned>,
}

impl Answer for Marked {
    fn text(&self, paint: Paint) -> String {
        if self.marked.is_empty() {
            return "Nothing to do.".to_owned();
        }
        let number = count(self.marked.len(), "migration");
        let mut lines = vec![paint.bold(&format!("Marked {number} as {}:", self.state))];
        let names = self.marked.iter();
        lines.extend(names.map(|planned| format!("  {}", visible_line(&planned.name))));
        lines.join("\n")
    }
}
