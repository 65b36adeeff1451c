use serde::{Deserialize, Serialize};

use super::QualifiedName;

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    /// Its name; SQLite has constraints without one.
    pub name: Option<String>,
    /// What it demands.
    pub kind: ConstraintKind,
    /// As the database writes it, behind `CONSTRAINT name`; without `NOT VALID`.
    pub definition: String,
    /// When it is looked at.
    pub deferral: Deferral,
    /// Whether all rows were looked at (`NOT VALID` when not); MySQL: whether it is enforced.
    pub validated: bool,
    /// Whether tables that inherit do not have it.
    pub no_inherit: bool,
    /// `COMMENT ON CONSTRAINT`.
    pub comment: Option<String>,
}

/// When a constraint is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deferral {
    /// At each statement.
    #[default]
    None,
    /// At each statement, unless the transaction puts it off.
    InitiallyImmediate,
    /// At the commit.
    InitiallyDeferred,
}

/// What a constraint demands.
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
        /// The expression as the database writes it.
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
    /// That table's columns, one for each of `columns`.
    pub referenced: Vec<String>,
    /// `ON UPDATE`.
    pub on_update: ReferentialAction,
    /// `ON DELETE`.
    pub on_delete: ReferentialAction,
    /// PostgreSQL 15: the columns that `ON DELETE SET …` sets, when not all.
    pub sets: Vec<String>,
    /// `MATCH`.
    pub matching: Match,
}

/// What happens to rows whose referenced row goes.
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

/// What a key with some `NULL` in it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// It references nothing.
    #[default]
    Simple,
    /// It is refused.
    Full,
}

impl Constraint {
    /// The name, or else the definition.
    pub fn label(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.definition.clone())
    }

    /// The foreign key, if it is one.
    pub const fn foreign_key(&self) -> Option<&ForeignKey> {
        match &self.kind {
            ConstraintKind::Foreign(key) => Some(key),
            _ => None,
        }
    }
}
