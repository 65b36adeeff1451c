//! `repair`: accepts edited migrations and changes made by other tools.

use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::output::{Answer, Paint};

/// Accept edited migrations and changes made by other tools
///
/// Stores the current text of applied migrations, records what the `diesel` command applied or
/// reverted, and removes records of versions that are not applied. Runs no migration. The repair is
/// recorded in the history.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug status                      show what needs attention
  glowplug repair                      accept it")]
pub(crate) struct Args {}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let repaired = context.existing_runner().await?.repair().await?;
        context.answer(&Repaired { repaired })?;
        Ok(Outcome::Done)
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
