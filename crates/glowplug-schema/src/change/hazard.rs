//! Hazards: what can go wrong when a statement runs on a database that is in use.

use serde::Serialize;

/// A hazard of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hazard {
    /// Its kind.
    pub kind: HazardKind,
    /// Why it applies here.
    pub why: String,
    /// What is locked, and for how long; empty if the hazard is data loss alone.
    pub locks: String,
    /// The safer alternative.
    pub safer: String,
}

/// Kinds of hazards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HazardKind {
    /// Rows or values are lost. Must be allowed explicitly.
    DataLoss,
    /// The whole table is rewritten.
    TableRewrite,
    /// Other sessions are blocked for as long as it takes to read or write a whole table.
    LongLock,
    /// The statement fails if existing rows do not fit.
    MayFail,
}

impl HazardKind {
    /// Returns the name by which it is allowed and reported.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DataLoss => "data-loss",
            Self::TableRewrite => "table-rewrite",
            Self::LongLock => "long-lock",
            Self::MayFail => "may-fail",
        }
    }
}
