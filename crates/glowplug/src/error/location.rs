use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

/// A point in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file; for a migration that is built into a program, its path when it was built.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// The lines around it.
    pub excerpt: Excerpt,
}

/// Some lines of a file, and what is marked in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The number of the first line, from 1.
    pub first_line: u64,
    /// The lines, cut where they are very long.
    pub text: String,
    /// The marked bytes of `text`.
    pub marked: Range<usize>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path.display(), self.line, self.column)
    }
}
