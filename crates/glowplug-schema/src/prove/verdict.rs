//! The verdict on a migration.

use serde::Serialize;

use super::Proof;

/// The verdict of a proof. Generated and hand-written migrations have the same verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The migration works, and all rows are preserved.
    Proved,
    /// The migration works on empty tables, but a statement fails on the generated rows: whether it
    /// works depends on the existing rows.
    ProvedOnEmptyTables,
    /// The migration works, but rows or values are lost.
    ProvedWithLosses,
    /// The migration does not work.
    NotProved,
}

impl Verdict {
    /// Returns the verdict in words.
    pub const fn display_name(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::ProvedOnEmptyTables => "proved on empty tables only",
            Self::ProvedWithLosses => "proved, and loses rows or values",
            Self::NotProved => "not proved",
        }
    }
}

impl Proof {
    /// Returns the verdict.
    pub const fn verdict(&self) -> Verdict {
        if !self.faults.is_empty() {
            Verdict::NotProved
        } else if !self.lost.is_empty() {
            Verdict::ProvedWithLosses
        } else if self.with_rows.is_some() {
            Verdict::ProvedOnEmptyTables
        } else {
            Verdict::Proved
        }
    }
}
