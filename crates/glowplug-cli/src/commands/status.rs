//! `status`: shows applied and pending migrations.

use chrono::{DateTime, Utc};
use glowplug::Version;
use glowplug::model::{Inconsistency, InconsistencyKind};
use glowplug::plan::{Entry, EntryState, Status};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::output::{Align, Answer, Grid, Mark, Paint};
use crate::schema_file::differing;
use crate::text::{count, shortened};

/// Show applied and pending migrations, and what needs attention
///
/// Changes nothing. What needs attention: applied migrations that were edited, applied migrations
/// without a folder, pending migrations older than an applied one, and unfinished ones. What the
/// `diesel` command or a service applied or reverted is listed too; the next `up` records it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug status
  glowplug status --check              exit with 3 if something is pending
  glowplug status --json | jq .pending")]
pub(crate) struct Args {
    /// Exit with 3 if something is pending or needs attention
    #[arg(long)]
    check: bool,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let mut runner = context.read_only_runner().await?;
        let status = runner.status().await?;
        let attention = &mut status.attention.iter();
        let found = status.pending() > 0 || attention.any(|item| item.kind.needs_action());
        let mut shown = Shown::new(status, context.output.verbose);
        // Pending migrations may be the reason why a file differs.
        if !found {
            shown.differing = differing(context, &mut runner).await;
        }
        context.answer(&shown)?;
        Ok(if self.check && found {
            Outcome::Found
        } else {
            Outcome::Done
        })
    }
}

/// The result of the command.
#[derive(Serialize)]
struct Shown {
    total: usize,
    applied: usize,
    pending: usize,
    migrations: Vec<Migration>,
    attention: Vec<ShownAttention>,
    /// Changes by other tools, which the next `up` records.
    unrecorded: Vec<ShownAttention>,
    /// The files of `diesel.toml` that differ from the database.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differing: Vec<String>,
    /// Whether lists are shown in full.
    #[serde(skip)]
    verbose: bool,
}

/// One migration.
#[derive(Serialize)]
struct Migration {
    version: Version,
    name: String,
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    irreversible: Option<String>,
    #[serde(flatten)]
    state: State,
}

/// Whether a migration is applied. Times have a time zone, in the format of RFC 3339.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum State {
    Applied {
        batch: Option<i64>,
        at: DateTime<Utc>,
    },
    Pending,
    Unfinished {
        statements_done: usize,
    },
}

impl From<Entry> for Migration {
    fn from(entry: Entry) -> Self {
        Self {
            version: entry.version,
            name: entry.name,
            description: entry.description,
            irreversible: entry.irreversible,
            state: match entry.state {
                EntryState::Executed { batch, at } => State::Applied {
                    batch,
                    at: at.and_utc(),
                },
                EntryState::Pending => State::Pending,
                EntryState::Unfinished { statements_done } => State::Unfinished { statements_done },
            },
        }
    }
}

/// Something that needs attention.
#[derive(Serialize)]
struct ShownAttention {
    #[serde(flatten)]
    attention: Inconsistency,
    message: String,
    advice: &'static str,
}

impl Migration {
    /// Returns the cells of its row, and the mark of its state.
    fn cells(&self) -> ([String; 4], Mark) {
        let (state, mark) = match &self.state {
            State::Applied { .. } => ("applied".to_owned(), Mark::Good),
            State::Pending => ("pending".to_owned(), Mark::Open),
            State::Unfinished { statements_done } => {
                let done = count(*statements_done, "statement");
                (format!("unfinished, {done} done"), Mark::Bad)
            }
        };
        let (batch, at) = match &self.state {
            State::Applied { batch, at } => (*batch, Some(at)),
            State::Pending | State::Unfinished { .. } => (None, None),
        };
        let state = match &self.irreversible {
            Some(_) => format!("{state}, irreversible"),
            None => state,
        };
        let batch = batch.map(|batch| batch.to_string()).unwrap_or_default();
        let at = at.map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string());
        let cells = [self.name.clone(), state, batch, at.unwrap_or_default()];
        (cells, mark)
    }
}

impl Shown {
    fn new(status: Status, verbose: bool) -> Self {
        let attention = |attention: Inconsistency| ShownAttention {
            message: attention.to_string(),
            advice: attention.advice(),
            attention,
        };
        let (total, applied, pending) = (status.total(), status.executed(), status.pending());
        let items = status.attention.into_iter().map(attention);
        let (attention, unrecorded) = items.partition(|item| item.attention.kind.needs_action());
        Self {
            total,
            applied,
            pending,
            migrations: status.migrations.into_iter().map(Migration::from).collect(),
            attention,
            unrecorded,
            differing: Vec::new(),
            verbose,
        }
    }
}

impl Answer for Shown {
    fn text(&self, paint: Paint) -> String {
        let mut blocks = Vec::new();
        if !self.migrations.is_empty() {
            blocks.push(self.grid(paint));
        }
        blocks.push(paint.bold(&format!(
            "{}: {} applied, {} pending",
            count(self.total, "migration"),
            self.applied,
            self.pending
        )));
        if !self.attention.is_empty() {
            let title = paint.yellow("Needs attention:");
            blocks.push(self.listed(&title, &self.attention, paint));
        }
        if !self.unrecorded.is_empty() {
            blocks.push(self.listed("Not recorded yet:", &self.unrecorded, paint));
        }
        blocks.extend(self.differing.iter().map(|file| differs(file, paint)));
        blocks.join("\n\n")
    }
}

/// Formats what to do about a file that differs from the database.
fn differs(file: &str, paint: Paint) -> String {
    let what = paint.yellow(&format!("`{file}` differs from the database."));
    let advice = format!(
        "    `check` shows the differences; `generate` writes a migration from your edits, \
         `print-schema > {file}` discards them"
    );
    format!("{what}\n{}", paint.dim(&advice))
}

/// How many items of one kind are listed.
const NAMED: usize = 5;

impl Shown {
    /// Lists items below a title: those of one kind together, with their advice once.
    fn listed(&self, title: &str, items: &[ShownAttention], paint: Paint) -> String {
        let mut kinds: Vec<InconsistencyKind> = Vec::new();
        for item in items {
            if !kinds.contains(&item.attention.kind) {
                kinds.push(item.attention.kind);
            }
        }
        let mut lines = vec![title.to_owned()];
        for kind in kinds {
            let alike = items.iter();
            let alike: Vec<_> = alike.filter(|item| item.attention.kind == kind).collect();
            let (first, more) = shortened(&alike, NAMED, self.verbose);
            lines.extend(first.iter().map(|item| format!("  {}", item.message)));
            if more > 0 {
                lines.push(format!("  … and {more} more (`--verbose` lists all)"));
            }
            lines.push(paint.dim(&format!("    {}", alike[0].advice)));
        }
        lines.join("\n")
    }

    fn grid(&self, paint: Paint) -> String {
        let columns = [
            ("migration", Align::Name),
            ("state", Align::Left),
            ("batch", Align::Right),
            ("applied at (UTC)", Align::Left),
        ];
        let mut grid = Grid::new(paint, &columns);
        for migration in &self.migrations {
            let (cells, mark) = migration.cells();
            grid.marked_row(&cells, 1, mark);
        }
        grid.text()
    }
}
