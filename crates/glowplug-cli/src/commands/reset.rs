//! `reset`: recreates the database.

use glowplug::catalog::Catalog;
use glowplug::dialect;
use glowplug::plan::UpTarget;

use crate::confirm::{Care, Consent, confirm};
use crate::connection::Target;
use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::run::RunOptions;

/// Drop the database, recreate it, and apply all migrations
///
/// Deletes all data, the history, and everything created without migrations. Asks first, also on
/// this machine.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug reset                       ask first
  glowplug reset --yes                 do not ask, for a database on this machine
  glowplug reset --confirm shop        do not ask, for the database `shop` on any machine")]
pub(crate) struct Args {
    #[command(flatten)]
    consent: Consent,

    #[command(flatten)]
    options: RunOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
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
        let former = match self.options.schema.looks_for_edits(context)? {
            true => former(&target).await,
            false => None,
        };
        dialect::recreate_database(&target.address).await?;
        let runner = target.runner(&context.output, migrations).await?;
        let mut run = self.options.start(context, runner)?;
        let report = run.wait(async |runner| runner.up(&UpTarget::Latest).await);
        let report = report.await?;
        run.finish(report, former).await
    }
}

/// Returns the schema before the reset; `None` if it cannot be read.
async fn former(target: &Target) -> Option<Catalog> {
    if target.is_missing_file() {
        return None;
    }
    let mut session = dialect::connect(&target.address).await.ok()?;
    session.schema().await.ok()
}
