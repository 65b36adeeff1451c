//! The reasons why no migration can be generated.

use glowplug::error::{Direction, ServerError};

use crate::change::{Change, Step, Unsupported};

/// Why no migration can be generated.
#[derive(Debug)]
pub enum Blocked {
    /// The database has no statement for some changes.
    Unsupported(Vec<Unsupported>),
    /// The scratch database refused a statement.
    Rejected {
        /// The statement.
        step: Box<Step>,
        /// The direction of the statement.
        direction: Direction,
        /// The error of the server.
        error: Box<ServerError>,
    },
    /// The statements do not reach the target schema.
    Incomplete {
        /// The direction of the statements.
        direction: Direction,
        /// The changes that are missing.
        changes: Vec<Change>,
    },
}

impl Blocked {
    /// Formats the reason on one line; omits the default schema.
    pub(super) fn display_name(&self, default: Option<&str>) -> String {
        match self {
            Self::Unsupported(impossible) => {
                let reasons = impossible.iter().map(|one| {
                    let (kind, name) = (one.object.kind(), one.object.display_name(default));
                    format!("{kind} `{name}`: {}", one.reason)
                });
                reasons.collect::<Vec<_>>().join("; ")
            }
            Self::Rejected { step, error, .. } => {
                let sql: Vec<&str> = step.sql.split_whitespace().collect();
                format!(
                    "the database refuses `{}`: {}",
                    sql.join(" "),
                    error.message
                )
            }
            Self::Incomplete { changes, .. } => {
                let changes = changes.iter().map(|change| change.display_name(default));
                let changes: Vec<String> = changes.collect();
                format!("no statements are known for: {}", changes.join("; "))
            }
        }
    }
}
