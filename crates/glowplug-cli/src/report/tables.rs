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
    /// Scans, read rows, inserts, updates and deletes.
    Usage,
    /// Comments.
    Comments,
}

/// A column of numbers: its title, and the number of a table.
type Number = (&'static str, fn(&TableInfo) -> Option<u64>);

const USAGE: &[Number] = &[
    ("scans", |table| table.scans),
    ("reads", |table| table.reads),
    ("inserts", |table| table.inserts),
    ("updates", |table| table.updates),
    ("deletes", |table| table.deletes),
];

impl Columns {
    fn numbers(self) -> &'static [Number] {
        match self {
            Self::Activity => &USAGE[2..],
            Self::Usage => USAGE,
            Self::Comments => &[],
        }
    }
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
    let numbers = extra.numbers();
    columns.extend(numbers.iter().map(|(title, _)| (*title, Align::Right)));
    if extra == Columns::Comments {
        columns.push(("comment", Align::Left));
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
        cells.extend(numbers.iter().map(|(_, of)| number(of(table))));
        if extra == Columns::Comments {
            cells.push(table.comment.clone().unwrap_or_default());
        }
        grid.row(cells);
    }
    grid.text()
}
