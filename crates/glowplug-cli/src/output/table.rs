//! Formats tables without lines. A table that is wider than the terminal wraps its texts; if that
//! is not enough, each row is printed as a record.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, Width,
    presets,
};

use super::Paint;
use crate::text::{trusted, visible};

/// The minimum width to which a column of texts is wrapped.
const NARROWEST: usize = 20;
/// The spaces between two columns.
const GAP: usize = 2;

/// A table: an optional header, and rows.
pub(crate) struct Grid {
    paint: Paint,
    columns: Vec<Align>,
    header: Option<Vec<String>>,
    rows: Vec<Row>,
    /// The maximum width, if any.
    width: Option<usize>,
}

struct Row {
    cells: Vec<String>,
    mark: Option<(usize, Mark)>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Names, which are never wrapped, so that they can be copied.
    Name,
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// The meaning of a marked cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing to do.
    Good,
    /// Something to do.
    Open,
    /// Something that needs attention.
    Bad,
}

impl Grid {
    /// Creates an empty table with a header.
    pub(crate) fn new(paint: Paint, columns: &[(&str, Align)]) -> Self {
        let aligns: Vec<Align> = columns.iter().map(|(_, align)| *align).collect();
        let header = columns.iter().map(|(name, _)| visible(name)).collect();
        Self {
            header: Some(header),
            ..Self::bare(paint, &aligns)
        }
    }

    /// Creates an empty table without a header. It is never wrapped.
    pub(crate) fn bare(paint: Paint, columns: &[Align]) -> Self {
        Self {
            paint,
            columns: columns.to_owned(),
            header: None,
            rows: Vec::new(),
            width: stdout_width().filter(|_| paint.terminal()),
        }
    }

    /// Adds a row. Control characters are escaped.
    pub(crate) fn row<I: IntoIterator<Item = S>, S: AsRef<str>>(&mut self, cells: I) {
        let cells = cells.into_iter().map(|cell| visible(cell.as_ref()));
        self.rows.push(Row {
            cells: cells.collect(),
            mark: None,
        });
    }

    /// Adds a row with a marked cell.
    pub(crate) fn marked_row(&mut self, cells: &[String], marked: usize, mark: Mark) {
        self.row(cells);
        if let Some(row) = self.rows.last_mut() {
            row.mark = Some((marked, mark));
        }
    }

    /// Formats the table.
    pub(crate) fn text(&self) -> String {
        let Some((header, width)) = self.header.as_ref().zip(self.width) else {
            return self.table(None);
        };
        let total = |widths: Vec<usize>| -> usize {
            let gaps = GAP * widths.len().saturating_sub(1);
            widths.into_iter().sum::<usize>() + gaps
        };
        if total(self.widths(widest_line)) <= width {
            return self.table(None);
        }
        let narrow = self.widths(widest_word);
        match total(narrow.clone()) <= width {
            true => self.table(Some((width, &narrow))),
            false => self.records(header),
        }
    }

    /// Returns the width of each column, given that of its cells. Only texts may be narrow.
    fn widths(&self, width: impl Fn(&str) -> usize) -> Vec<usize> {
        let of = |(number, align): (usize, &Align)| {
            let header = self.header.iter().map(|header| &header[number]);
            let cells = self.rows.iter().filter_map(|row| row.cells.get(number));
            let cells = header.chain(cells);
            let widths = cells.map(|cell| match align {
                Align::Left => width(cell),
                Align::Name | Align::Right => widest_line(cell),
            });
            widths.max().unwrap_or_default()
        };
        self.columns.iter().enumerate().map(of).collect()
    }

    /// Formats the rows as lines, within a width if one is given.
    fn table(&self, within: Option<(usize, &[usize])>) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        match self.paint.is_on() {
            true => table.enforce_styling(),
            false => table.force_no_tty(),
        };
        table.set_content_arrangement(ContentArrangement::Disabled);
        if let Some(header) = &self.header {
            table.set_header(header.iter().map(|name| self.heading(name)));
        }
        for row in &self.rows {
            let cells = row.cells.iter().enumerate();
            table.add_row(cells.map(|(number, text)| self.cell(row, number, text)));
        }
        self.align(&mut table);
        if let Some((width, narrow)) = within {
            self.constrain(&mut table, narrow);
            table.set_content_arrangement(ContentArrangement::Dynamic);
            // The gap after the last column is not printed.
            table.set_width(u16::try_from(width + GAP).unwrap_or(u16::MAX));
        }
        // The cells are escaped, so all escape sequences are ours.
        trusted(&table.trim_fmt())
    }

    fn align(&self, table: &mut Table) {
        let gap = u16::try_from(GAP).unwrap_or_default();
        for (column, align) in table.column_iter_mut().zip(&self.columns) {
            column.set_padding((0, gap));
            if *align == Align::Right {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }

    /// Allows texts to be wrapped to a width.
    fn constrain(&self, table: &mut Table, narrow: &[usize]) {
        let columns = table.column_iter_mut().zip(&self.columns).zip(narrow);
        for ((column, align), narrow) in columns {
            let least = u16::try_from(narrow + GAP).unwrap_or(u16::MAX);
            column.set_constraint(match align {
                Align::Left => ColumnConstraint::LowerBoundary(Width::Fixed(least)),
                Align::Name | Align::Right => ColumnConstraint::ContentWidth,
            });
        }
    }

    /// Formats each row as a record: a line for each cell, with the name of its column.
    fn records(&self, header: &[String]) -> String {
        let names = header.iter().map(|name| name.chars().count()).max();
        let names = names.unwrap_or_default();
        let records = self.rows.iter().map(|row| {
            let cells = row.cells.iter().zip(header).enumerate();
            let cells = cells.filter(|(_, (cell, _))| !cell.is_empty());
            let lines = cells.map(|(number, (cell, name))| {
                let gap = " ".repeat(names - name.chars().count() + GAP);
                let cell = cell.replace('\n', &format!("\n{}", " ".repeat(names + GAP)));
                let cell = match row.mark {
                    Some((marked, mark)) if marked == number => self.marked(mark, &cell),
                    _ => cell,
                };
                format!("{}{gap}{cell}", self.paint.bold(name))
            });
            lines.collect::<Vec<_>>().join("\n")
        });
        records.collect::<Vec<_>>().join("\n\n")
    }

    fn marked(&self, mark: Mark, text: &str) -> String {
        match mark {
            Mark::Good => self.paint.green(text),
            Mark::Open => self.paint.yellow(text),
            Mark::Bad => self.paint.red(text),
        }
    }

    fn heading(&self, name: &str) -> Cell {
        let cell = Cell::new(name);
        match self.paint.is_on() {
            true => cell.add_attribute(Attribute::Bold),
            false => cell,
        }
    }

    fn cell(&self, row: &Row, number: usize, text: &str) -> Cell {
        let cell = Cell::new(text);
        match row.mark {
            Some((marked, mark)) if marked == number && self.paint.is_on() => cell.fg(match mark {
                Mark::Good => Color::Green,
                Mark::Open => Color::Yellow,
                Mark::Bad => Color::Red,
            }),
            _ => cell,
        }
    }
}

fn widest_line(text: &str) -> usize {
    text.lines()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or_default()
}

/// Returns the width to which a text may be wrapped.
fn widest_word(text: &str) -> usize {
    let words = text.split_whitespace().map(|word| word.chars().count());
    words.max().unwrap_or_default().min(NARROWEST)
}

/// Returns the columns of the terminal on standard error, if it is one.
pub(crate) fn terminal_width() -> Option<usize> {
    plausible(Table::new().use_stderr())
}

fn stdout_width() -> Option<usize> {
    plausible(&Table::new())
}

/// Returns the width of a terminal; `None` if it reports none, or an implausibly small one.
fn plausible(table: &Table) -> Option<usize> {
    let width = table.width().filter(|columns| *columns >= 20);
    width.map(usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Paint = Paint::new(false, false);

    fn status(width: Option<usize>) -> String {
        let columns = [
            ("migration", Align::Name),
            ("state", Align::Left),
            ("applied at", Align::Left),
        ];
        let mut grid = Grid::new(PLAIN, &columns);
        grid.width = width;
        grid.row(["001_create_users", "executed", "2026-01-31 12:00:00"]);
        grid.row(["002_create_posts", "pending", ""]);
        grid.text()
    }

    #[test]
    fn columns_line_up_and_escapes_are_shown() {
        let mut grid = Grid::new(PLAIN, &[("name", Align::Left), ("rows", Align::Right)]);
        grid.row(["users", "5"]);
        grid.row(["\u{1b}[31mred", "12345"]);
        assert_eq!(
            grid.text(),
            "name          rows\nusers            5\n\\x1b[31mred  12345"
        );
    }

    #[test]
    fn a_table_that_fits_is_the_same_as_one_in_a_file() {
        assert_eq!(status(Some(47)), status(None));
    }

    #[test]
    fn a_table_that_is_too_wide_wraps_texts_and_no_names() {
        assert_eq!(
            status(Some(40)),
            "migration         state     applied at\n\
             001_create_users  executed  2026-01-31\n\
             \u{20}                           12:00:00\n\
             002_create_posts  pending"
        );
    }

    #[test]
    fn a_table_that_cannot_be_wrapped_shows_its_rows_one_below_the_other() {
        assert_eq!(
            status(Some(30)),
            "migration   001_create_users\n\
             state       executed\n\
             applied at  2026-01-31 12:00:00\n\n\
             migration   002_create_posts\n\
             state       pending"
        );
    }
}
