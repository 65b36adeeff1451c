//! Positions in files, with an excerpt.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

/// A position in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file; for a migration embedded in a program, its path at build time.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// The surrounding lines.
    pub excerpt: Excerpt,
}

/// Some lines of a file, with a marked range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The number of the first line, from 1.
    pub first_line: u64,
    /// The lines; very long ones are truncated.
    pub text: String,
    /// The marked byte range of `text`.
    pub marked: Range<usize>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path.display(), self.line, self.column)
    }
}
