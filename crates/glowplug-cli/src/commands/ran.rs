//! What a run did, as an answer.

use glowplug::Version;
use glowplug::apply::{Done, Report};
use glowplug::error::Direction;
use serde::Serialize;

use super::refresh::File;
use crate::output::{Align, Answer, Grid, Paint, count, duration, milliseconds};

/// What a run did.
#[derive(Serialize)]
pub(super) struct Ran {
    batch: Option<i64>,
    done: Vec<RanMigration>,
    remarks: Vec<String>,
    /// What became of `schema.rs`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    schema: Vec<File>,
}

/// One migration that was done.
#[derive(Serialize)]
struct RanMigration {
    version: Version,
    name: String,
    direction: Direction,
    milliseconds: f64,
    #[serde(skip)]
    shown: String,
}

impl Ran {
    pub(super) fn new(report: Report, schema: Vec<File>) -> Self {
        Self {
            schema,
            batch: report.batch,
            done: report.done.into_iter().map(RanMigration::from).collect(),
            remarks: report.remarks,
        }
    }

    /// Whether `schema.rs` is not what would be printed.
    pub(super) fn found_difference(&self) -> bool {
        self.schema.iter().any(|file| file.diff.is_some())
    }
}

impl From<Done> for RanMigration {
    fn from(done: Done) -> Self {
        Self {
            version: done.version,
            name: done.name,
            direction: done.direction,
            milliseconds: milliseconds(done.duration),
            shown: duration(done.duration),
        }
    }
}

impl Ran {
    fn headline(&self) -> String {
        let number = |direction| {
            let done = self.done.iter().filter(|done| done.direction == direction);
            done.count()
        };
        let batch = self.batch.map(|batch| format!(" as batch {batch}"));
        let batch = batch.unwrap_or_default();
        match (number(Direction::Down), number(Direction::Up)) {
            (0, 0) => "Nothing to do.".to_owned(),
            (0, up) => format!("Applied {}{batch}:", count(up, "migration")),
            (down, 0) => format!("Reverted {}:", count(down, "migration")),
            (down, up) => format!(
                "Reverted {} and applied {}{batch}:",
                count(down, "migration"),
                count(up, "migration")
            ),
        }
    }
}

impl Answer for Ran {
    fn text(&self, paint: Paint) -> String {
        let mut lines = vec![paint.bold(&self.headline())];
        if !self.done.is_empty() {
            let any = |direction| self.done.iter().any(|done| done.direction == direction);
            let both = any(Direction::Up) && any(Direction::Down);
            let columns = if both {
                &[Align::Left, Align::Left, Align::Right][..]
            } else {
                &[Align::Left, Align::Right]
            };
            let mut grid = Grid::bare(paint, columns);
            for done in &self.done {
                let direction = both.then_some(match done.direction {
                    Direction::Up => "up",
                    Direction::Down => "down",
                });
                let name = format!("  {}", done.name);
                let cells = [Some(name.as_str()), direction, Some(done.shown.as_str())];
                grid.row(cells.into_iter().flatten());
            }
            lines.push(grid.text());
        }
        lines.extend(self.remarks.iter().cloned());
        for file in &self.schema {
            if file.written {
                lines.push(format!("Wrote `{}`.", file.file));
            }
            lines.extend(file.diff.as_deref().map(|diff| diff.trim_end().to_owned()));
        }
        lines.join("\n")
    }
}
