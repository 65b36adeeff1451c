use super::options::{Reverted, RunOptions};
use super::plan::{WouldRun, names};
use super::refresh::SchemaOptions;
use crate::confirm::{Care, Consent, confirm};
use crate::context::Context;
use crate::error::{Ending, Result};
use crate::watch::Watch;

/// Revert the last batch, or more
///
/// Runs `down.sql` of each migration, newest first. Where the folder is gone, the `down` that was
/// stored when it was applied is used. Data goes with the tables, so a database on another machine
/// needs its name typed, or passed with `--confirm`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug down                        revert the last batch
  glowplug down --steps 1              revert the last migration
  glowplug down --to 001               revert everything after version 001
  glowplug down --all --dry-run        see what would be reverted
  glowplug down --confirm shop         on another machine, without being asked")]
pub(crate) struct Args {
    /// Show what would run, and change nothing
    #[arg(long)]
    dry_run: bool,

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
        if self.dry_run {
            let plan = watch.over(runner.plan_down(&target)).await?;
            context.answer(&WouldRun::new(plan))?;
            return Ok(Ending::Done);
        }
        // On this machine nothing is asked, so nothing needs to be known first.
        if !database.address.is_local() {
            let affected = names(&watch.over(runner.plan_down(&target)).await?);
            if !affected.is_empty() {
                let (output, what) = (&context.output, "this reverts migrations of");
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
        let report = watch.over(runner.down(&target)).await?;
        self.schema.conclude(context, &mut runner, report).await
    }
}
