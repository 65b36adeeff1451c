//! Scripts, read as statements with their actions, transactions and comments.

use std::io::Read;
use std::path::PathBuf;

use glowplug::Database;
use glowplug::source::Script as Source;
use glowplug::sql::{PieceKind, SplitError, analyze, pieces};

use crate::action::{Action, Span};
use crate::place::Lines;
use crate::reader::cursor::tokens;
use crate::reader::{Located, read};

/// Scripts that are applied together.
#[derive(Debug, Default)]
pub(crate) struct Unit {
    pub(crate) name: String,
    pub(crate) run_in_transaction: bool,
    pub(crate) scripts: Vec<Script>,
    /// Whether it changes a table.
    pub(crate) alters: bool,
    /// The statements of all scripts.
    pub(crate) statements: Vec<Statement>,
}

/// A script.
#[derive(Debug, Default)]
pub(crate) struct Script {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) lines: Lines,
    pub(crate) comments: Vec<Span>,
    /// Why it cannot be read further, and what to do.
    pub(crate) problem: Option<Problem>,
}

/// Why a script cannot be read.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) span: Span,
}

/// A statement.
#[derive(Debug)]
pub(crate) struct Statement {
    /// The number of its script.
    pub(crate) script: usize,
    pub(crate) span: Span,
    pub(crate) actions: Vec<Located>,
    pub(crate) in_transaction: bool,
    /// A number that statements of one transaction share.
    pub(crate) transaction: usize,
}

impl Unit {
    /// Reads scripts.
    pub(crate) fn read(
        database: Database,
        name: &str,
        run_in_transaction: bool,
        sources: &[Source],
    ) -> Result<Self, glowplug::Error> {
        let mut unit = Self {
            name: name.to_owned(),
            run_in_transaction,
            ..Self::default()
        };
        for source in sources {
            unit.add(database, source)?;
        }
        let mut actions = unit.statements.iter().flat_map(|other| &other.actions);
        unit.alters = actions.any(|it| matches!(it.action, Action::AlterTable { .. }));
        Ok(unit)
    }

    fn add(&mut self, database: Database, source: &Source) -> Result<(), glowplug::Error> {
        let mut bytes = Vec::new();
        let path = source.path().to_owned();
        source
            .open()?
            .read_to_end(&mut bytes)
            .map_err(|error| glowplug::Error::Io {
                action: "read",
                path: path.clone(),
                source: error,
            })?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        let mut script = Script {
            path,
            lines: Lines::of(&text),
            text,
            ..Script::default()
        };
        let number = self.scripts.len();
        self.statements.extend(split(database, &mut script, number));
        self.scripts.push(script);
        Ok(())
    }

    /// Returns true if a run that applies several migrations begins a transaction with this one.
    pub(crate) fn begins_transaction(&self, database: Database) -> bool {
        let mut scripts = self.scripts.iter();
        scripts.any(|it| analyze(database, it.text.as_bytes()).is_ok_and(|it| it.validates))
    }

    /// Marks which statements share a transaction. They are numbered from `*number`, which is theirs if
    /// they run in one.
    pub(crate) fn mark_transactions(&mut self, number: &mut usize) {
        let mut is_open = self.run_in_transaction;
        for statement in &mut self.statements {
            let first = statement.actions.first().map(|located| &located.action);
            match first {
                Some(Action::Begin) if !is_open => {
                    is_open = true;
                    *number += 1;
                }
                _ if !is_open => *number += 1,
                _ => {}
            }
            statement.in_transaction = is_open;
            statement.transaction = *number;
            if matches!(first, Some(Action::Commit | Action::Rollback)) && !self.run_in_transaction
            {
                is_open = false;
            }
        }
    }
}

fn split(database: Database, script: &mut Script, number: usize) -> Vec<Statement> {
    let text = std::mem::take(&mut script.text);
    let mut statements = Vec::new();
    for piece in pieces(database, text.as_bytes()) {
        let piece = match piece {
            Ok(piece) => piece,
            Err(error) => {
                script.problem = Some(problem(error));
                break;
            }
        };
        let offset = usize::try_from(piece.point.offset).unwrap_or(usize::MAX);
        let part = tokens(database, &piece.text, offset);
        script.comments.extend(part.comments);
        if piece.kind == PieceKind::Statement {
            let span = Span {
                start: offset,
                end: offset + piece.text.len(),
            };
            statements.push(Statement {
                script: number,
                span,
                actions: actions(database, &text, &part.code),
                in_transaction: false,
                transaction: 0,
            });
        }
    }
    script.text = text;
    statements
}

fn actions(database: Database, text: &str, code: &[crate::reader::cursor::Token]) -> Vec<Located> {
    read(database, text, code)
}

fn problem(error: SplitError) -> Problem {
    match error {
        SplitError::Problem(problem) => {
            let start = usize::try_from(problem.point.offset).unwrap_or(usize::MAX);
            Problem {
                message: problem.message,
                span: Span {
                    start,
                    end: start.saturating_add(problem.point.length),
                },
            }
        }
        SplitError::Read(error) => Problem {
            message: format!("the script cannot be read: {error}"),
            span: Span::default(),
        },
    }
}
