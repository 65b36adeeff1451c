//! Refreshes `schema.rs` after a run, or compares it under `--locked-schema`.

mod declared;
mod edits;
mod stale;

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use glowplug::Runner;
use glowplug::apply::Report;
use glowplug::catalog::Catalog;
use glowplug::session::Limits;
use glowplug_schema::print::{self, PrintSchema, PrintSchemas, Printed};
use serde::Serialize;
use similar::TextDiff;

use crate::context::Context;
use crate::error::Result;
use crate::file;
use crate::inspect::inspected;

pub(crate) use declared::undeclared;

/// What happens to `schema.rs`.
#[derive(clap::Args)]
#[command(next_help_heading = "schema.rs")]
pub(crate) struct SchemaOptions {
    /// Do not write `schema.rs`; exit with 3 if it is not up to date after the run
    ///
    /// The migrations are applied all the same, as with `diesel`. To compare without applying
    /// anything, use `print-schema --check`.
    #[arg(long)]
    locked_schema: bool,

    /// With `overwrite`, write `schema.rs` also if that discards your edits
    ///
    /// Without this option, a `schema.rs` that you edited is not written until `generate` has made a
    /// migration from the edits, and one with code of your own beside the tables is never written.
    #[arg(long, value_name = "ACTION", conflicts_with = "locked_schema")]
    schema_file: Option<EditedFile>,
}

/// What is done with an edited file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EditedFile {
    /// Print it again, and discard edits and other code in it
    Overwrite,
}

/// A schema file, and what was done with it.
#[derive(Serialize)]
pub(crate) struct SchemaFile {
    /// Its path, relative to the current folder.
    pub(crate) file: String,
    /// Whether it was written.
    pub(crate) written: bool,
    /// The diff to what would be printed.
    pub(crate) diff: Option<String>,
    /// The edits that no migration contains yet, because of which it was left unchanged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) edits: Vec<String>,
    /// The first line of each part beside the tables that was written by hand, because of which it
    /// was left unchanged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) handwritten: Vec<String>,
}

impl SchemaOptions {
    /// Makes a runner store the schema before changing it, if a file may have been edited.
    ///
    /// # Errors
    /// Settings that cannot be read.
    pub(crate) fn remember(&self, context: &Context, runner: Runner) -> Result<Runner> {
        Ok(match self.looks_for_edits(context)? {
            true => runner.remember_before(),
            false => runner,
        })
    }

    /// Returns true if a file that may have been edited is about to be written.
    ///
    /// # Errors
    /// Settings that cannot be read.
    pub(crate) fn looks_for_edits(&self, context: &Context) -> Result<bool> {
        if self.locked_schema || self.schema_file.is_some() {
            return Ok(false);
        }
        let schemas = context.project.print_schemas()?;
        let mut files = schemas.settings.values().filter_map(|of| of.file.as_ref());
        Ok(files.any(|file| fs::metadata(file).is_ok_and(|found| found.len() > 0)))
    }

    /// Returns a callback for when a run is about to change the schema: it marks each file as
    /// outdated until it is refreshed.
    ///
    /// # Errors
    /// Settings that cannot be read.
    pub(crate) fn mark_outdated(
        &self,
        context: &Context,
    ) -> Result<impl FnOnce(&Catalog) + Send + 'static> {
        let schemas = context.project.print_schemas()?.settings;
        let schemas: Vec<PrintSchema> = schemas.into_values().collect();
        Ok(move |before: &Catalog| schemas.iter().for_each(|of| stale::mark(of, before)))
    }

    /// Refreshes every file that `diesel.toml` names. A run that changed nothing refreshes only
    /// missing and stale files, so it is fast; under `--locked-schema` all are compared.
    ///
    /// # Errors
    /// A schema that cannot be read or printed, a file that cannot be written.
    pub(crate) async fn refresh(
        &self,
        context: &Context,
        runner: &mut Runner,
        report: &Report,
        before: &[Catalog],
    ) -> Result<Vec<SchemaFile>> {
        let mut schemas = context.project.print_schemas()?;
        let asked = self.locked_schema || self.schema_file.is_some();
        let changed = asked || !report.done.is_empty();
        schemas.settings.retain(|_, settings| {
            let file = settings.file.as_ref();
            file.is_some_and(|file| changed || !file.exists() || stale::is_stale(file))
        });
        if schemas.settings.is_empty() {
            return Ok(Vec::new());
        }
        let written = self.write(context, runner, schemas, before).await?;
        if !self.locked_schema {
            files(context)?.iter().for_each(|file| stale::clear(file));
        }
        Ok(written)
    }

    async fn write(
        &self,
        context: &Context,
        runner: &mut Runner,
        schemas: PrintSchemas,
        before: &[Catalog],
    ) -> Result<Vec<SchemaFile>> {
        let session = runner.session();
        // The last migration may have changed the search path.
        inspected(
            session.reset_session(&Limits::default()).await,
            "reading the schema",
        )?;
        let catalog = inspected(session.schema().await, "reading the schema")?;
        let schemas = schemas.settings.values();
        schemas
            .filter_map(|settings| Some((settings, settings.file.as_deref()?)))
            .map(|file| self.refresh_one(context, file, (before, &catalog)))
            .collect()
    }

    /// Prints one file, or compares it.
    fn refresh_one(
        &self,
        context: &Context,
        (settings, path): (&PrintSchema, &Path),
        (before, after): (&[Catalog], &Catalog),
    ) -> Result<SchemaFile> {
        let existing = file::read_or_empty(path)?;
        let settings = &print::following(after, settings, &existing);
        let printed = print::print_schema(after, settings)?;
        for remark in &printed.remarks {
            context.output.notice(remark);
        }
        let mut file = SchemaFile {
            file: context.project.shown(path).display().to_string(),
            written: false,
            diff: None,
            edits: Vec::new(),
            handwritten: Vec::new(),
        };
        if self.locked_schema {
            file.diff = difference(&existing, &printed.text, &file.file);
            return Ok(file);
        }
        if existing == printed.text {
            return Ok(file);
        }
        let texts = (existing.as_str(), printed.text.as_str());
        if self.may_be_edited((settings, path), texts, before) {
            file.handwritten = edits::handwritten(context, settings, texts, before)?;
            file.edits = edits::unexplained(context, (settings, path), &existing, (before, after))?;
        }
        file.written = file.edits.is_empty() && file.handwritten.is_empty();
        if file.written {
            file::write_with_folders([(path, printed.text.as_str())])?;
        }
        Ok(file)
    }
}

impl SchemaOptions {
    /// Returns true if a file may have edits: it matches neither the current schema nor an earlier
    /// one, and was not left behind by a killed run.
    fn may_be_edited(
        &self,
        (settings, path): (&PrintSchema, &Path),
        (existing, printed): (&str, &str),
        before: &[Catalog],
    ) -> bool {
        let is_former = |catalog: &Catalog| {
            let former = print::print_schema(catalog, settings);
            former.is_ok_and(|former| is_same(existing, &former.text))
        };
        self.schema_file.is_none()
            && !stale::is_stale(path)
            && !is_same(existing, printed)
            && !before.iter().any(is_former)
    }
}

/// Returns the files that `diesel.toml` names.
fn files(context: &Context) -> Result<Vec<PathBuf>> {
    let schemas = context.project.print_schemas()?.settings;
    let files = schemas.into_values().filter_map(|settings| settings.file);
    Ok(files.collect())
}

/// Returns the existing files that do not match what would be printed, relative to the current
/// folder. Returns none if that cannot be determined: `check` reports the reason.
pub(crate) async fn differing(context: &Context, runner: &mut Runner) -> Vec<String> {
    let Ok(schemas) = context.project.print_schemas() else {
        return Vec::new();
    };
    let present = schemas.settings.into_values();
    let present = present.filter_map(|settings| {
        let path = settings.file.clone()?;
        let existing = file::read_or_empty(&path).ok().filter(|_| path.exists())?;
        Some((settings, path, existing))
    });
    let present: Vec<_> = present.collect();
    if present.is_empty() {
        return Vec::new();
    }
    let Ok(catalog) = runner.session().schema().await else {
        return Vec::new();
    };
    let differs = |(settings, path, existing): (_, PathBuf, String)| {
        let printed = printed(&catalog, &settings, &existing).ok()?;
        let shown = context.project.shown(&path).display().to_string();
        difference(&existing, &printed.text, &shown).map(|_| shown)
    };
    present.into_iter().filter_map(differs).collect()
}

/// Prints a schema for comparison with a file, following the file's choice of equivalent spellings.
///
/// # Errors
/// As [`print::print_schema`].
pub(crate) fn printed(
    catalog: &Catalog,
    settings: &PrintSchema,
    existing: &str,
) -> glowplug::Result<Printed> {
    print::print_schema(catalog, &print::following(catalog, settings, existing))
}

/// Returns true if two texts have the same lines, regardless of line endings.
fn is_same(existing: &str, printed: &str) -> bool {
    existing.lines().eq(printed.lines())
}

/// Returns the unified diff from a file to what would be printed; line endings are ignored.
pub(crate) fn difference(existing: &str, printed: &str, name: &str) -> Option<String> {
    if is_same(existing, printed) {
        return None;
    }
    let existing = existing.replace("\r\n", "\n");
    let diff = TextDiff::from_lines(existing.as_str(), printed);
    Some(
        diff.unified_diff()
            .header(name, "as it would be printed")
            .to_string(),
    )
}
