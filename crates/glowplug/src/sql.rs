//! Splits scripts into statements, as the shell of each database does, and rejects what may not be
//! in a migration. Scripts are streamed: memory is needed only for the longest statement.
//!
//! The lexers of `sqlparser` and `squawk` are not used because they need the whole text in memory,
//! and do not know the clients' rules (`DELIMITER`, backslash commands), while splitting needs only
//! a tenth of their tokens.
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

mod analysis;
mod body;
mod control;
mod excerpt;
mod facts;
mod lexemes;
mod lexer;
mod pieces;
mod rebuild;
mod spans;
mod statement;
mod tokens;
mod unsupported;
mod window;

use std::io::BufRead;

pub(crate) use analysis::Analyzer;
pub use analysis::{Point, ScriptAnalysis, analyze};
pub use excerpt::excerpt;
pub use facts::{Classifier, Facts};
pub use lexemes::{Lexeme, LexemeKind, lexemes};
pub use pieces::{Piece, PieceKind, Pieces, pieces};
pub use spans::{Span, SpanKind, spans};
pub use statement::{Control, Statement};

use crate::model::Database;

/// The reason why a script cannot be split.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// The script cannot be read, or is not UTF-8.
    #[error("cannot read the script")]
    Read(#[from] std::io::Error),
    /// The script contains something that is not SQL, or that is not terminated.
    #[error("{0}")]
    Problem(Problem),
}

/// A problem in a script, with its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The problem, for example ``the string that starts here is not terminated``.
    pub message: String,
    /// How to fix it.
    pub advice: String,
    /// Its position.
    pub point: Point,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// An iterator over the statements of a script. It ends after an error.
pub struct Statements<R> {
    database: Database,
    pieces: Pieces<R>,
    number: usize,
    over: bool,
}

/// Splits a script into statements.
///
/// A byte order mark is dropped, as are comments and whitespace around statements. The text of a
/// statement is kept byte for byte, including line endings. The servers' defaults are assumed:
/// `standard_conforming_strings` is on, and `sql_mode` contains neither `ANSI_QUOTES` nor
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
    /// Returns the size of the text buffer in bytes: the longest statement or comment so far, plus
    /// what is read at once.
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
            return Some(match unsupported::of_statement(&statement) {
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
