//! Views, materialized views and rules.

use serde::{Deserialize, Serialize};

use super::{Index, QualifiedName, Trigger};

/// A view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its name.
    pub name: QualifiedName,
    /// Whether it is a materialized view.
    pub materialized: bool,
    /// The query, as the database prints it, without `CREATE VIEW … AS` and without `;`.
    pub query: String,
    /// The names and types of its columns, in order; a type is empty if the database does not know
    /// it.
    pub columns: Vec<(String, String)>,
    /// `security_barrier=true`, `check_option=local`…, `ALGORITHM=MERGE`, `SQL SECURITY INVOKER`;
    /// sorted.
    pub options: Vec<String>,
    /// The indexes of a materialized view.
    #[serde(default)]
    pub indexes: Vec<Index>,
    /// `INSTEAD OF` triggers.
    #[serde(default)]
    pub triggers: Vec<Trigger>,
    /// Its rules, without the one that implements the view.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// `COMMENT ON VIEW`.
    pub comment: Option<String>,
    /// The comments of its columns.
    pub column_comments: Vec<(String, String)>,
    /// PostgreSQL: the defaults of its columns, for rows inserted through it.
    #[serde(default)]
    pub column_defaults: Vec<(String, String)>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// The whole statement, as the database prints it.
    pub definition: String,
    /// `COMMENT ON RULE`.
    pub comment: Option<String>,
}
