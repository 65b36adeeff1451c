//! Policies of row-level security.

use serde::{Deserialize, Serialize};

/// A policy of row-level security.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// `PERMISSIVE`; otherwise `RESTRICTIVE`.
    pub permissive: bool,
    /// `ALL`, `SELECT`, `INSERT`, `UPDATE`, `DELETE`.
    pub command: String,
    /// The roles it applies to, `public` for all; sorted.
    pub roles: Vec<String>,
    /// `USING`, as the database prints it.
    pub using: Option<String>,
    /// `WITH CHECK`, as the database prints it.
    pub check: Option<String>,
    /// `COMMENT ON POLICY`.
    pub comment: Option<String>,
}
