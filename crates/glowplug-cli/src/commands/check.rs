//! `check`: compares the database with its migrations and with `schema.rs`.

mod declared;

use std::collections::BTreeSet;

use glowplug::catalog::{Uncompared, fits};
use glowplug::model::{Inconsistency, InconsistencyKind};
use glowplug::plan::{EntryState, Status};
use glowplug::source::Migrations;
use glowplug::{Runner, Version};
use glowplug_schema::drift::{self, Access, Difference, Finding};
use glowplug_schema::scratch::Scratch;
use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::inspect::inspected;
use crate::output::{Answer, Paint};
use crate::scratch::ScratchOptions;
use crate::text::{count, listed, shortened, visible_line};
use declared::View;

/// Compare the database with its migrations and with `schema.rs`, object by object
///
/// The applied migrations are run in a scratch database, and both databases are compared: tables,
/// columns, constraints, indexes and their validity, types, views, functions, triggers, policies,
/// sequences, comments, operators, publications and more. Objects of other kinds are listed as not
/// compared. Applied migrations are also compared with their files, and `schema.rs` with the database,
/// by meaning: order and spelling do not matter. The database is not changed.
///
/// Ignore objects by patterns, with `*` for any characters: `--ignore`, or `ignore` in `[check]` of
/// `.glowplug.toml`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug check
  glowplug check --ignore 'view report_*'
  glowplug check --json | jq -r '.differences[].restore[] + \";\"'

In `.glowplug.toml`:
  [check]
  ignore = [\"table audit_*\", \"index *.tmp_*\"]
  privileges = true  # compare privileges
  owners = true      # compare owners

Exit codes:
  0  the database matches its migrations and `schema.rs`
  3  something differs")]
pub(crate) struct Args {
    /// Ignore objects: `kind name`, with `*` for any characters
    #[arg(long, value_name = "PATTERN")]
    ignore: Vec<String>,

    #[command(flatten)]
    scratch: ScratchOptions,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let settings = context.project.settings()?.check;
        let access = Access {
            privileges: settings.privileges,
            owners: settings.owners,
        };
        let ignored = [settings.ignore, self.ignore].concat();
        let mut target = context.target()?.read_only(&context.output)?;
        let folder = context.migrations()?;
        let mut runner = target.runner(&context.output, folder.clone()).await?;
        let status = runner.status().await?;
        let place = self.scratch.place(context, &mut target)?;
        let migrations = Migrations::folder(folder).only(applied(&status));
        let mut built = Scratch::with(&place, migrations, Scratch::build).await?;
        let mut live = live(&mut runner).await?;
        let mut not_compared = Uncompared::seen([&live, &built]);
        access.leave_out(&mut built);
        not_compared.extend(access.leave_out(&mut live));
        let mut report = Report {
            differences: drift::findings(&built, &live),
            not_compared,
            ignored: 0,
            attention: drifted(&status),
            schema: declared::compare(context, &live)?,
            pending: status.pending(),
            verbose: context.output.verbose,
        };
        report.ignore(&ignored);
        context.answer(&report)?;
        Ok(report.outcome())
    }
}

/// Returns the versions of applied migrations.
fn applied(status: &Status) -> BTreeSet<Version> {
    let entries = status.migrations.iter();
    let applied = entries.filter(|entry| matches!(entry.state, EntryState::Executed { .. }));
    applied.map(|entry| entry.version.clone()).collect()
}

/// Returns the applied migrations that differ from their files. Migrations that the `diesel`
/// command applied are recorded by the next `up`, and are not drift.
fn drifted(status: &Status) -> Vec<Named> {
    let attention = status.attention.iter();
    let drifted = attention.filter(|attention| is_drift(attention.kind));
    drifted.map(Named::from).collect()
}

async fn live(runner: &mut Runner) -> Result<glowplug::catalog::Catalog> {
    inspected(runner.session().schema().await, "reading the schema")
}

const fn is_drift(kind: InconsistencyKind) -> bool {
    matches!(
        kind,
        InconsistencyKind::Edited
            | InconsistencyKind::Missing
            | InconsistencyKind::Unfinished
            | InconsistencyKind::UnfinishedMissing
    )
}

fn is_ignored(finding: &Finding, patterns: &[String]) -> bool {
    let name = format!("{} {}", finding.kind, finding.object);
    patterns.iter().any(|pattern| fits(pattern, &name))
}

/// The result of the check.
#[derive(Serialize)]
struct Report {
    differences: Vec<Finding>,
    /// Objects of kinds that are not compared.
    not_compared: Vec<Uncompared>,
    /// The number of differences that patterns ignore.
    ignored: usize,
    attention: Vec<Named>,
    /// The schema files, with their differences from the database.
    schema: Vec<declared::Compared>,
    /// The number of pending migrations; the objects that they create are not expected.
    pending: usize,
    /// Whether lists are shown in full.
    #[serde(skip)]
    verbose: bool,
}

/// How many differences are shown.
const SHOWN: usize = 10;

#[derive(Serialize)]
struct Named {
    #[serde(flatten)]
    attention: Inconsistency,
    message: String,
    advice: &'static str,
}

impl From<&Inconsistency> for Named {
    fn from(attention: &Inconsistency) -> Self {
        Self {
            attention: attention.clone(),
            message: attention.to_string(),
            advice: attention.advice(),
        }
    }
}

impl Report {
    /// Returns how many differences there are from the schema files.
    fn undeclared(&self) -> usize {
        self.schema.iter().map(declared::Compared::count).sum()
    }

    fn summary(&self, paint: Paint) -> String {
        let mut text = match (self.differences.len(), self.undeclared()) {
            (0, 0) => paint.green(&self.all_same()),
            (0, found) => paint.bold(&format!("{} from `schema.rs`", differs(found))),
            (found, _) => paint.bold(&format!(
                "{} from what the migrations build",
                differs(found)
            )),
        };
        if self.ignored > 0 {
            text.push_str(&format!("; {} ignored", count(self.ignored, "difference")));
        }
        if self.pending > 0 {
            text.push_str(&format!("; {} pending", count(self.pending, "migration")));
        }
        text
    }

    fn all_same(&self) -> String {
        let mut same = "The database matches its migrations".to_owned();
        for file in &self.schema {
            same.push_str(&format!(" and `{}`", file.file));
        }
        same
    }

    /// Removes and counts the differences that match a pattern.
    fn ignore(&mut self, patterns: &[String]) {
        let all = self.differences.len();
        self.differences
            .retain(|finding| !is_ignored(finding, patterns));
        self.ignored = all - self.differences.len();
        for file in &mut self.schema {
            self.ignored += file.ignore(|finding| is_ignored(finding, patterns));
        }
    }

    fn outcome(&self) -> Outcome {
        let same = self.differences.is_empty() && self.undeclared() == 0;
        if same && self.attention.is_empty() {
            Outcome::Done
        } else {
            Outcome::Found
        }
    }
}

impl Answer for Report {
    fn text(&self, paint: Paint) -> String {
        let mut blocks: Vec<String> = Vec::new();
        for named in &self.attention {
            let message = paint.yellow(&named.message);
            blocks.push(format!("{message}\n    {}", paint.dim(named.advice)));
        }
        let (first, more) = shortened(&self.differences, SHOWN, self.verbose);
        blocks.extend(first.iter().map(|finding| shown(finding, paint)));
        if more > 0 {
            let text = format!(
                "… and {} more (`--verbose` shows all)",
                count(more, "difference")
            );
            blocks.push(paint.dim(&text));
        }
        let view = View {
            paint,
            verbose: self.verbose,
            pending: self.pending,
        };
        blocks.extend(self.schema.iter().flat_map(|file| file.blocks(view)));
        blocks.push(self.summary(paint));
        if !self.not_compared.is_empty() {
            let text = format!("Not compared: {}", listed(&self.not_compared));
            blocks.push(paint.yellow(&text));
        }
        blocks.join("\n\n")
    }
}

fn differs(found: usize) -> String {
    match found {
        1 => "1 object differs".to_owned(),
        _ => format!("{found} objects differ"),
    }
}

fn shown(finding: &Finding, paint: Paint) -> String {
    let what = match finding.difference {
        Difference::Missing => "is missing",
        Difference::Unexpected => "is not in any migration",
        Difference::Different => "differs",
    };
    let title = format!("{} {} {what}", finding.kind, visible_line(&finding.object));
    let mut lines = vec![paint.yellow(&title)];
    let sides = [("expected", &finding.expected), ("found", &finding.found)];
    for (label, text) in sides {
        if let Some(text) = text {
            lines.push(format!("  {label}: {}", indented(text)));
        }
    }
    for (label, statements) in [
        ("to adopt it in a migration", &finding.adopt),
        ("to restore the database", &finding.restore),
    ] {
        if !statements.is_empty() {
            lines.push(paint.dim(&format!("  {label}:")));
            let statements = statements.iter();
            lines.extend(statements.map(|sql| format!("    {};", indented(sql))));
        }
    }
    if finding.restore_loses_data {
        lines.push(paint.red("    restoring the database loses data"));
    }
    lines.join("\n")
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n    ")
}
