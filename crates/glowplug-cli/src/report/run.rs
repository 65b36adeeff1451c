//! The result of a run.

use glowplug::Version;
use glowplug::apply::{MigrationResult, Report};
use glowplug::error::Direction;
use serde::Serialize;

use crate::output::{Align, Answer, Grid, Paint};
use crate::schema_file::SchemaFile;
use crate::text::{count, duration, milliseconds, shortened, visible_line};

/// The migrations and files that a run changed.
#[derive(Serialize)]
pub(crate) struct RunReport {
    batch: Option<i64>,
    done: Vec<RanMigration>,
    remarks: Vec<String>,
    /// The schema files, with what was done with each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    schema: Vec<SchemaFile>,
    /// Whether every migration is listed.
    #[serde(skip)]
    verbose: bool,
}

/// One migration that was applied or reverted.
#[derive(Serialize)]
struct RanMigration {
    version: Version,
    name: String,
    direction: Direction,
    milliseconds: f64,
    #[serde(skip)]
    shown: String,
}

impl RunReport {
    pub(crate) fn new(report: Report, schema: Vec<SchemaFile>, verbose: bool) -> Self {
        Self {
            schema,
            verbose,
            batch: report.batch,
            done: report.done.into_iter().map(RanMigration::from).collect(),
            remarks: report.remarks,
        }
    }

    /// Returns true if a `schema.rs` does not match what would be printed.
    pub(crate) fn found_difference(&self) -> bool {
        self.schema.iter().any(|file| file.diff.is_some())
    }
}

impl From<MigrationResult> for RanMigration {
    fn from(done: MigrationResult) -> Self {
        Self {
            version: done.version,
            name: done.name,
            direction: done.direction,
            milliseconds: milliseconds(done.duration),
            shown: duration(done.duration),
        }
    }
}

impl RunReport {
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

    /// Lists migrations with their times, and with the direction where there are both.
    fn grid(&self, listed: &[RanMigration], paint: Paint) -> String {
        let any = |direction| self.done.iter().any(|done| done.direction == direction);
        let both = any(Direction::Up) && any(Direction::Down);
        let columns = match both {
            true => &[Align::Left, Align::Left, Align::Right][..],
            false => &[Align::Left, Align::Right],
        };
        let mut grid = Grid::bare(paint, columns);
        for done in listed {
            let direction = both.then_some(match done.direction {
                Direction::Up => "up",
                Direction::Down => "down",
            });
            let name = format!("  {}", visible_line(&done.name));
            let cells = [Some(name.as_str()), direction, Some(done.shown.as_str())];
            grid.row(cells.into_iter().flatten());
        }
        grid.text()
    }
}

/// How many migrations are listed.
const LISTED: usize = 20;

/// How many edits are listed.
const NAMED: usize = 3;

/// Formats why a file was not written, and what to do about it.
fn left(file: &SchemaFile, paint: Paint) -> Option<String> {
    let (why, way) = if !file.handwritten.is_empty() {
        let quoted = file.handwritten.iter().map(|line| format!("`{line}`"));
        let parts = quoted.chain(file.edits.iter().cloned()).collect();
        (
            format!(
                "it has text that `print-schema` does not print ({})",
                some(parts)
            ),
            match file.edits.is_empty() {
                true => "move that text to another file; `up --schema-file overwrite` discards it",
                false => {
                    "`generate` writes a migration from tables and joins; move other text to another \
                     file; `up --schema-file overwrite` discards both"
                }
            },
        )
    } else if !file.edits.is_empty() {
        (
            format!(
                "it has edits that are not in the database ({})",
                some(file.edits.clone())
            ),
            "`up` applies them if a pending migration contains them, else `generate` writes one; \
             `up --schema-file overwrite` discards them",
        )
    } else {
        return None;
    };
    let said = format!("Did not write `{}`: {why}.", file.file);
    Some(format!("{}\n    {}", paint.yellow(&said), paint.dim(way)))
}

/// Lists the first of some parts.
fn some(mut parts: Vec<String>) -> String {
    let more = parts.len().saturating_sub(NAMED);
    parts.truncate(NAMED);
    let named: Vec<String> = parts
        .iter()
        .map(|part| visible_line(part).to_string())
        .collect();
    match more {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

impl Answer for RunReport {
    fn text(&self, paint: Paint) -> String {
        let mut lines = vec![paint.bold(&self.headline())];
        if !self.done.is_empty() {
            let (listed, more) = shortened(&self.done, LISTED, self.verbose);
            lines.push(self.grid(listed, paint));
            if more > 0 {
                lines.push(format!("  … and {more} more (`--verbose` lists all)"));
            }
        }
        lines.extend(self.remarks.iter().cloned());
        for file in &self.schema {
            if file.written {
                lines.push(format!("Wrote `{}`.", file.file));
            }
            lines.extend(left(file, paint));
            lines.extend(file.diff.as_deref().map(|diff| diff.trim_end().to_owned()));
        }
        lines.join("\n")
    }
}
