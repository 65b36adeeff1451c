use glowplug::model::{Attention, AttentionKind};
use glowplug::plan::{Entry, EntryState, Status};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Ending, Result};
use crate::output::{Align, Answer, Grid, Mark, Paint, count};

/// Show each migration as executed or pending, and what needs attention
///
/// Changes nothing. What needs attention: migrations that were edited after they were applied,
/// whose folder is gone, that came late, that were begun and not finished, or that the `diesel`
/// command applied or reverted.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug status
  glowplug status --check              exit with 3 when something is to be done
  glowplug status --json | jq .pending")]
pub(crate) struct Args {
    /// Exit with 3 when something is pending or needs attention
    #[arg(long)]
    check: bool,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let status = context.runner_to_look().await?.status().await?;
        let found = status.pending() > 0 || !status.attention.is_empty();
        context.answer(&Shown::from(status))?;
        Ok(if self.check && found {
            Ending::Found
        } else {
            Ending::Done
        })
    }
}

/// The status, as it is shown.
#[derive(Serialize)]
struct Shown {
    total: usize,
    executed: usize,
    pending: usize,
    migrations: Vec<Entry>,
    attention: Vec<ShownAttention>,
}

/// One thing that needs attention.
#[derive(Serialize)]
struct ShownAttention {
    #[serde(flatten)]
    attention: Attention,
    message: String,
    advice: &'static str,
}

impl From<Status> for Shown {
    fn from(status: Status) -> Self {
        let attention = |attention: Attention| ShownAttention {
            message: attention.to_string(),
            advice: attention.advice(),
            attention,
        };
        Self {
            total: status.total(),
            executed: status.executed(),
            pending: status.pending(),
            migrations: status.migrations,
            attention: status.attention.into_iter().map(attention).collect(),
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
            "{}: {} executed, {} pending",
            count(self.total, "migration"),
            self.executed,
            self.pending
        )));
        if !self.attention.is_empty() {
            blocks.push(self.needs(paint));
        }
        blocks.join("\n\n")
    }
}

/// How many things of one kind are named.
const NAMED: usize = 5;

impl Shown {
    /// What needs attention: things of one kind together, with their advice once.
    fn needs(&self, paint: Paint) -> String {
        let mut kinds: Vec<AttentionKind> = Vec::new();
        for item in &self.attention {
            if !kinds.contains(&item.attention.kind) {
                kinds.push(item.attention.kind);
            }
        }
        let mut lines = vec![paint.yellow("Needs attention:")];
        for kind in kinds {
            let those = self.attention.iter();
            let those: Vec<_> = those.filter(|item| item.attention.kind == kind).collect();
            let named = those.iter().take(NAMED);
            lines.extend(named.map(|item| format!("  {}", item.message)));
            if those.len() > NAMED {
                lines.push(format!("  … and {} more", those.len() - NAMED));
            }
            lines.push(paint.dim(&format!("    {}", those[0].advice)));
        }
        lines.join("\n")
    }

    fn grid(&self, paint: Paint) -> String {
        let columns = [
            ("migration", Align::Left),
            ("state", Align::Left),
            ("batch", Align::Right),
            ("applied at", Align::Left),
        ];
        let mut grid = Grid::new(paint, &columns).unwrapped();
        for entry in &self.migrations {
            let (state, batch, at, mark) = match &entry.state {
                EntryState::Executed { batch, at } => (
                    "executed".to_owned(),
                    batch.map(|batch| batch.to_string()).unwrap_or_default(),
                    at.format("%Y-%m-%d %H:%M:%S").to_string(),
                    Mark::Good,
                ),
                EntryState::Pending => (
                    "pending".to_owned(),
                    String::new(),
                    String::new(),
                    Mark::Open,
                ),
                EntryState::Unfinished { statements_done } => (
                    format!("unfinished, {} done", count(*statements_done, "statement")),
                    String::new(),
                    String::new(),
                    Mark::Bad,
                ),
            };
            grid.marked_row(&[entry.name.clone(), state, batch, at], 1, mark);
        }
        grid.text()
    }
}
