mod files;
mod shown;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use glowplug::models::{self, Kind, Report, Settings};
use glowplug::print::PrintSchema;

use super::info::look;
use super::refresh::store;
use crate::context::Context;
use crate::error::{Ending, Result};
use shown::{Manner, Shown};

/// Write structs for the rows of tables, and compare those that are there
///
/// For each table in `schema.rs` a struct that is read (`Server`), one that is inserted
/// (`NewServer`) and one that changes a row (`ServerPatch`); for each enum an enum. What is missing
/// is added to the files, which are yours from then on: what stands in them is never written over,
/// it is compared with the database, and each difference is told with what to do.
///
/// Structs are found wherever they stand in the crate, by their `table_name` and their derives. A
/// field of a type of your own (`id: ServerId`) is as good as one of Diesel's.
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
  0  done; with --check: nothing is missing, nothing differs
  3  with --check: something is missing or differs")]
pub(crate) struct Args {
    /// Only these tables
    #[arg(value_name = "TABLE")]
    tables: Vec<String>,

    /// A folder with a file for each table, or one file for all (`src/models.rs`)
    ///
    /// Without it: `[models] out` in `.glowplug.toml`, else `src/models.rs` where that is the file
    /// of all models, else `src/models`.
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,

    /// Which structs are written for each table
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<Wanted>,

    /// Write nothing, and end with exit code 3 when something is missing or differs
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,

    /// Write nothing, and print what would be added
    #[arg(long)]
    dry_run: bool,
}

/// Kinds of structs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Wanted {
    /// Rows that are read
    Row,
    /// Rows that are inserted
    New,
    /// Changes of a row
    Patch,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let settings = self.settings(context)?;
        let schemas = context.project.print_schemas()?;
        let mut schemas: Vec<PrintSchema> = schemas.settings.into_values().collect();
        if schemas.iter().any(|print| print.file.is_some()) {
            // What is not kept in a file is no part of the crate.
            schemas.retain(|print| print.file.is_some());
        }
        let out = settings.out.as_deref().unwrap_or(Path::new(""));
        let printed = schemas.iter().filter_map(|print| print.file.as_deref());
        let files = files::read(out, &printed.collect::<Vec<_>>())?;
        let mut session = context.session().await?;
        let catalog = look(session.schema().await, "reading the schema")?;
        let mut report = models::models(&catalog, &schemas, &settings, &files)?;
        let manner = match (self.check, self.dry_run) {
            (true, _) => Manner::Check,
            (_, true) => Manner::DryRun,
            _ => Manner::Write,
        };
        if manner == Manner::Write {
            for file in &report.files {
                store(&file.path, &file.text)?;
            }
        }
        report.needs.extend(files::unnamed(&report, out));
        let found = report.found_something();
        show(context, report, manner)?;
        Ok(match manner {
            Manner::Check if found => Ending::Found,
            _ => Ending::Done,
        })
    }

    /// The settings of the project, with what the options say.
    fn settings(&self, context: &Context) -> Result<Settings> {
        let mut settings = context.project.settings()?.models;
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

/// Where structs stand when nothing is said.
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
            context.output.remark(remark);
        }
    }
    context.answer(&Shown { report, manner })
}
