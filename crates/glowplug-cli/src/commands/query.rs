//! `query`: runs one SQL statement.

use std::io::{self, Cursor, Read};
use std::path::Path;

use glowplug::Database;
use glowplug::session::{Access, TextRows};
use glowplug::sql::{SplitError, statements};
use serde::Serialize;

use crate::context::Context;
use crate::error::{Error, Outcome, Result};
use crate::output::{Align, Answer, Cells, Grid, Paint, csv};
use crate::text::count;

/// Run one SQL statement and show the result
///
/// Read-only: the database itself rejects changes, unless `--write` is given.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug query 'SELECT id, name FROM users ORDER BY id LIMIT 5'
  glowplug query --csv 'SELECT * FROM users' > users.csv
  glowplug query --write \"UPDATE users SET name = 'x' WHERE id = 1\"
  glowplug query - < report.sql        read the statement from standard input")]
pub(crate) struct Args {
    /// The statement; `-` reads it from standard input
    #[arg(value_name = "SQL")]
    sql: String,

    /// Print CSV with a header
    #[arg(long, conflicts_with = "json")]
    csv: bool,

    /// Do not escape cells that a spreadsheet would run as formulas
    ///
    /// By default, text that begins with `=`, `+`, `-`, `@` or a tab gets a leading `'`, as
    /// spreadsheets write it; numbers do not.
    #[arg(long, requires = "csv")]
    raw: bool,

    /// Allow it to change data
    #[arg(long)]
    write: bool,
}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Outcome> {
        let text = match self.sql.as_str() {
            "-" => standard_input()?,
            _ => self.sql.clone(),
        };
        let mut target = context.target()?;
        if !self.write {
            target = target.existing()?;
        }
        let statement = single(target.address.database(), &text)?;
        let mut session = target.session(&context.output).await?;
        let access = if self.write {
            Access::Write
        } else {
            Access::ReadOnly
        };
        let shown = match session.query_text(&statement, access).await {
            Ok(shown) => shown,
            Err(source) => {
                return Err(Error::Query {
                    sql: statement,
                    write: self.write,
                    source: Box::new(source),
                });
            }
        };
        if self.csv {
            self.print_csv(context, &shown)?;
        } else {
            context.answer(&Queried::from(shown))?;
        }
        Ok(Outcome::Done)
    }
}

impl Args {
    fn print_csv(&self, context: &Context, shown: &TextRows) -> Result<()> {
        let cells = match self.raw {
            true => Cells::Raw,
            false => Cells::Guarded,
        };
        let (text, formulas) = csv(shown, cells)?;
        context.output.document(&text)?;
        if formulas > 0 {
            context.output.notice(format!(
                "escaped {} that a spreadsheet would run with a leading `'`; `--raw` leaves them unchanged",
                count(formulas, "cell")
            ));
        }
        Ok(())
    }
}

fn standard_input() -> Result<String> {
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .map_err(Error::io("read", Path::new("standard input")))?;
    Ok(text)
}

/// Returns the text's only statement.
fn single(database: Database, text: &str) -> Result<String> {
    let mut found = Vec::new();
    for statement in statements(database, Cursor::new(text.as_bytes())) {
        match statement {
            Ok(statement) => found.push(statement.text),
            Err(SplitError::Problem(problem)) => {
                let point = problem.point;
                return Err(Error::usage(
                    format!("{}, at {}:{}", problem.message, point.line, point.column),
                    problem.advice,
                ));
            }
            Err(SplitError::Read(error)) => return Err(Error::Output(error)),
        }
        if found.len() > 1 {
            return Err(Error::usage(
                "`query` runs one statement at a time",
                "run them one by one; schema changes belong in a migration",
            ));
        }
    }
    found
        .pop()
        .ok_or_else(|| Error::usage("there is no statement", "pass one, for example `SELECT 1`"))
}

#[derive(Serialize)]
struct Queried {
    columns: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
    affected: Option<u64>,
}

impl From<TextRows> for Queried {
    fn from(shown: TextRows) -> Self {
        Self {
            columns: shown.columns,
            rows: shown.rows,
            affected: shown.affected,
        }
    }
}

impl Answer for Queried {
    fn text(&self, paint: Paint) -> String {
        if self.columns.is_empty() {
            return match self.affected {
                Some(1) => "1 row changed".to_owned(),
                Some(rows) => format!("{rows} rows changed"),
                None => "done".to_owned(),
            };
        }
        let columns: Vec<(&str, Align)> = self
            .columns
            .iter()
            .enumerate()
            .map(|(number, name)| (name.as_str(), self.align(number)))
            .collect();
        let mut grid = Grid::new(paint, &columns);
        for row in &self.rows {
            grid.row(row.iter().map(|value| value.as_deref().unwrap_or("NULL")));
        }
        let rows = count(self.rows.len(), "row");
        format!("{}\n{}", grid.text(), paint.dim(&format!("({rows})")))
    }
}

impl Queried {
    /// Aligns a column of numbers to the right.
    fn align(&self, column: usize) -> Align {
        let mut values = self
            .rows
            .iter()
            .filter_map(|row| row.get(column)?.as_deref());
        let number = |value: &str| value.parse::<f64>().is_ok_and(f64::is_finite);
        match values.next() {
            Some(first) if number(first) && values.all(number) => Align::Right,
            _ => Align::Left,
        }
    }
}
