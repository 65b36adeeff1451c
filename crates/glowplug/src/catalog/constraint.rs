//! Constraints of tables: keys, checks, foreign keys and exclusions.

use serde::{Deserialize, Serialize};

use super::QualifiedName;

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    /// Its name; constraints of SQLite may have none.
    pub name: Option<String>,
    /// What it requires.
    pub kind: ConstraintKind,
    /// The text after `CONSTRAINT name`, as the database prints it; without `NOT VALID`.
    pub definition: String,
    /// When it is checked.
    pub deferral: Deferral,
    /// Whether all rows were checked (otherwise `NOT VALID`); MySQL: whether it is enforced.
    pub validated: bool,
    /// Whether child tables do not inherit it.
    pub no_inherit: bool,
    /// `COMMENT ON CONSTRAINT`.
    pub comment: Option<String>,
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deferral {
    /// After each statement.
    #[default]
    None,
    /// After each statement, unless the transaction defers it.
    InitiallyImmediate,
    /// At commit.
    InitiallyDeferred,
}

/// What a constraint requires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConstraintKind {
    /// `PRIMARY KEY`.
    PrimaryKey {
        /// Its columns, in order.
        columns: Vec<String>,
        /// `INCLUDE`.
        include: Vec<String>,
    },
    /// `UNIQUE`.
    Unique {
        /// Its columns, in order.
        columns: Vec<String>,
        /// `INCLUDE`.
        include: Vec<String>,
        /// `NULLS NOT DISTINCT`.
        nulls_not_distinct: bool,
    },
    /// `CHECK`.
    Check {
        /// The expression, as the database prints it.
        expression: String,
    },
    /// `FOREIGN KEY`.
    Foreign(ForeignKey),
    /// `EXCLUDE`.
    Exclusion,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// Its columns.
    pub columns: Vec<String>,
    /// The table it references.
    pub references: QualifiedName,
    /// The columns of that table, one for each of `columns`.
    pub referenced: Vec<String>,
    /// `ON UPDATE`.
    pub on_update: ReferentialAction,
    /// `ON DELETE`.
    pub on_delete: ReferentialAction,
    /// PostgreSQL 15: the columns that `ON DELETE SET …` sets, if not all.
    pub sets: Vec<String>,
    /// `MATCH`.
    pub matching: Match,
}

/// What happens to the referencing rows when a referenced row is deleted or updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferentialAction {
    /// `NO ACTION`.
    #[default]
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

impl ReferentialAction {
    /// Returns the action as it follows `ON DELETE`; `None` for the default.
    pub const fn written(self) -> Option<&'static str> {
        match self {
            Self::NoAction => None,
            Self::Restrict => Some("RESTRICT"),
            Self::Cascade => Some("CASCADE"),
            Self::SetNull => Some("SET NULL"),
            Self::SetDefault => Some("SET DEFAULT"),
        }
    }
}

/// How a foreign key treats rows in which some of its columns are `NULL`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// They are not checked.
    #[default]
    Simple,
    /// They are rejected, unless all of its columns are `NULL`.
    Full,
}

impl Constraint {
    /// Returns a constraint that is validated and not deferrable.
    pub const fn new(name: Option<String>, kind: ConstraintKind, definition: String) -> Self {
        Self {
            name,
            kind,
            definition,
            deferral: Deferral::None,
            validated: true,
            no_inherit: false,
            comment: None,
        }
    }

    /// Returns the name, or the definition if there is none.
    pub fn label(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.definition.clone())
    }

    /// Returns the foreign key, if it is one.
    pub const fn foreign_key(&self) -> Option<&ForeignKey> {
        match &self.kind {
            ConstraintKind::Foreign(key) => Some(key),
            _ => None,
        }
    }
}
