//! `schema.rs` after a run: written anew, or, with `--locked-schema`, compared.

use std::fs;
use std::path::Path;

use glowplug::Runner;
use glowplug::apply::Report;
use glowplug::print::{self, PrintSchemas};
use glowplug::session::Limits;
use serde::Serialize;
use similar::TextDiff;

use super::info::look;
use super::ran::Ran;
use crate::context::Context;
use crate::error::{Ending, Error, Result};

/// What happens to `schema.rs`.
#[derive(clap::Args)]
pub(super) struct SchemaOptions {
    /// Leave `schema.rs` alone, and fail with exit code 3 when it is not what would be printed
    ///
    /// The migrations are applied all the same, as with `diesel`; `print-schema --check` looks
    /// without applying anything.
    #[arg(long)]
    locked_schema: bool,
}

/// One file, and what became of it.
#[derive(Serialize)]
pub(super) struct File {
    /// Its path as seen from here.
    pub(super) file: String,
    /// Whether it was written.
    pub(super) written: bool,
    /// How it differs from what would be printed.
    pub(super) diff: Option<String>,
}

impl SchemaOptions {
    /// Ends a run: refreshes `schema.rs`, and tells what was done.
    ///
    /// # Errors
    /// As [`refresh`](Self::refresh); what was done is told before.
    pub(super) async fn conclude(
        &self,
        context: &Context,
        runner: &mut Runner,
        report: Report,
    ) -> Result<Ending> {
        let (files, failure) = match self.refresh(context, runner, &report).await {
            Ok(files) => (files, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let ran = Ran::new(report, files);
        context.answer(&ran)?;
        match failure {
            Some(error) => Err(error),
            None if ran.found_difference() => Ok(Ending::Found),
            None => Ok(Ending::Done),
        }
    }

    /// Refreshes every file that `diesel.toml` names. After a run that did nothing only those are
    /// looked at that are missing, so that such a run costs nothing; with `--locked-schema` all.
    ///
    /// # Errors
    /// A schema that cannot be read or printed, a file that cannot be written.
    async fn refresh(
        &self,
        context: &Context,
        runner: &mut Runner,
        report: &Report,
    ) -> Result<Vec<File>> {
        let mut schemas = context.project.print_schemas()?;
        let changed = self.locked_schema || !report.done.is_empty();
        schemas.settings.retain(|_, settings| {
            let file = settings.file.as_ref();
            file.is_some_and(|file| changed || !file.exists())
        });
        if schemas.settings.is_empty() {
            return Ok(Vec::new());
        }
        self.write(context, runner, schemas).await
    }

    async fn write(
        &self,
        context: &Context,
        runner: &mut Runner,
        schemas: PrintSchemas,
    ) -> Result<Vec<File>> {
        let session = runner.session();
        // The last migration may have left a search path.
        look(
            session.refresh(&Limits::default()).await,
            "reading the schema",
        )?;
        let catalog = look(session.schema().await, "reading the schema")?;
        let mut files = Vec::new();
        for settings in schemas.settings.values() {
            let Some(path) = &settings.file else { continue };
            let printed = print::print_schema(&catalog, settings)?;
            for remark in &printed.remarks {
                context.output.remark(remark);
            }
            let kept = fs::read_to_string(path).unwrap_or_default();
            let shown = context.project.shown(path).display().to_string();
            let same = kept == printed.text;
            if !self.locked_schema && !same {
                store(path, &printed.text)?;
            }
            files.push(File {
                diff: self
                    .locked_schema
                    .then(|| difference(&kept, &printed.text, &shown))
                    .flatten(),
                written: !self.locked_schema && !same,
                file: shown,
            });
        }
        Ok(files)
    }
}

/// Writes a file, and the folders above it.
///
/// # Errors
/// `Io` with what cannot be written.
pub(super) fn store(path: &Path, text: &str) -> Result<()> {
    let failed = |source| Error::Io {
        action: "write",
        path: path.to_owned(),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}

/// How a kept text differs from what would be printed, the ends of lines left aside.
pub(super) fn difference(kept: &str, printed: &str, name: &str) -> Option<String> {
    if kept.lines().eq(printed.lines()) {
        return None;
    }
    let kept = kept.replace("\r\n", "\n");
    let diff = TextDiff::from_lines(kept.as_str(), printed);
    Some(
        diff.unified_diff()
            .header(name, "as it would be printed")
            .to_string(),
    )
}
