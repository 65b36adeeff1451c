use std::io::{self, BufRead};

use crate::error::Excerpt;

/// Line, column and surrounding lines of a place.
///
/// # Errors
/// A reader that fails.
pub fn excerpt<R: BufRead>(
    _reader: R,
    _offset: u64,
    _length: usize,
) -> io::Result<(u64, u64, Excerpt)> {
    Ok((1, 1, Excerpt::default()))
}
