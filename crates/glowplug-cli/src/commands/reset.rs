use glowplug::dialect;
use glowplug::plan::UpTarget;

use super::options::RunOptions;
use super::refresh::SchemaOptions;
use crate::confirm::{Care, Consent, confirm};
use crate::context::Context;
use crate::error::{Ending, Result};
use crate::watch::Watch;

/// Drop the database, make it anew, and apply every migration
///
/// All data goes, the history too, and whatever was made without migrations. Asks first, also on
/// this machine.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug reset                       asks
  glowplug reset --yes                 does not ask, on this machine
  glowplug reset --confirm shop        does not ask, on any machine")]
pub(crate) struct Args {
    #[command(flatten)]
    consent: Consent,

    #[command(flatten)]
    schema: SchemaOptions,

    #[command(flatten)]
    options: RunOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let migrations = context.migrations()?;
        let mut target = context.target()?;
        let (output, what) = (&context.output, "this deletes everything in");
        confirm(
            &target,
            output,
            &self.consent,
            Care::Always,
            what,
            Vec::new(),
        )?;
        target.prepare(&context.output)?;
        dialect::recreate_database(&target.address).await?;
        let runner = target.runner(&context.output, migrations).await?;
        let (mut runner, watch) = Watch::on(self.options.apply(runner), context.output);
        let report = watch.over(runner.up(&UpTarget::Latest)).await?;
        self.schema.conclude(context, &mut runner, report).await
    }
}
