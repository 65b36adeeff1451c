use super::options::{Reverted, RunOptions};
use super::plan::names;
use super::refresh::SchemaOptions;
use crate::confirm::{Care, Consent, confirm};
use crate::context::Context;
use crate::error::{Ending, Result};
use crate::watch::Watch;

/// Revert the last batch, or more, and apply it again
///
/// Shows that `down.sql` gives back what `up.sql` made, and takes up an edit of the migration that
/// you are writing. Data in what is reverted goes.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug redo                        the last batch
  glowplug redo --steps 1              the last migration
  glowplug redo --all                  everything, from the first to the last")]
pub(crate) struct Args {
    #[command(flatten)]
    reverted: Reverted,

    #[command(flatten)]
    consent: Consent,

    #[command(flatten)]
    schema: SchemaOptions,

    #[command(flatten)]
    options: RunOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let mut database = context.target()?;
        let runner = database
            .runner(&context.output, context.migrations()?)
            .await?;
        let (mut runner, watch) = Watch::on(self.options.apply(runner), context.output);
        let target = self.reverted.target();
        if !database.address.is_local() {
            let affected = names(&watch.over(runner.plan_down(&target)).await?);
            if !affected.is_empty() {
                let (output, what) = (&context.output, "this reverts, and applies again, in");
                confirm(
                    &database,
                    output,
                    &self.consent,
                    Care::Remote,
                    what,
                    affected,
                )?;
            }
        }
        let report = watch.over(runner.redo(&target)).await?;
        self.schema.conclude(context, &mut runner, report).await
    }
}
