//! The faults that a proof finds.

use std::fmt;
use std::path::Path;

use glowplug::error::{Class, Direction, Error};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::broken_objects::Broken;
use crate::change::Change;

/// A reason why a migration is not proved.
#[derive(Debug)]
pub enum Fault {
    /// An earlier migration fails, so it could not be tried.
    Earlier(Box<Error>),
    /// `up` fails.
    Up(Box<Error>),
    /// `up` does not reach the declared schema.
    NotDeclared {
        /// The changes that are missing.
        changes: Vec<Change>,
    },
    /// `down` fails or is missing.
    Down(Box<Error>),
    /// `down` does not restore the previous schema.
    NotFormer {
        /// The changes that are missing.
        changes: Vec<Change>,
    },
    /// An existing object no longer works.
    Broken {
        /// The direction after which it fails.
        direction: Direction,
        /// The objects, with the errors of the database.
        broken: Vec<Broken>,
    },
    /// The second `up` fails.
    UpAgain(Box<Error>),
    /// The second `up` reaches another schema than the first.
    NotTheSame {
        /// The changes that are missing.
        changes: Vec<Change>,
    },
}

/// The field `fault` holds the name of the fault; the others hold its details.
impl Serialize for Fault {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fault = serializer.serialize_struct("Fault", 2)?;
        fault.serialize_field("fault", self.name())?;
        match self {
            Self::Earlier(error) | Self::Up(error) | Self::Down(error) | Self::UpAgain(error) => {
                fault.serialize_field("message", &caused(error))?;
            }
            Self::NotDeclared { changes }
            | Self::NotFormer { changes }
            | Self::NotTheSame { changes } => fault.serialize_field("changes", changes)?,
            Self::Broken { broken, .. } => fault.serialize_field("broken", broken)?,
        }
        fault.end()
    }
}

impl Fault {
    /// Returns a stable name for programs.
    const fn name(&self) -> &'static str {
        match self {
            Self::Earlier(_) => "earlier",
            Self::Up(_) => "up",
            Self::NotDeclared { .. } => "not_declared",
            Self::Down(_) => "down",
            Self::Broken { .. } => "broken",
            Self::NotFormer { .. } => "not_former",
            Self::UpAgain(_) => "up_again",
            Self::NotTheSame { .. } => "not_the_same",
        }
    }

    /// Corrects the position for lines that are added at the top of a file.
    pub(super) fn add_lines(&mut self, file: &Path, lines: u64) {
        let (Self::Up(error) | Self::Down(error) | Self::UpAgain(error)) = self else {
            return;
        };
        if let Error::Migration(failure) = &mut **error
            && let Some(location) = &mut failure.location
            && location.path == file
        {
            location.line += lines;
            location.excerpt.first_line += lines;
        }
    }

    /// Formats the fault for display; omits the default schema.
    pub fn display_name(&self, default: Option<&str>) -> String {
        let (what, changes) = match self {
            Self::Earlier(error) => {
                return failed(
                    "it cannot be tried, because a migration before it fails",
                    error,
                );
            }
            Self::Up(error) => return failed("`up` fails", error),
            Self::Down(error) => return failed("`down` fails", error),
            Self::UpAgain(error) => return failed("`up` fails when it runs again", error),
            Self::Broken { direction, broken } => return unusable(*direction, broken, default),
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
        let changes = changes.iter().map(|change| change.display_name(default));
        format!("{what}: {}", changes.collect::<Vec<_>>().join("; "))
    }

    /// Formats the fault briefly: what fails and the server's message, without the location in a
    /// file.
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

    /// Returns the direction in which a statement failed; `None` if none did, but the result is
    /// wrong.
    pub const fn direction(&self) -> Option<Direction> {
        match self {
            Self::Up(_) | Self::UpAgain(_) => Some(Direction::Up),
            Self::Down(_) => Some(Direction::Down),
            _ => None,
        }
    }
}

fn unusable(direction: Direction, broken: &[Broken], default: Option<&str>) -> String {
    let told = broken.iter().map(|Broken { object, message }| {
        let object = object.display_name(default);
        format!("{} `{object}`: {message}", object.kind())
    });
    let told: Vec<String> = told.collect();
    let name = match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    format!(
        "`{name}` leaves what works no more, so drop or change it in the same migration: {}",
        told.join("; ")
    )
}

fn failed(what: &str, error: &Error) -> String {
    format!("{what}: {}", caused(error))
}

/// Formats an error with its causes, outermost first.
fn caused(error: &Error) -> String {
    let mut told = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        told.push_str(&format!(": {cause}"));
        next = cause.source();
    }
    if is_missing(error) {
        told.push_str(
            " (a scratch database holds only what the migrations make: `prepare` in `[scratch]` of \
             `.glowplug.toml` names a script that makes the rest)",
        );
    }
    told
}

/// Returns true if an object is missing that no migration creates.
fn is_missing(error: &Error) -> bool {
    match error {
        Error::Scratch(inner) | Error::Confined(inner) => is_missing(inner),
        Error::Migration(failure) => {
            failure.direction == Direction::Up && failure.error.class == Class::Missing
        }
        _ => false,
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.display_name(None))
    }
}
