//! Compares `schema.rs` with the database.

use std::path::PathBuf;

use glowplug::catalog::Catalog;
use glowplug::error::{FileProblem, ProblemPlace};
use glowplug_schema::declare::Additions;
use glowplug_schema::drift::{Difference, Finding};
use glowplug_schema::generate::Tables;
use glowplug_schema::print::{self, PrintSchema};
use serde::Serialize;

use super::indented;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::file;
use crate::output::Paint;
use crate::schema_file::{difference, undeclared};
use crate::text::{count, shortened, visible_line};

/// How many differences are shown.
const SHOWN: usize = 10;
/// How many are shown while migrations are pending, which may be the cause.
const WHILE_PENDING: usize = 3;
/// How many lines of the diff are shown.
const LINES: usize = 40;

/// How differences are shown.
#[derive(Clone, Copy)]
pub(super) struct View {
    pub(super) paint: Paint,
    /// Whether lists are shown in full.
    pub(super) verbose: bool,
    /// How many migrations are pending.
    pub(super) pending: usize,
}

/// A schema file, and its differences from the database.
#[derive(Serialize)]
pub(super) struct Compared {
    pub(super) file: String,
    differences: Vec<Finding>,
    /// What is wrong in the file.
    problems: Vec<String>,
    /// The diff to the output of `print-schema`, including order and spelling.
    diff: Option<String>,
}

/// Compares each file that `diesel.toml` names.
///
/// # Errors
/// Settings that cannot be read; a `patch_file` that does not apply.
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
    let existing = file::read_or_empty(&path)?;
    let settings = print::following(live, &settings, &existing);
    let mut compared = Compared {
        diff: None,
        file,
        differences: Vec::new(),
        problems: Vec::new(),
    };
    match print::print_schema(live, &settings) {
        Ok(printed) => compared.diff = difference(&existing, &printed.text, &compared.file),
        Err(error @ glowplug::Error::Patch { .. }) => {
            compared.problems.push(format!(
                "is printed with a patch that does not apply: {error}"
            ));
        }
        Err(error) => return Err(error.into()),
    }
    if !path.exists() {
        compared.problems.push("does not exist".to_owned());
        return Ok(compared);
    }
    let files = vec![(settings, path)];
    let tables = context.project.tables(files, Additions::none())?;
    compared.look(&tables, live)?;
    Ok(compared)
}

impl Compared {
    fn look(&mut self, tables: &Tables, live: &Catalog) -> Result<()> {
        match undeclared(tables, live) {
            Ok(differences) => self.differences = differences,
            Err(Error::Engine(glowplug::Error::Files(problems))) => {
                self.problems.extend(problems.iter().map(told));
            }
            // A patch that does not apply was reported already.
            Err(Error::Engine(glowplug::Error::Patch { .. })) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Removes ignored differences. Returns how many there were.
    pub(super) fn ignore(&mut self, is_ignored: impl Fn(&Finding) -> bool) -> usize {
        let all = self.differences.len();
        self.differences.retain(|finding| !is_ignored(finding));
        all - self.differences.len()
    }

    /// Returns how many differences and problems there are.
    pub(super) const fn count(&self) -> usize {
        self.differences.len() + self.problems.len()
    }

    /// Formats the differences, block by block: the first differences, and the first lines of the
    /// diff.
    pub(super) fn blocks(&self, view: View) -> Vec<String> {
        let paint = view.paint;
        let mut blocks: Vec<String> = Vec::new();
        let (first, more_problems) = shortened(&self.problems, SHOWN, view.verbose);
        for problem in first {
            blocks.push(paint.yellow(&format!("`{}` {problem}", self.file)));
        }
        let most = if view.pending > 0 {
            WHILE_PENDING
        } else {
            SHOWN
        };
        let (first, more) = shortened(&self.differences, most, view.verbose);
        blocks.extend(first.iter().map(|finding| self.shown(finding, paint)));
        if let more @ 1.. = more + more_problems {
            let more = count(more, "difference");
            let file = &self.file;
            let text = format!("… and {more} more in `{file}` (`--verbose` shows all)");
            blocks.push(paint.dim(&text));
        }
        if self.count() > 0 {
            blocks.extend(self.context(view));
        }
        blocks
    }

    /// Formats the diff, or the reason why it is left out while migrations are pending.
    fn context(&self, view: View) -> Vec<String> {
        let paint = view.paint;
        let mut blocks = Vec::new();
        if view.pending > 0 {
            let pending = count(view.pending, "migration");
            let file = &self.file;
            blocks.push(paint.dim(&format!(
                "{pending} pending: `{file}` may already declare what `up` is going to build"
            )));
        }
        if view.pending == 0 || view.verbose {
            blocks.extend(self.diff.as_deref().map(|diff| lines(diff, view)));
            let advice = "`print-schema` prints what the database contains; `generate` writes the \
                          migration to what is declared";
            blocks.push(paint.dim(advice));
        }
        blocks
    }

    fn shown(&self, finding: &Finding, paint: Paint) -> String {
        let what = match finding.difference {
            Difference::Missing => "is not in the database, but declared in",
            Difference::Unexpected => "is not declared in",
            Difference::Different => "differs from what is declared in",
        };
        let Finding { kind, object, .. } = finding;
        let title = format!("{kind} {} {what} `{}`", visible_line(object), self.file);
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

/// Returns the first lines of a diff, and how many are left out.
fn lines(diff: &str, view: View) -> String {
    let all: Vec<&str> = diff.trim_end().lines().collect();
    let (first, more) = shortened(&all, LINES, view.verbose);
    let mut text = first.join("\n");
    if more > 0 {
        let more = format!("… and {} more (`--verbose` shows all)", count(more, "line"));
        text.push_str(&format!("\n{}", view.paint.dim(&more)));
    }
    text
}

/// Formats a problem with its position in the file.
fn told(problem: &FileProblem) -> String {
    match &problem.place {
        ProblemPlace::Point(place) => {
            format!("{}:{}: {}", place.line, place.column, problem.message)
        }
        ProblemPlace::Paths(_) => problem.message.clone(),
    }
}
