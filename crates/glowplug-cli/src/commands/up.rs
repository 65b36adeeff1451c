//! `up`: applies pending migrations.

use glowplug::Version;
use glowplug::plan::UpTarget;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::report::DryRun;
use crate::run::RunOptions;

/// Apply pending migrations, as one batch
///
/// All of them run in one transaction: if one fails, none is applied. A migration with
/// `run_in_transaction = false` in its `metadata.toml` runs on its own, statement by statement; one that
/// validates a constraint begins a new transaction, so that no lock lasts while it reads the table.
/// `--dry-run` shows the segments. Only one run at a time: a second one waits.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug up                          apply all pending migrations
  glowplug up --dry-run                show what would run, and in which segments
  glowplug up --steps 1                apply only the next one
  glowplug up --to 2026-01-31-120000-0000
                                       apply up to and including this version
  glowplug up --allow out-of-order     apply a migration that was merged late")]
pub(crate) struct Args {
    /// Apply up to and including this version
    #[arg(long, value_name = "VERSION", conflicts_with = "steps")]
    to: Option<String>,

    /// Apply the next COUNT migrations
    #[arg(long, short = 'n', value_name = "COUNT")]
    steps: Option<usize>,

    /// Show what would run, without running it
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    options: RunOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let runner = context.runner().await?;
        let mut run = self.options.start(context, runner)?;
        let target = match (self.to, self.steps) {
            (Some(version), _) => UpTarget::To(Version::of_folder(&version)),
            (None, Some(steps)) => UpTarget::Steps(steps),
            (None, None) => UpTarget::Latest,
        };
        if self.dry_run {
            let plan = run.wait(async |runner| runner.plan_up(&target).await);
            context.answer(&DryRun::new(plan.await?))?;
            return Ok(Outcome::Done);
        }
        let report = run.wait(async |runner| runner.up(&target).await).await?;
        run.finish(report, None).await
    }
}
