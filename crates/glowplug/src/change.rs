//! What differs between two catalogs, as plain data: changes, the statements that make them, and
//! what is dangerous about those.

mod hazard;
mod rename;

use std::fmt;

use serde::Serialize;

pub use hazard::{Hazard, HazardKind};
pub use rename::Rename;

use crate::catalog::{Object, ObjectName};

/// One difference.
///
/// Parts of a table (columns, constraints, indexes, triggers, policies, rules) are changes of
/// their own, except that a created table comes with its columns and its constraints other than
/// foreign keys (on MySQL with its indexes too), and a dropped one goes with everything on it.
/// [`Change::Create`] holds just what is to be created: the lists of what follows by itself are
/// empty. [`Change::Alter`] of a table is about the table itself, never about its parts.
///
/// SQLite has no statements for constraints, so there a created table comes with its foreign keys
/// too, and a table whose columns or constraints differ is one [`Change::Alter`] of the whole table.
/// Its indexes and triggers are changes of their own where they differ; those that do not are to be
/// kept by whoever rebuilds the table.
///
/// One object may be altered twice, its default taken away by the first and set by the second
/// alteration, where the default stands in the way of a change between them. An enum that loses
/// values or their order is one `Alter`, as is a domain or composite whose type changes: the columns
/// of that type, on both sides, are moved over by it; what else would refuse that is out of the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It gets another name; everything else about it stays.
    Rename(Rename),
    /// It comes into being.
    Create(Object),
    /// It goes.
    Drop(Object),
    /// It becomes another; both have one name.
    Alter {
        /// What it was.
        from: Box<Object>,
        /// What it is to be.
        to: Box<Object>,
    },
}

/// A statement that makes a change, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// One statement, without `;` at its end.
    pub sql: String,
    /// Where it runs.
    pub place: Place,
    /// What is dangerous about it.
    pub hazards: Vec<Hazard>,
    /// Why it is there, where the change does not say it.
    pub remark: Option<String>,
}

/// Where a statement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the transaction of the migration.
    Together,
    /// In a later migration: what looks at all rows must not hold the locks of the first one.
    Later,
    /// In a migration of its own without a transaction, before `Later`.
    Alone,
}

/// How careful statements are with a database that is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// What holds others up is parted: indexes are built apart, constraints are validated later.
    Careful,
    /// All of it runs in one transaction, [`Place::Together`]: the way back of a migration that
    /// has one.
    OneTransaction,
}

impl Step {
    /// A statement without hazards in the transaction of the migration.
    pub fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            place: Place::Together,
            hazards: Vec::new(),
            remark: None,
        }
    }

    /// The same in another place.
    #[must_use]
    pub const fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same with a hazard.
    #[must_use]
    pub fn hazard(mut self, hazard: Hazard) -> Self {
        self.hazards.push(hazard);
        self
    }

    /// The same with a remark.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = Some(remark.into());
        self
    }
}

/// A change that a database cannot make, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Impossible {
    /// What was to be changed.
    pub object: ObjectName,
    /// Why it cannot be, and what can be done instead.
    pub reason: String,
}

impl Change {
    /// Which object it is about.
    pub fn object(&self) -> ObjectName {
        match self {
            Self::Rename(rename) => rename.object(),
            Self::Create(object) | Self::Drop(object) => object.name(),
            Self::Alter { to, .. } => to.name(),
        }
    }
}

impl Change {
    /// It in words, for people, who leave out the default schema.
    pub fn told(&self, default: Option<&str>) -> String {
        let object = self.object().told(default);
        let kind = object.kind();
        match self {
            Self::Rename(rename) => rename.told(default),
            Self::Create(_) => format!("create {kind} {object}"),
            Self::Drop(_) => format!("drop {kind} {object}"),
            Self::Alter { .. } => format!("alter {kind} {object}"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.told(None))
    }
}
