use std::fmt;

use serde::{Serialize, Serializer};

use crate::change::Change;
use crate::error::{Direction, Error};

/// What keeps a migration from being proved.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum Fault {
    /// `up` fails.
    Up(#[serde(serialize_with = "message")] Box<Error>),
    /// `up` leads to another schema than the declared one.
    NotDeclared {
        /// What would still have to change.
        changes: Vec<Change>,
    },
    /// `down` fails, or is not there.
    Down(#[serde(serialize_with = "message")] Box<Error>),
    /// `down` does not lead back to the schema from before.
    NotFormer {
        /// What would still have to change.
        changes: Vec<Change>,
    },
    /// The second `up` fails.
    UpAgain(#[serde(serialize_with = "message")] Box<Error>),
    /// The second `up` leads to another schema than the first.
    NotTheSame {
        /// What would still have to change.
        changes: Vec<Change>,
    },
}

impl Fault {
    /// It in words, for people, who leave out the default schema.
    pub fn told(&self, default: Option<&str>) -> String {
        let (what, changes) = match self {
            Self::Up(error) => return failed("`up` fails", error),
            Self::Down(error) => return failed("`down` fails", error),
            Self::UpAgain(error) => return failed("`up` fails when it runs again", error),
            Self::NotDeclared { changes } => (
                "`up` does not give the declared schema; what is missing",
                changes,
            ),
            Self::NotFormer { changes } => (
                "`down` does not give back the former schema; what is missing",
                changes,
            ),
            Self::NotTheSame { changes } => (
                "`up` gives another schema when it runs again; what is missing",
                changes,
            ),
        };
        let changes = changes.iter().map(|change| change.told(default));
        format!("{what}: {}", changes.collect::<Vec<_>>().join("; "))
    }

    /// It in short: what fails, and what the server says, without the place in a file.
    pub fn brief(&self) -> String {
        let (what, error) = match self {
            Self::Up(error) | Self::UpAgain(error) => ("`up` fails", error),
            Self::Down(error) => ("`down` fails", error),
            _ => return self.to_string(),
        };
        match std::error::Error::source(error) {
            Some(cause) => format!("{what}: {cause}"),
            None => format!("{what}: {error}"),
        }
    }

    /// In which direction something failed, rather than led elsewhere.
    pub(super) const fn direction(&self) -> Option<Direction> {
        match self {
            Self::Up(_) | Self::UpAgain(_) => Some(Direction::Up),
            Self::Down(_) => Some(Direction::Down),
            _ => None,
        }
    }
}

fn failed(what: &str, error: &Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{what}: {error}: {cause}"),
        None => format!("{what}: {error}"),
    }
}

fn message<S: Serializer>(error: &Error, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(error)
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(None))
    }
}
