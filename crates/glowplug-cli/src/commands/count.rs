//! `count`: counts the rows of a table.

use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::inspect::{inspected, unknown_table};
use crate::output::{Answer, Paint};

/// Count the rows of a table
///
/// Reads the whole table: exact, but slow for a large one.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug count users
  glowplug count audit.events --json")]
pub(crate) struct Args {
    /// The table, as `name` or `schema.name`
    table: String,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut session = context.session().await?;
        let counted = inspected(session.count(&self.table).await, "counting the rows")?;
        let Some(rows) = counted else {
            return Err(unknown_table(&mut *session, &self.table).await);
        };
        context.answer(&Counted {
            table: self.table,
            rows,
        })?;
        Ok(Outcome::Done)
    }
}

#[derive(Serialize)]
struct Counted {
    table: String,
    rows: u64,
}

impl Answer for Counted {
    fn text(&self, _: Paint) -> String {
        self.rows.to_string()
    }
}
