use glowplug::Version;
use glowplug::plan::UpTarget;

use super::options::RunOptions;
use super::plan::WouldRun;
use super::refresh::SchemaOptions;
use crate::context::Context;
use crate::error::{Ending, Result};
use crate::watch::Watch;

/// Apply what is pending, as one batch
///
/// All of it runs in one transaction: if one migration fails, none of the batch stays. A migration
/// with `run_in_transaction = false` in its `metadata.toml` runs by itself, statement by statement;
/// `--dry-run` shows the parts. One run at a time: a second one waits.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug up                          apply everything that is pending
  glowplug up --dry-run                see what would run, and in which parts
  glowplug up --steps 1                apply the next one only
  glowplug up --to 2026-01-31-120000-0000
                                       apply up to and including this version
  glowplug up --allow out-of-order     apply a migration that came late from a branch")]
pub(crate) struct Args {
    /// Up to and including this version
    #[arg(long, value_name = "VERSION", conflicts_with = "steps")]
    to: Option<String>,

    /// The next so many migrations
    #[arg(long, short = 'n', value_name = "COUNT")]
    steps: Option<usize>,

    /// Show what would run, and change nothing
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    schema: SchemaOptions,

    #[command(flatten)]
    options: RunOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let runner = self.options.apply(context.runner().await?);
        let (mut runner, watch) = Watch::on(runner, context.output);
        let target = match (self.to, self.steps) {
            (Some(version), _) => UpTarget::To(Version::of_folder(&version)),
            (None, Some(steps)) => UpTarget::Steps(steps),
            (None, None) => UpTarget::Latest,
        };
        if self.dry_run {
            let plan = watch.over(runner.plan_up(&target)).await?;
            context.answer(&WouldRun::new(plan))?;
            return Ok(Ending::Done);
        }
        let report = watch.over(runner.up(&target)).await?;
        self.schema.conclude(context, &mut runner, report).await
    }
}
