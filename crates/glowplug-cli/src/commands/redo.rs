//! `redo`: reverts migrations and applies them again.

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::run::RevertOptions;

/// Revert the last batch, or more, and apply it again
///
/// For a migration that you are still writing: checks that `down.sql` reverts it, and applies your
/// edits. Reverted tables lose their data.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug redo                        the last batch
  glowplug redo --steps 1              the last migration
  glowplug redo --all                  everything, from the first to the last")]
pub(crate) struct Args {
    #[command(flatten)]
    options: RevertOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut revert = self.options.start(context).await?;
        revert
            .confirm(context, "this reverts and reapplies migrations of")
            .await?;
        let target = revert.target.clone();
        let redo = revert.run.wait(async |runner| runner.redo(&target).await);
        let report = redo.await?;
        revert.run.finish(report, None).await
    }
}
