mod declared;

use std::collections::BTreeSet;

use glowplug::catalog::fits;
use glowplug::drift::{self, Difference, Finding};
use glowplug::model::{Attention, AttentionKind};
use glowplug::plan::EntryState;
use glowplug::scratch::Scratch;
use glowplug::source::Migrations;
use glowplug::{Runner, Version};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Ending, Error, Result};
use crate::output::{Answer, Paint, count};
use crate::scratch::Place;

/// Compare the database with what its migrations build, object by object
///
/// The applied migrations are run in a scratch database, and both are inspected: tables, columns,
/// constraints, indexes and their validity, types, views, functions, triggers, policies, sequences,
/// comments. Applied migrations are compared with their files, and `schema.rs` with the database:
/// what `table!` says otherwise, not in which order or words. Writes nothing to the database.
///
/// Objects are left out by patterns, `*` for any characters: `--ignore`, and `ignore` of `[check]`
/// in `.glowplug.toml`.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug check
  glowplug check --ignore 'view report_*'
  glowplug check --json | jq -r '.differences[].restore[] + \";\"'

In `.glowplug.toml`:
  [check]
  ignore = [\"table audit_*\", \"index *.tmp_*\"]

Exit codes:
  0  the database is what its migrations build and `schema.rs` declares
  3  something differs")]
pub(crate) struct Args {
    /// Leave out objects: `kind name`, with `*` for any characters
    #[arg(long, value_name = "PATTERN")]
    ignore: Vec<String>,

    #[command(flatten)]
    place: Place,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let mut ignored = context.project.settings()?.check.ignore;
        ignored.extend(self.ignore);
        let mut target = context.target()?.looked_at(&context.output)?;
        let folder = context.migrations()?;
        let mut runner = target.runner(&context.output, folder.clone()).await?;
        let status = runner.status().await?;
        let executed = status.migrations.iter();
        let executed = executed.filter(|entry| matches!(entry.state, EntryState::Executed { .. }));
        let applied: BTreeSet<Version> = executed.map(|entry| entry.version.clone()).collect();
        let pending = status.pending();
        let mut attention = status.attention;
        // What Diesel did is taken note of by the next `up`, and is no drift.
        attention.retain(|attention| is_drift(attention.kind));
        let place = self.place.choose(context, &mut target)?;
        let migrations = Migrations::folder(folder).only(applied);
        let built = Scratch::with(&place, migrations, Scratch::build).await?;
        let live = live(&mut runner).await?;
        let mut differences = drift::findings(&built, &live);
        let all = differences.len();
        differences.retain(|finding| !is_ignored(finding, &ignored));
        let mut ignored_count = all - differences.len();
        let files = declared::compare(context, &live)?;
        let schema = files.into_iter().map(|mut file| {
            ignored_count += file.ignore(|finding| is_ignored(finding, &ignored));
            file
        });
        let report = Report {
            schema: schema.collect(),
            ignored: ignored_count,
            pending,
            attention: attention.iter().map(Named::from).collect(),
            differences,
        };
        context.answer(&report)?;
        Ok(report.ending())
    }
}

async fn live(runner: &mut Runner) -> Result<glowplug::catalog::Catalog> {
    let schema = runner.session().schema().await;
    schema.map_err(|source| {
        Error::Engine(glowplug::Error::Server {
            doing: "reading the schema",
            source: Box::new(source),
        })
    })
}

const fn is_drift(kind: AttentionKind) -> bool {
    matches!(
        kind,
        AttentionKind::Edited | AttentionKind::Missing | AttentionKind::Unfinished
    )
}

fn is_ignored(finding: &Finding, patterns: &[String]) -> bool {
    let name = format!("{} {}", finding.kind, finding.object);
    patterns.iter().any(|pattern| fits(pattern, &name))
}

/// What was found.
#[derive(Serialize)]
struct Report {
    differences: Vec<Finding>,
    /// How many differences are left out by patterns.
    ignored: usize,
    attention: Vec<Named>,
    /// Where `schema.rs` declares something else than the database holds.
    schema: Vec<declared::Compared>,
    /// How many migrations are not applied; what they build is not expected.
    pending: usize,
}

#[derive(Serialize)]
struct Named {
    #[serde(flatten)]
    attention: Attention,
    message: String,
    advice: &'static str,
}

impl From<&Attention> for Named {
    fn from(attention: &Attention) -> Self {
        Self {
            attention: attention.clone(),
            message: attention.to_string(),
            advice: attention.advice(),
        }
    }
}

impl Report {
    /// How many things are not as a `schema.rs` declares them.
    fn undeclared(&self) -> usize {
        self.schema.iter().map(declared::Compared::count).sum()
    }

    fn all_same(&self) -> String {
        let mut same = "The database is what its migrations build".to_owned();
        for file in &self.schema {
            same.push_str(&format!(", and what `{}` declares", file.file));
        }
        same
    }

    fn ending(&self) -> Ending {
        let same = self.differences.is_empty() && self.undeclared() == 0;
        if same && self.attention.is_empty() {
            Ending::Done
        } else {
            Ending::Found
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
        blocks.extend(self.differences.iter().map(|finding| shown(finding, paint)));
        blocks.extend(self.schema.iter().flat_map(|file| file.blocks(paint)));
        let mut last = match (self.differences.len(), self.undeclared()) {
            (0, 0) => paint.green(&self.all_same()),
            (0, found) => paint.bold(&format!("{} from `schema.rs`", differs(found))),
            (found, _) => paint.bold(&format!(
                "{} from what the migrations build",
                differs(found)
            )),
        };
        if self.ignored > 0 {
            last.push_str(&format!("; {} ignored", count(self.ignored, "difference")));
        }
        if self.pending > 0 {
            last.push_str(&format!("; {} pending", count(self.pending, "migration")));
        }
        blocks.push(last);
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
        Difference::Unexpected => "is in no migration",
        Difference::Different => "differs",
    };
    let title = format!("{} {} {what}", finding.kind, finding.object);
    let mut lines = vec![paint.yellow(&title)];
    let sides = [("expected", &finding.expected), ("found", &finding.found)];
    for (label, text) in sides {
        if let Some(text) = text {
            lines.push(format!("  {label}: {}", indented(text)));
        }
    }
    for (label, statements) in [
        ("to adopt it in a migration", &finding.adopt),
        ("to put the database right", &finding.restore),
    ] {
        if !statements.is_empty() {
            lines.push(paint.dim(&format!("  {label}:")));
            let statements = statements.iter();
            lines.extend(statements.map(|sql| format!("    {};", indented(sql))));
        }
    }
    if finding.restore_loses_data {
        lines.push(paint.red("    putting the database right loses data"));
    }
    lines.join("\n")
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n    ")
}
