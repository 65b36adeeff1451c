use serde::{Deserialize, Serialize};

use super::{Index, QualifiedName, Trigger};

/// A view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its name.
    pub name: QualifiedName,
    /// Whether its rows are stored.
    pub materialized: bool,
    /// The query as the database writes it, without `CREATE VIEW … AS` and without `;`.
    pub query: String,
    /// The names and types of its columns, in order; types empty where the database knows none.
    pub columns: Vec<(String, String)>,
    /// `security_barrier=true`, `check_option=local`…, `ALGORITHM=MERGE`, `SQL SECURITY INVOKER`;
    /// ordered.
    pub options: Vec<String>,
    /// The indexes of a materialized view.
    #[serde(default)]
    pub indexes: Vec<Index>,
    /// `INSTEAD OF` triggers.
    #[serde(default)]
    pub triggers: Vec<Trigger>,
    /// Rules, without the one that makes it a view.
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// `COMMENT ON VIEW`.
    pub comment: Option<String>,
    /// The comments of its columns.
    pub column_comments: Vec<(String, String)>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// The whole statement as the database writes it.
    pub definition: String,
    /// `COMMENT ON RULE`.
    pub comment: Option<String>,
}
