use glowplug::model::{ServerInfo, TableInfo};
use serde::Serialize;

use super::tables;
use crate::context::Context;
use crate::error::{Ending, Result};
use crate::output::{Answer, Paint, bytes};

/// Show the server, the database, its size, and its tables with what was done to their rows
///
/// Rows, inserts, updates and deletes come from the server's statistics, where it keeps some: on
/// PostgreSQL they lag a little, and a `~` stands before an estimate.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug info
  glowplug info --json | jq .size_bytes")]
pub(crate) struct Args {}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let mut target = context.target()?.looked_at(&context.output)?;
        let mut session = target.session(&context.output).await?;
        let server = look(session.info().await, "reading what the server is")?;
        let tables = look(session.tables().await, "listing the tables")?;
        context.answer(&Info {
            address: target.address.to_string(),
            server,
            tables,
        })?;
        Ok(Ending::Done)
    }
}

/// The engine's error for a look that failed.
pub(super) fn look<T>(
    looked: Result<T, glowplug::error::ServerError>,
    doing: &'static str,
) -> Result<T> {
    looked.map_err(|source| {
        glowplug::Error::Server {
            doing,
            source: Box::new(source),
        }
        .into()
    })
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
        lines.push(tables::grid(&self.tables, paint, tables::Detail::Activity));
        lines.join("\n")
    }
}
