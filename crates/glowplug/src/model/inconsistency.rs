//! Inconsistencies between a database and its migration files.

use std::fmt;

use serde::Serialize;

use super::Version;

/// An inconsistency between database and files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inconsistency {
    /// Its kind.
    pub kind: InconsistencyKind,
    /// The version that it concerns.
    pub version: Version,
    /// The migration's name.
    pub name: String,
}

/// Kinds of inconsistencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InconsistencyKind {
    /// The text was edited after the migration was applied.
    Edited,
    /// The migration is applied, and its folder does not exist.
    Missing,
    /// The migration is pending, and older than the newest applied one.
    OutOfOrder,
    /// The migration was started and not finished, statement by statement.
    Unfinished,
    /// The migration was started and not finished, and its folder does not exist.
    UnfinishedMissing,
    /// Diesel applied the migration (the command or a service); the next `up` records that.
    AppliedByDiesel,
    /// Diesel reverted the migration (the command or a service); the next `up` records that.
    RevertedByDiesel,
}

impl InconsistencyKind {
    /// Returns true if the user has to act; the next `up` resolves the other kinds.
    pub const fn needs_action(self) -> bool {
        !matches!(self, Self::AppliedByDiesel | Self::RevertedByDiesel)
    }
}

impl Inconsistency {
    /// Returns what to do about it.
    pub const fn advice(&self) -> &'static str {
        match self.kind {
            InconsistencyKind::Edited => {
                "restore the old text and write a new migration, or accept the text as it is now \
                 with `repair`"
            }
            InconsistencyKind::Missing => {
                "restore the folder, revert it with `down` (which is stored, if it had one), or \
                 continue without it with `--allow missing`"
            }
            InconsistencyKind::OutOfOrder => {
                "give it a newer version, or apply it late with `--allow out-of-order`"
            }
            InconsistencyKind::Unfinished => {
                "run the interrupted `up` or `down` again to continue; an `up` can be reverted \
                 with `down`"
            }
            InconsistencyKind::UnfinishedMissing => {
                "restore the folder and run the interrupted `up` or `down` again, revert it with \
                 `down` (its `down.sql` is stored, if it had one), or ignore it with `--allow missing`"
            }
            InconsistencyKind::AppliedByDiesel | InconsistencyKind::RevertedByDiesel => {
                "nothing: the next `up` records it"
            }
        }
    }
}

impl fmt::Display for Inconsistency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.kind {
            InconsistencyKind::Edited => write!(f, "`{name}` was edited after it was applied"),
            InconsistencyKind::Missing => {
                write!(f, "`{name}` is applied, but its folder is missing")
            }
            InconsistencyKind::OutOfOrder => {
                write!(
                    f,
                    "`{name}` is pending, and older than the newest applied migration"
                )
            }
            InconsistencyKind::Unfinished => write!(f, "`{name}` was started but not finished"),
            InconsistencyKind::UnfinishedMissing => {
                write!(
                    f,
                    "`{name}` was started but not finished, and its folder is missing"
                )
            }
            InconsistencyKind::AppliedByDiesel => {
                write!(f, "`{name}` was applied by diesel or a service")
            }
            InconsistencyKind::RevertedByDiesel => {
                write!(f, "`{name}` was reverted by diesel or a service")
            }
        }
    }
}
