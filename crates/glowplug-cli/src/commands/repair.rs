use serde::Serialize;

use crate::context::Context;
use crate::error::{Ending, Result};
use crate::output::{Answer, Paint};

/// Accept applied migrations as their files are now
///
/// Takes the texts of edited migrations as they are, takes note of what the `diesel` command
/// applied or reverted, and removes records of versions that are not applied. Runs no migration;
/// what it does stands in the history.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug status                      see what needs attention
  glowplug repair                      accept it")]
pub(crate) struct Args {}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let repaired = context.runner().await?.repair().await?;
        context.answer(&Repaired { repaired })?;
        Ok(Ending::Done)
    }
}

#[derive(Serialize)]
struct Repaired {
    repaired: Vec<String>,
}

impl Answer for Repaired {
    fn text(&self, _: Paint) -> String {
        if self.repaired.is_empty() {
            return "Nothing to repair.".to_owned();
        }
        self.repaired.join("\n")
    }
}
