//! Splits scripts into statements, for each database as its own shell would, and finds what may
//! not stand in them. Reads as a stream: a script of any size needs the memory of its longest
//! statement.

//!
//! The lexer is our own: those of `sqlparser` and `squawk` want the whole text in memory, and know
//! no client's rules (`DELIMITER`, backslash commands), while this needs a tenth of their tokens.
//!
//! ```
//! use glowplug::Database;
//!
//! let script = "CREATE TABLE a (b text); -- one\nINSERT INTO a VALUES ($$;$$);\n";
//! let statements: Result<Vec<_>, _> =
//!     glowplug::sql::statements(Database::Postgres, script.as_bytes()).collect();
//! let statements = statements?;
//! assert_eq!(statements[1].text, "INSERT INTO a VALUES ($$;$$)");
//! assert_eq!((statements[1].point.line, statements[1].point.column), (2, 1));
//! # Ok::<(), glowplug::sql::SplitError>(())
//! ```

mod body;
mod control;
mod excerpt;
mod lexer;
mod pieces;
mod rebuild;
mod refusal;
mod statement;
mod survey;
mod tokens;
mod window;

use std::io::BufRead;

pub use excerpt::excerpt;
pub use pieces::{Piece, PieceKind, Pieces, pieces};
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

/// The statements of a script, one after the other. After an error there are no more.
pub struct Statements<R> {
    database: Database,
    pieces: Pieces<R>,
    number: usize,
    over: bool,
}

/// Splits a script into statements.
///
/// A byte order mark is dropped; comments and blanks around statements are, too. The text of a
/// statement is kept byte for byte, line endings included. The servers' defaults are taken for
/// granted: `standard_conforming_strings` is on, and `sql_mode` has neither `ANSI_QUOTES` nor
/// `NO_BACKSLASH_ESCAPES`.
pub fn statements<R: BufRead>(database: Database, reader: R) -> Statements<R> {
    Statements {
        database,
        pieces: pieces(database, reader),
        number: 0,
        over: false,
    }
}

impl<R> Statements<R> {
    /// How much memory the text takes that is being looked at: the longest statement or comment
    /// so far, and what is read at once.
    pub const fn capacity(&self) -> usize {
        self.pieces.capacity()
    }
}

impl<R: BufRead> Iterator for Statements<R> {
    type Item = Result<Statement, SplitError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.over {
            let found = match self.pieces.find()? {
                Ok(found) => found,
                Err(error) => return Some(Err(error)),
            };
            if found.kind != PieceKind::Statement {
                continue;
            }
            self.number += 1;
            let text = self.pieces.text(&found);
            let statement = Statement::new(self.database, text, self.number, found.point);
            return Some(match refusal::of_statement(&statement) {
                None => Ok(statement),
                Some(problem) => {
                    self.over = true;
                    Err(SplitError::Problem(problem))
                }
            });
        }
        None
    }
}
