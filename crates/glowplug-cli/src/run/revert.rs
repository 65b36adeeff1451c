//! Shared by `down` and `redo`: the choice of migrations, and consent on a remote database.

use clap::Args;
use glowplug::plan::DownTarget;

use super::{Run, RunOptions};
use crate::confirm::{Care, Consent, confirm};
use crate::connection::Target;
use crate::context::Context;
use crate::error::Result;
use crate::options::Reverted;
use crate::report::names;

/// Options of a run that reverts migrations.
#[derive(Args)]
pub(crate) struct RevertOptions {
    #[command(flatten)]
    reverted: Reverted,

    #[command(flatten)]
    consent: Consent,

    #[command(flatten)]
    run: RunOptions,
}

/// A run that reverts migrations, before it begins.
pub(crate) struct Revert<'c> {
    /// The run.
    pub(crate) run: Run<'c>,
    /// The migrations to revert.
    pub(crate) target: DownTarget,
    database: Target,
    consent: Consent,
}

impl RevertOptions {
    /// Connects, and prepares the run.
    ///
    /// # Errors
    /// Anything that prevents the connection; settings that cannot be read.
    pub(crate) async fn start(self, context: &Context) -> Result<Revert<'_>> {
        let mut database = context.target()?.read_only(&context.output)?;
        let runner = database
            .runner(&context.output, context.migrations()?)
            .await?;
        Ok(Revert {
            run: self.run.start(context, runner)?,
            target: self.reverted.target(),
            database,
            consent: self.consent,
        })
    }
}

impl Revert<'_> {
    /// Asks before migrations of a remote database are reverted. `what` names the action. A local
    /// database needs no confirmation, so its plan is not read.
    ///
    /// # Errors
    /// As [`confirm`].
    pub(crate) async fn confirm(&mut self, context: &Context, what: &str) -> Result<()> {
        if self.database.address.is_local() {
            return Ok(());
        }
        let target = &self.target;
        let plan = self.run.wait(async |runner| runner.plan_down(target).await);
        let affected = names(&plan.await?);
        if affected.is_empty() {
            return Ok(());
        }
        let (database, consent) = (&self.database, &self.consent);
        confirm(
            database,
            &context.output,
            consent,
            Care::Remote,
            what,
            affected,
        )
    }
}
