use glowplug::model::TableInfo;
use serde::Serialize;

use super::info::look;
use crate::context::Context;
use crate::error::{Ending, Result};
use crate::output::{Align, Answer, Grid, Paint, bytes};

/// List the tables with rows and sizes
///
/// Without the system's tables and those that keep track of migrations. A `~` stands before a
/// number of rows that the server estimates; `count` counts.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  glowplug tables
  glowplug tables --json | jq -r '.tables[].name'")]
pub(crate) struct Args {}

impl Args {
    pub(super) async fn run(self, context: &Context) -> Result<Ending> {
        let mut session = context.session().await?;
        let tables = look(session.tables().await, "listing the tables")?;
        context.answer(&Tables { tables })?;
        Ok(Ending::Done)
    }
}

#[derive(Serialize)]
struct Tables {
    tables: Vec<TableInfo>,
}

impl Answer for Tables {
    fn text(&self, paint: Paint) -> String {
        grid(&self.tables, paint, Detail::Comments)
    }
}

/// What stands beside name, rows and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// What was done to the rows.
    Activity,
    /// What the table is for.
    Comments,
}

/// The tables, for people.
pub(super) fn grid(tables: &[TableInfo], paint: Paint, detail: Detail) -> String {
    if tables.is_empty() {
        return "There are no tables.".to_owned();
    }
    let mut columns = vec![
        ("table", Align::Name),
        ("rows", Align::Right),
        ("size", Align::Right),
    ];
    match detail {
        Detail::Activity => columns.extend([
            ("inserts", Align::Right),
            ("updates", Align::Right),
            ("deletes", Align::Right),
        ]),
        Detail::Comments => columns.push(("comment", Align::Left)),
    }
    let mut grid = Grid::new(paint, &columns);
    for table in tables {
        let number = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
        let rows = match table.rows {
            Some(rows) if !table.rows_exact => format!("~{rows}"),
            rows => number(rows),
        };
        let mut cells = vec![
            name(table),
            rows,
            table.size_bytes.map(bytes).unwrap_or_default(),
        ];
        match detail {
            Detail::Activity => {
                cells.extend([table.inserts, table.updates, table.deletes].map(number));
            }
            Detail::Comments => cells.push(table.comment.clone().unwrap_or_default()),
        }
        grid.row(cells);
    }
    grid.text()
}

/// The name, with its schema where it is not the usual one.
fn name(table: &TableInfo) -> String {
    match table.schema.as_deref() {
        None | Some("public") => table.name.clone(),
        Some(schema) => format!("{schema}.{}", table.name),
    }
}
