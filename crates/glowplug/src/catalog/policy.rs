use serde::{Deserialize, Serialize};

/// A policy of row level security.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// `PERMISSIVE`; otherwise `RESTRICTIVE`.
    pub permissive: bool,
    /// `ALL`, `SELECT`, `INSERT`, `UPDATE`, `DELETE`.
    pub command: String,
    /// For whom: names of roles, `public` for all; ordered.
    pub roles: Vec<String>,
    /// `USING`, as the database writes it.
    pub using: Option<String>,
    /// `WITH CHECK`, as the database writes it.
    pub check: Option<String>,
    /// `COMMENT ON POLICY`.
    pub comment: Option<String>,
}
