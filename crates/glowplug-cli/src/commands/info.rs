//! `info`: shows the server, the database and statistics of its tables.

use glowplug::model::{ServerInfo, TableInfo};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::inspect::inspected;
use crate::output::{Answer, Paint};
use crate::report::{self, Columns};
use crate::text::bytes;

/// Show the server, the database, its size, and statistics of its tables
///
/// Rows, inserts, updates and deletes come from the server's statistics, if it keeps any: on
/// PostgreSQL they lag a little. `~` marks an estimate.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug info
  glowplug info --json | jq .size_bytes")]
pub(crate) struct Args {}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut target = context.target()?.existing()?;
        let mut session = target.session(&context.output).await?;
        let server = inspected(session.info().await, "reading what the server is")?;
        let tables = inspected(session.tables().await, "listing the tables")?;
        context.answer(&Info {
            address: target.address.to_string(),
            server,
            tables,
        })?;
        Ok(Outcome::Done)
    }
}

#[derive(Serialize)]
struct Info {
    address: String,
    #[serde(flatten)]
    server: ServerInfo,
    tables: Vec<TableInfo>,
}

impl Answer for Info {
    fn text(&self, paint: Paint) -> String {
        let mut lines = vec![
            format!("{}    {}", paint.bold("Server"), self.server.version),
            format!("{}  {}", paint.bold("Database"), self.server.database),
            format!("{}   {}", paint.bold("Address"), self.address),
        ];
        if let Some(user) = &self.server.user {
            lines.push(format!("{}      {user}", paint.bold("User")));
        }
        let size = bytes(self.server.size_bytes);
        lines.push(format!("{}      {size}", paint.bold("Size")));
        lines.push(String::new());
        lines.push(report::tables(&self.tables, paint, Columns::Activity));
        lines.join("\n")
    }
}
