//! The `tracing` span of every function, with its table, keys and row count.

use crate::page::Page;

/// A result with a number of rows.
pub(crate) trait Rows {
    /// Returns the number of rows.
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

/// Records the row count of a result in the function's span, and returns the result.
pub(crate) fn counted<T: Rows>(result: T) -> T {
    tracing::Span::current().record("rows", result.rows());
    result
}

/// Records a row count of one in the function's span, and returns the row.
pub(crate) fn one<T>(row: T) -> T {
    tracing::Span::current().record("rows", 1_usize);
    row
}
