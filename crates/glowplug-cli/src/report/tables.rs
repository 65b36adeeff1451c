//! Tables with their rows and sizes, as a grid.

use glowplug::model::TableInfo;

use crate::inspect::table_name;
use crate::output::{Align, Grid, Paint};
use crate::text::bytes;

/// The columns in addition to name, rows and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Inserts, updates and deletes.
    Activity,
    /// Comments.
    Comments,
}

/// Formats tables as a grid.
pub(crate) fn tables(tables: &[TableInfo], paint: Paint, extra: Columns) -> String {
    if tables.is_empty() {
        return "There are no tables.".to_owned();
    }
    let mut columns = vec![
        ("table", Align::Name),
        ("rows", Align::Right),
        ("size", Align::Right),
    ];
    match extra {
        Columns::Activity => columns.extend([
            ("inserts", Align::Right),
            ("updates", Align::Right),
            ("deletes", Align::Right),
        ]),
        Columns::Comments => columns.push(("comment", Align::Left)),
    }
    let mut grid = Grid::new(paint, &columns);
    for table in tables {
        let number = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
        let rows = match table.rows {
            Some(rows) if !table.rows_exact => format!("~{rows}"),
            rows => number(rows),
        };
        let mut cells = vec![
            table_name(table),
            rows,
            table.size_bytes.map(bytes).unwrap_or_default(),
        ];
        match extra {
            Columns::Activity => {
                cells.extend([table.inserts, table.updates, table.deletes].map(number));
            }
            Columns::Comments => cells.push(table.comment.clone().unwrap_or_default()),
        }
        grid.row(cells);
    }
    grid.text()
}
