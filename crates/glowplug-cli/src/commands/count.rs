use glowplug::session::Session;
use serde::Serialize;

use super::info::look;
use crate::context::Context;
use crate::error::{Ending, Error, Result};
use crate::output::{Answer, Paint};

/// Count the rows of a table
///
/// Reads the whole table: the number is exact, and takes its time on a big one.
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
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let mut session = context.session().await?;
        let counted = look(session.count(&self.table).await, "counting the rows")?;
        let Some(rows) = counted else {
            return Err(unknown_table(&mut *session, &self.table).await);
        };
        context.answer(&Counted {
            table: self.table,
            rows,
        })?;
        Ok(Ending::Done)
    }
}

/// The error for a table that is not there, with the names of those that are.
pub(super) async fn unknown_table(session: &mut dyn Session, table: &str) -> Error {
    let tables = match look(session.tables().await, "listing the tables") {
        Ok(tables) => tables,
        Err(error) => return error,
    };
    let names: Vec<String> = tables
        .iter()
        .map(|table| format!("`{}`", table.name))
        .collect();
    let advice = match names.as_slice() {
        [] => "there are no tables yet: `up` makes them".to_owned(),
        names => format!("there are {}", names.join(", ")),
    };
    Error::NoTable {
        table: table.to_owned(),
        advice,
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
