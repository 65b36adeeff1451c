//! `schema.rs` against the database.

use std::fs;
use std::path::PathBuf;

use glowplug::catalog::Catalog;
use glowplug::declare::Additions;
use glowplug::drift::{self, Difference, Finding};
use glowplug::error::{FileProblem, Place};
use glowplug::generate::Tables;
use glowplug::print::{self, PrintSchema};
use serde::Serialize;

use super::indented;
use crate::commands::refresh::difference;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::output::Paint;

/// What a declaration cannot say, and what differs only because something else does.
const UNSAID: &[&str] = &[
    "index", "sequence", "trigger", "view", "function", "policy", "rule",
];

/// One file, and what it declares otherwise than the database has it.
#[derive(Serialize)]
pub(super) struct Compared {
    pub(super) file: String,
    differences: Vec<Finding>,
    /// What in it means nothing in this database.
    problems: Vec<String>,
    /// How it differs from what would be printed; order and words too, which are no difference.
    diff: Option<String>,
}

/// Compares each file that `diesel.toml` names.
///
/// # Errors
/// Settings that cannot be read; a `patch_file` that does not fit.
pub(super) fn compare(context: &Context, live: &Catalog) -> Result<Vec<Compared>> {
    let files = context.project.schema_files()?.into_iter();
    files
        .map(|(settings, path)| one(context, live, settings, path))
        .collect()
}

fn one(
    context: &Context,
    live: &Catalog,
    settings: PrintSchema,
    path: PathBuf,
) -> Result<Compared> {
    let file = context.project.shown(&path).display().to_string();
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let printed = print::print_schema(live, &settings)?;
    let mut compared = Compared {
        diff: difference(&kept, &printed.text, &file),
        file,
        differences: Vec::new(),
        problems: Vec::new(),
    };
    if !path.exists() {
        compared.problems.push("is not there".to_owned());
        return Ok(compared);
    }
    let files = vec![(settings, path)];
    let tables = context.project.tables(files, Additions::none())?;
    compared.look(&tables, live)?;
    Ok(compared)
}

impl Compared {
    fn look(&mut self, tables: &Tables, live: &Catalog) -> Result<()> {
        match tables.target(live) {
            Ok(target) => {
                self.differences = drift::findings(&target.catalog, live);
                let said = |finding: &Finding| !UNSAID.contains(&finding.kind);
                self.differences.retain(said);
            }
            Err(glowplug::Error::Files(problems)) => {
                self.problems = problems.iter().map(told).collect();
            }
            Err(error) => return Err(Error::from(error)),
        }
        Ok(())
    }

    /// Leaves out what is ignored, and counts it.
    pub(super) fn ignore(&mut self, is_ignored: impl Fn(&Finding) -> bool) -> usize {
        let all = self.differences.len();
        self.differences.retain(|finding| !is_ignored(finding));
        all - self.differences.len()
    }

    /// How much of it is not as the database holds it.
    pub(super) const fn count(&self) -> usize {
        self.differences.len() + self.problems.len()
    }

    /// What is told of it, block by block.
    pub(super) fn blocks(&self, paint: Paint) -> Vec<String> {
        let mut blocks: Vec<String> = Vec::new();
        for problem in &self.problems {
            blocks.push(paint.yellow(&format!("`{}` {problem}", self.file)));
        }
        for finding in &self.differences {
            blocks.push(self.shown(finding, paint));
        }
        if let Some(diff) = self.diff.as_ref().filter(|_| self.count() > 0) {
            blocks.push(diff.trim_end().to_owned());
            let advice = "`print-schema` prints what the database holds, `generate` writes the \
                          migration to what is declared";
            blocks.push(paint.dim(advice));
        }
        blocks
    }

    fn shown(&self, finding: &Finding, paint: Paint) -> String {
        let what = match finding.difference {
            Difference::Missing => "is missing in the database, and declared in",
            Difference::Unexpected => "is not declared in",
            Difference::Different => "differs from what is declared in",
        };
        let Finding { kind, object, .. } = finding;
        let title = format!("{kind} {object} {what} `{}`", self.file);
        let mut lines = vec![paint.yellow(&title)];
        let sides = [("declared", &finding.expected), ("found", &finding.found)];
        for (label, text) in sides {
            if let Some(text) = text {
                lines.push(format!("  {label}: {}", indented(text)));
            }
        }
        lines.join("\n")
    }
}

/// A problem with its place in the file.
fn told(problem: &FileProblem) -> String {
    match &problem.place {
        Place::Point(place) => format!("{}:{}: {}", place.line, place.column, problem.message),
        Place::Paths(_) => problem.message.clone(),
    }
}
