//! What every function tells of itself: a `tracing` span with its table, keys and row count.

use crate::page::Page;

/// How many rows a result stands for.
pub(crate) trait Rows {
    /// The number of rows.
    fn rows(&self) -> usize;
}

impl<T> Rows for Vec<T> {
    fn rows(&self) -> usize {
        self.len()
    }
}

impl<T> Rows for Page<T> {
    fn rows(&self) -> usize {
        self.items.len()
    }
}

impl<T> Rows for Option<T> {
    fn rows(&self) -> usize {
        usize::from(self.is_some())
    }
}

impl Rows for usize {
    fn rows(&self) -> usize {
        *self
    }
}

/// Writes the row count of a result into the function's span, and hands the result on.
pub(crate) fn counted<T: Rows>(result: T) -> T {
    tracing::Span::current().record("rows", result.rows());
    result
}

/// The same for a result that is one row.
pub(crate) fn one<T>(row: T) -> T {
    tracing::Span::current().record("rows", 1_usize);
    row
}
