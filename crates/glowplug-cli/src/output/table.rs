use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, presets,
};

use super::{Paint, plain};

/// A table without lines: a header, and columns two blanks apart.
pub(crate) struct Grid {
    table: Table,
    paint: Paint,
    columns: Vec<Align>,
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// For names, which are never wrapped: people copy them.
    Name,
    /// For texts.
    Left,
    /// For numbers.
    Right,
}

impl Grid {
    /// A table with these columns.
    pub(crate) fn new(paint: Paint, columns: &[(&str, Align)]) -> Self {
        let aligns: Vec<Align> = columns.iter().map(|(_, align)| *align).collect();
        let mut grid = Self::bare(paint, &aligns);
        grid.table.set_header(columns.iter().map(|(name, _)| {
            let cell = Cell::new(plain(name));
            if paint.is_on() {
                cell.add_attribute(Attribute::Bold)
            } else {
                cell
            }
        }));
        grid.align();
        grid
    }

    /// A table without a header.
    pub(crate) fn bare(paint: Paint, columns: &[Align]) -> Self {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        if paint.is_on() {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        if paint.terminal()
            && let Some(columns) = width(&Table::new())
        {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(columns);
        }
        Self {
            table,
            paint,
            columns: columns.to_owned(),
        }
    }

    /// Aligns the columns, which are there from the first row on.
    fn align(&mut self) {
        for (number, align) in self.columns.iter().enumerate() {
            if let Some(column) = self.table.column_mut(number) {
                column.set_padding((0, 2));
                match align {
                    Align::Name => {
                        column.set_constraint(ColumnConstraint::ContentWidth);
                    }
                    Align::Left => {}
                    Align::Right => column.set_cell_alignment(CellAlignment::Right),
                }
            }
        }
    }

    /// Leaves long lines to the terminal: a column of single letters helps nobody.
    #[must_use]
    pub(crate) fn unwrapped(mut self) -> Self {
        self.table
            .set_content_arrangement(ContentArrangement::Disabled);
        self
    }

    /// Adds a row. Control characters are shown, never sent to the terminal.
    pub(crate) fn row<I: IntoIterator<Item = S>, S: AsRef<str>>(&mut self, cells: I) {
        self.table.add_row(
            cells
                .into_iter()
                .map(|cell| Cell::new(plain(cell.as_ref()))),
        );
        self.align();
    }

    /// Adds a row, one of whose cells stands out.
    pub(crate) fn marked_row(&mut self, cells: &[String], marked: usize, mark: Mark) {
        let paint = self.paint;
        self.table
            .add_row(cells.iter().enumerate().map(|(number, text)| {
                let cell = Cell::new(plain(text));
                match mark {
                    Mark::Good if number == marked && paint.is_on() => cell.fg(Color::Green),
                    Mark::Open if number == marked && paint.is_on() => cell.fg(Color::Yellow),
                    Mark::Bad if number == marked && paint.is_on() => cell.fg(Color::Red),
                    _ => cell,
                }
            }));
    }

    /// The text.
    pub(crate) fn text(&self) -> String {
        self.table.trim_fmt()
    }
}

/// How many columns the terminal has, if standard error is one.
pub(crate) fn terminal_width() -> Option<usize> {
    width(Table::new().use_stderr()).map(usize::from)
}

/// A terminal that says it has no columns, or nearly none, does not know.
fn width(table: &Table) -> Option<u16> {
    table.width().filter(|columns| *columns >= 20)
}

/// What a marked cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// All is well.
    Good,
    /// To be done.
    Open,
    /// To be looked at.
    Bad,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_escapes_are_shown() {
        let mut grid = Grid::new(
            Paint::new(false, false),
            &[("name", Align::Left), ("rows", Align::Right)],
        );
        grid.row(["users", "5"]);
        grid.row(["\u{1b}[31mred", "12345"]);
        assert_eq!(
            grid.text(),
            "name          rows\nusers            5\n\\x1b[31mred  12345"
        );
    }
}
