//! `models`: generates structs for table rows, and compares existing ones.

mod files;
mod needs;
mod shown;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use glowplug_schema::models::{self, Kind, Report, Settings};
use glowplug_schema::print::PrintSchema;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::inspect::inspected;
use shown::{Manner, Shown};

/// Generate structs for table rows, and compare existing ones
///
/// For each table in `schema.rs` a struct to read rows (`Server`), one to insert them (`NewServer`)
/// and one to update them (`ServerPatch`); for each enum a Rust enum. Missing ones are added to your
/// files. Existing code is never overwritten: it is compared with the database, and each difference
/// is shown with a suggestion.
///
/// Structs are found anywhere in the crate, by their `table_name` and derives. A field may have a
/// type of your own (`id: ServerId`).
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug models
  glowplug models users posts --dry-run
  glowplug models --out src/models.rs
  glowplug models --check --json | jq '.structs[] | select(.state != \"same\")'

Settings in `.glowplug.toml`:
  [models]
  out = \"src/models\"
  derives = [\"serde::Serialize\"]
  types = { timestamptz = \"jiff_diesel::Timestamp\", \"users.id\" = \"crate::UserId\" }
  kinds = [\"row\", \"new\", \"patch\"]
  ignore = [\"AuditPatch\", \"User.password\"]

Exit codes:
  0  success; with --check: nothing is missing or differs
  3  with --check: something is missing or differs")]
pub(crate) struct Args {
    /// Only these tables
    #[arg(value_name = "TABLE")]
    tables: Vec<String>,

    /// A folder with one file per table, or a single file (`src/models.rs`)
    ///
    /// Default: `[models] out` in `.glowplug.toml`, then `src/models.rs` if it exists, then
    /// `src/models`.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,

    /// Which structs to generate for each table
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<Wanted>,

    /// Write nothing; exit with 3 if something is missing or differs
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,

    /// Print what would be added, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// Kinds of structs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// Structs to read rows
    Row,
    /// Structs to insert rows
    New,
    /// Structs to update rows
    Patch,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let settings = self.settings(context)?;
        let schemas = context.project.print_schemas()?;
        let mut schemas: Vec<PrintSchema> = schemas.settings.into_values().collect();
        if schemas.iter().any(|print| print.file.is_some()) {
            // Without a file, a schema is not part of the crate.
            schemas.retain(|print| print.file.is_some());
        }
        let out = settings.out.as_deref().unwrap_or(Path::new(""));
        let printed = schemas.iter().filter_map(|print| print.file.as_deref());
        let files = files::read(out, &printed.collect::<Vec<_>>())?;
        let mut session = context.session().await?;
        let catalog = inspected(session.schema().await, "reading the schema")?;
        let mut report = models::models(&catalog, &schemas, &settings, &files)?;
        let manner = match (self.check, self.dry_run) {
            (true, _) => Manner::Check,
            (_, true) => Manner::DryRun,
            _ => Manner::Write,
        };
        if manner == Manner::Write {
            files::write(&context.project, &report, &files)?;
        }
        needs::complete(&mut report, out);
        let found = report.found_something();
        show(context, report, manner)?;
        Ok(match manner {
            Manner::Check if found => Outcome::Found,
            _ => Outcome::Done,
        })
    }

    /// Returns the settings of the project, overridden by the options.
    fn settings(&self, context: &Context) -> Result<Settings> {
        let mut settings = context.project.settings()?.models;
        if let (Some(out), None) = (&settings.out, &self.out) {
            context.project.demand_inside("[models] out", out)?;
        }
        if let Some(out) = &self.out {
            settings.out = Some(context.project.folder.join(out));
        }
        let out = settings.out.take();
        let out = out.unwrap_or_else(|| usual(context.project.base()));
        settings.out = Some(std::path::absolute(&out).unwrap_or(out));
        if !self.kinds.is_empty() {
            let kinds = self.kinds.iter().map(|kind| match kind {
                Wanted::Row => Kind::Row,
                Wanted::New => Kind::New,
                Wanted::Patch => Kind::Patch,
            });
            settings.kinds = kinds.collect();
        }
        settings.tables.clone_from(&self.tables);
        Ok(settings)
    }
}

/// Returns the default path of the structs.
fn usual(base: &Path) -> PathBuf {
    let folder = base.join("src/models");
    let file = folder.with_extension("rs");
    match file.is_file() && !folder.is_dir() {
        true => file,
        false => folder,
    }
}

fn show(context: &Context, mut report: Report, manner: Manner) -> Result<()> {
    let shown = |path: &mut PathBuf| *path = context.project.shown(path);
    report.structs.iter_mut().for_each(|of| shown(&mut of.file));
    report.files.iter_mut().for_each(|of| shown(&mut of.path));
    if !context.output.json {
        for remark in &report.remarks {
            context.output.notice(remark);
        }
    }
    context.answer(&Shown { report, manner })
}
