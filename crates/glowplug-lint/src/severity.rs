//! How much a finding matters.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The severity of a finding; the least severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Remark,
    /// Risky in some circumstances.
    Warning,
    /// Blocks others, loses data or fails on tables with rows.
    Error,
}

impl Severity {
    /// Returns its name in settings and options.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Remark => "remark",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
