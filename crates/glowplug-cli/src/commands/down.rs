//! `down`: reverts migrations.

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::report::DryRun;
use crate::run::RevertOptions;

/// Revert the last batch, or more
///
/// Runs `down.sql` of each migration, newest first. If the folder is missing, the `down` that was
/// stored when the migration was applied is used. Dropped tables lose their data, so a database on
/// another machine needs its name typed, or passed with `--confirm`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug down                        revert the last batch
  glowplug down --steps 1              revert the last migration
  glowplug down --to 001               revert everything after version 001
  glowplug down --all --dry-run        show what would be reverted
  glowplug down --confirm shop         do not ask, for the remote database `shop`")]
pub(crate) struct Args {
    /// Show what would run, without running it
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    options: RevertOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut revert = self.options.start(context).await?;
        let target = revert.target.clone();
        if self.dry_run {
            let plan = revert
                .run
                .wait(async |runner| runner.plan_down(&target).await);
            context.answer(&DryRun::new(plan.await?))?;
            return Ok(Outcome::Done);
        }
        revert
            .confirm(context, "this reverts migrations of")
            .await?;
        let down = revert.run.wait(async |runner| runner.down(&target).await);
        let report = down.await?;
        revert.run.finish(report, None).await
    }
}
