//! Judges what is staged.

use std::path::PathBuf;

use glowplug::Database;
use glowplug::source::Migrations;
use glowplug_lint::{Evidence, Report, Severity, Subject};
use serde::Serialize;

use super::edited::{Edited, edited};
use super::staged::Staged;
use super::undeclared;
use crate::connection::Target;
use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::git::{Repository, Tree};
use crate::output::{Answer, Paint};
use crate::report::findings;
use crate::sizes;

/// Check what is staged, as the hook does
///
/// Prints nothing if nothing is wrong.
#[derive(clap::Args)]
#[command(after_help = "\
Exit codes:
  0  the commit may be made
  3  something is wrong with it")]
pub(super) struct Args {}

/// The result of the command.
#[derive(Serialize)]
struct Judged {
    /// The files that change the schema, while no migration is staged.
    without_migration: Vec<PathBuf>,
    /// The migrations that should not be edited any more.
    edited: Vec<Edited>,
    /// The files that declare the schema and have changes that are not staged.
    not_staged: Vec<PathBuf>,
    /// The findings of `lint`, without remarks.
    lint: Option<Report>,
    /// The folder of the migrations.
    #[serde(skip)]
    folder: PathBuf,
}

impl Args {
    pub(super) async fn run(&self, context: &Context, repository: &Repository) -> Result<Outcome> {
        let staged = Staged::read(context, repository)?;
        let database = Target::database(&context.global, &context.environment, &context.project)?;
        let mut judged = Judged {
            without_migration: undeclared::files(context, &staged, database)?,
            edited: Vec::new(),
            not_staged: undeclared::left_behind(context, &staged)?,
            lint: None,
            folder: staged.shown.clone(),
        };
        if staged.has_migrations() {
            let migrations = staged.migrations(Tree::Index)?;
            judged.edited = edited(context, &staged, database, &migrations).await?;
            judged.lint = Some(lint(context, &staged, database, &migrations).await?);
        }
        context.answer(&judged)?;
        Ok(match judged.is_refused() {
            true => Outcome::Found,
            false => Outcome::Done,
        })
    }
}

/// Judges the staged migrations, after those before them, and leaves remarks out.
async fn lint(
    context: &Context,
    staged: &Staged<'_>,
    database: Database,
    migrations: &Migrations,
) -> Result<Report> {
    let touched = staged.touched();
    let migrations = migrations.load(database)?;
    let subjects = migrations.iter().filter_map(|migration| {
        let is_new = touched.contains(&migration.name);
        let mut subject = Subject::of(migration)?;
        subject.is_checked = is_new;
        subject.batch = usize::from(is_new);
        Some(subject)
    });
    let subjects: Vec<Subject> = subjects.collect();
    let settings = context.project.settings()?.lint;
    let evidence = Evidence {
        sizes: sizes::named(context, None, &settings, database).await?,
        measured: None,
    };
    let mut report = glowplug_lint::lint_with(database, &subjects, &settings, &evidence)?;
    // A commit is not the moment for remarks.
    let matters = |severity: Severity| severity >= Severity::Warning;
    report.findings.retain(|finding| matters(finding.severity));
    Ok(report)
}

impl Judged {
    fn is_refused(&self) -> bool {
        let worst = self.lint.as_ref().and_then(Report::worst);
        !self.without_migration.is_empty()
            || !self.edited.is_empty()
            || worst >= Some(Severity::Error)
    }

    /// Returns the text for a schema that changes without a migration.
    fn schema(&self, paint: Paint) -> Option<String> {
        if self.without_migration.is_empty() {
            return None;
        }
        let files = self.without_migration.iter();
        let files: Vec<String> = files.map(|file| format!("`{}`", file.display())).collect();
        let files = files.join(", ");
        Some(format!(
            "{}: the schema changed in {files}, but no migration is staged\n\n    glowplug generate \
             NAME\n    git add {}",
            paint.red("error"),
            shell(&self.folder.display().to_string()),
        ))
    }
}

impl Edited {
    fn text(&self, paint: Paint) -> String {
        let what = match self.deleted {
            true => "deleted",
            false => "edited",
        };
        format!(
            "{}: `{}` was {what}, but {} has it already\n\n    Restore it, and write a new migration \
             with `glowplug new NAME`.",
            paint.red("error"),
            self.migration,
            self.known_by,
        )
    }
}

impl Answer for Judged {
    fn text(&self, paint: Paint) -> String {
        let mut parts: Vec<String> = self.schema(paint).into_iter().collect();
        parts.extend(self.edited.iter().map(|edited| edited.text(paint)));
        if let Some(report) = self.lint.as_ref().filter(|it| !it.findings.is_empty()) {
            parts.push(findings(report, paint));
        }
        parts.extend(self.not_staged.iter().map(|file| {
            format!(
                "{}: `{}` has changes that are not staged",
                paint.yellow("warning"),
                file.display()
            )
        }));
        if self.is_refused() {
            parts.push("`git commit --no-verify` skips these checks.".to_owned());
        }
        parts.join("\n\n")
    }
}

/// Quotes a word for a shell, if it needs that.
fn shell(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), Into::into)
}
