//! `tables`: lists tables.

use glowplug::model::TableInfo;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::inspect::inspected;
use crate::output::{Answer, Paint};
use crate::report::{self, Columns};

/// List tables with rows and sizes
///
/// Without system tables and those that record migrations. `~` marks an estimate; `count` gives the
/// exact number of rows.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug tables
  glowplug tables --json | jq -r '.tables[].name'")]
pub(crate) struct Args {}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut session = context.session().await?;
        let tables = inspected(session.tables().await, "listing the tables")?;
        context.answer(&Tables { tables })?;
        Ok(Outcome::Done)
    }
}

#[derive(Serialize)]
struct Tables {
    tables: Vec<TableInfo>,
}

impl Answer for Tables {
    fn text(&self, paint: Paint) -> String {
        report::tables(&self.tables, paint, Columns::Comments)
    }
}
