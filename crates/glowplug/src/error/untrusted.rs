//! Bookkeeping tables that cannot be trusted.

use std::fmt;

/// A bookkeeping table that is not as a runner creates it, so that somebody else's code may run
/// with our privileges when it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UntrustedTable {
    /// The table, with its schema where there is one.
    pub table: String,
    /// What is wrong with it, for example ``belongs to `eve` ``.
    pub reason: String,
    /// How to fix it.
    pub advice: String,
    /// Whether even reading the table is unsafe.
    pub unreadable: bool,
}

impl fmt::Display for UntrustedTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.table, self.reason)
    }
}
