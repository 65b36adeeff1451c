use serde::Serialize;

/// What is dangerous about a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hazard {
    /// Which danger.
    pub kind: HazardKind,
    /// Why it is one here.
    pub why: String,
    /// What it locks, and for how long; empty when it only loses data.
    pub locks: String,
    /// The safer way.
    pub safer: String,
}

/// Kinds of danger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HazardKind {
    /// Rows or values are gone afterwards. Needs to be allowed.
    DataLoss,
    /// The whole table is written anew.
    TableRewrite,
    /// Others wait for as long as it takes to read or write a whole table.
    LongLock,
    /// It fails where the rows that are there do not fit.
    MayFail,
}

impl HazardKind {
    /// The name by which it is allowed and reported.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DataLoss => "data-loss",
            Self::TableRewrite => "table-rewrite",
            Self::LongLock => "long-lock",
            Self::MayFail => "may-fail",
        }
    }
}
