//! `history`: shows the history.

use chrono::{DateTime, Utc};
use glowplug::Version;
use glowplug::model::{self, Action, Event};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Outcome, Result};
use crate::output::{Align, Answer, Grid, Mark, Paint};
use crate::text::{duration, milliseconds};

/// Show what was run on the database, newest first: when, by whom, how long it took, how it ended
///
/// Every up, down, mark, repair and failure is an entry that is never changed or deleted.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug history                     show the last 10 entries
  glowplug history --limit 50
  glowplug history --all --json")]
pub(crate) struct Args {
    /// How many entries to show
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 10)]
    limit: usize,

    /// Show all entries
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        // The limit is bound as a signed number.
        let limit = if self.all {
            i32::MAX as usize
        } else {
            self.limit
        };
        let events = context.read_only_runner().await?.history(limit).await?;
        context.answer(&History {
            history: events.into_iter().map(Line::from).collect(),
        })?;
        Ok(Outcome::Done)
    }
}

#[derive(Serialize)]
struct History {
    history: Vec<Line>,
}

/// One entry of the history.
#[derive(Serialize)]
struct Line {
    action: Action,
    outcome: model::Outcome,
    version: Version,
    name: String,
    batch: Option<i64>,
    at: DateTime<Utc>,
    milliseconds: Option<f64>,
    actor: String,
    host: String,
    tool: String,
    message: Option<String>,
    run: String,
    #[serde(skip)]
    took: String,
}

impl From<Event> for Line {
    fn from(event: Event) -> Self {
        Self {
            action: event.action,
            outcome: event.outcome,
            version: event.version,
            name: event.name,
            batch: event.batch,
            at: event.at,
            milliseconds: event.duration.map(milliseconds),
            actor: event.actor,
            host: event.host,
            tool: event.tool,
            message: event.message,
            run: event.run,
            took: event.duration.map(duration).unwrap_or_default(),
        }
    }
}

impl Line {
    fn cells(&self) -> [String; 7] {
        let outcome = match self.outcome {
            model::Outcome::Done => "done",
            model::Outcome::Failed => "failed",
        };
        let message = self.message.as_deref().and_then(|text| text.lines().next());
        let batch = self.batch.map(|batch| batch.to_string());
        [
            self.at.format("%Y-%m-%d %H:%M:%S").to_string(),
            self.action.name().to_owned(),
            self.name.clone(),
            batch.unwrap_or_default(),
            self.took.clone(),
            format!("{} on {}", self.actor, self.host),
            match message {
                Some(message) => format!("{outcome}: {message}"),
                None => outcome.to_owned(),
            },
        ]
    }
}

impl Answer for History {
    fn text(&self, paint: Paint) -> String {
        if self.history.is_empty() {
            return "The history is empty.".to_owned();
        }
        let columns = [
            ("at (UTC)", Align::Left),
            ("what", Align::Left),
            ("migration", Align::Name),
            ("batch", Align::Right),
            ("took", Align::Right),
            ("by", Align::Left),
            ("outcome", Align::Left),
        ];
        let mut grid = Grid::new(paint, &columns);
        for line in &self.history {
            let mark = match line.outcome {
                model::Outcome::Done => Mark::Good,
                model::Outcome::Failed => Mark::Bad,
            };
            grid.marked_row(&line.cells(), 6, mark);
        }
        grid.text()
    }
}
