use chrono::{DateTime, Utc};
use glowplug::Version;
use glowplug::model::{Action, Event, Outcome};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Ending, Result};
use crate::output::{Align, Answer, Grid, Mark, Paint, duration, milliseconds};

/// Show what was done to the database, newest first: what, when, how long, by whom, and how it
/// ended
///
/// Every up, down, mark, repair and failure is a line that is never changed or deleted.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug history                     the last 10
  glowplug history --limit 50
  glowplug history --all --json")]
pub(crate) struct Args {
    /// How many lines
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 10)]
    limit: usize,

    /// All of it
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        // The limit is bound as a signed number.
        let limit = if self.all {
            i32::MAX as usize
        } else {
            self.limit
        };
        let events = context.runner_to_look().await?.history(limit).await?;
        context.answer(&History {
            history: events.into_iter().map(Line::from).collect(),
        })?;
        Ok(Ending::Done)
    }
}

#[derive(Serialize)]
struct History {
    history: Vec<Line>,
}

/// One line of the history.
#[derive(Serialize)]
struct Line {
    action: Action,
    outcome: Outcome,
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

impl Answer for History {
    fn text(&self, paint: Paint) -> String {
        if self.history.is_empty() {
            return "Nothing was done yet.".to_owned();
        }
        let columns = [
            ("at (UTC)", Align::Left),
            ("what", Align::Left),
            ("migration", Align::Left),
            ("batch", Align::Right),
            ("took", Align::Right),
            ("by", Align::Left),
            ("outcome", Align::Left),
        ];
        let mut grid = Grid::new(paint, &columns).unwrapped();
        for line in &self.history {
            let (outcome, mark) = match line.outcome {
                Outcome::Done => ("done".to_owned(), Mark::Good),
                Outcome::Failed => ("failed".to_owned(), Mark::Bad),
            };
            let outcome = match line.message.as_deref().and_then(|text| text.lines().next()) {
                Some(message) => format!("{outcome}: {message}"),
                None => outcome,
            };
            let cells = [
                line.at.format("%Y-%m-%d %H:%M:%S").to_string(),
                line.action.name().to_owned(),
                line.name.clone(),
                line.batch
                    .map(|batch| batch.to_string())
                    .unwrap_or_default(),
                line.took.clone(),
                format!("{} on {}", line.actor, line.host),
                outcome,
            ];
            grid.marked_row(&cells, 6, mark);
        }
        grid.text()
    }
}
