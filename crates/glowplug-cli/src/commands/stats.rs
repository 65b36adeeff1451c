//! `stats`: shows how large the tables are and how much they are used, and writes that to a file.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use glowplug::model::TableInfo;
use glowplug_lint::Sizes;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::file;
use crate::inspect::{inspected, sizes};
use crate::output::{Answer, Paint};
use crate::report::{self, Columns};
use crate::text::count;

/// Show how large the tables are and how much they are used; `stats export` writes it to a file
///
/// Rows, sizes, scans and changed rows come from the server's statistics, as far as it keeps them, and no
/// value of any row is read. `~` marks an estimate. `scans` is how often a table was read, as a whole or
/// through an index, and `reads` how many rows were. SQLite counts rows up to 1 GiB, and takes the
/// estimates of `ANALYZE` above; MySQL and MariaDB need their performance schema for reads and changes.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  glowplug stats
  glowplug stats export --database-url postgres://reader@db.example.com/shop
  glowplug lint --sizes db-stats.json"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Write the numbers to a file for `lint --sizes`, so that others need no access to the database
    ///
    /// The file has names of tables and numbers, and no value of any row. Commit it, and in CI `lint`
    /// knows the sizes of production: `[lint] sizes = "db-stats.json"` in `.glowplug.toml`.
    Export {
        /// The file
        #[arg(value_name = "FILE", default_value = "db-stats.json")]
        file: PathBuf,
    },
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut session = context.session().await?;
        match self.command {
            None => {
                let tables = inspected(session.tables().await, "listing the tables")?;
                context.answer(&Stats { tables })?;
            }
            Some(Command::Export { file }) => {
                export(context, &file, &sizes(session.as_mut()).await?)?;
            }
        }
        Ok(Outcome::Done)
    }
}

fn export(context: &Context, path: &Path, sizes: &Sizes) -> Result<()> {
    file::write(path, &sizes.text())?;
    context.answer(&Exported {
        file: path.display().to_string(),
        tables: sizes.tables().len(),
    })
}

#[derive(Serialize)]
struct Stats {
    tables: Vec<TableInfo>,
}

impl Answer for Stats {
    fn text(&self, paint: Paint) -> String {
        report::tables(&self.tables, paint, Columns::Usage)
    }
}

#[derive(Serialize)]
struct Exported {
    file: String,
    tables: usize,
}

impl Answer for Exported {
    fn text(&self, paint: Paint) -> String {
        let tables = count(self.tables, "table");
        paint.green(&format!("Wrote `{}` with {tables}", self.file))
    }
}
