//! The location of the bookkeeping tables.

/// The location of the bookkeeping tables, and which of them exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BookkeepingLocation {
    /// The prefix that qualifies the tables.
    pub prefix: String,
    /// Those of the requested tables that exist.
    pub tables: Vec<String>,
    /// Whether one of them may not be as a runner creates it.
    pub is_suspicious: bool,
}
