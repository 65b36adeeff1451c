//! The differences between two catalogs as plain data: changes, the statements that make them, and
//! the hazards of those statements.

mod hazard;
mod plan;
mod rename;

use std::fmt;

use serde::Serialize;

pub use hazard::{Hazard, HazardKind};
pub use plan::{Plan, PlanTransaction};
pub use rename::Rename;

use glowplug::catalog::{Object, ObjectName};

/// One difference between two catalogs.
///
/// Parts of a table (columns, constraints, indexes, triggers, policies, rules) are changes of their
/// own, with two exceptions: a created table includes its columns and its constraints other than
/// foreign keys (on MySQL also its indexes), and a dropped table includes all of its parts.
/// [`Change::Create`] contains only what it creates: the lists of parts that have changes of their
/// own are empty. [`Change::Alter`] of a table concerns the table itself, never its parts.
///
/// SQLite has no statements for constraints, so a created table also includes its foreign keys
/// there, and a table whose columns or constraints differ is one [`Change::Alter`] of the whole
/// table. Its indexes and triggers are changes of their own if they differ; a rebuild of the
/// table must keep the others.
///
/// An object may be altered twice: the first alteration drops its default and the second sets it,
/// if the default prevents a change between the two. An enum that loses values or changes their
/// order is one `Alter`, as is a domain or composite whose type changes: it converts the columns of
/// that type on both sides, and everything else that would prevent it has been dropped before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The object gets another name, and stays otherwise unchanged.
    Rename(Rename),
    /// The object is created.
    Create(Object),
    /// The object is dropped.
    Drop(Object),
    /// The object changes; its name does not.
    Alter {
        /// The object before.
        from: Box<Object>,
        /// The object after.
        to: Box<Object>,
    },
}

/// A statement that makes a change, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// One statement, without `;` at its end.
    pub sql: String,
    /// The phase in which it runs.
    pub place: Phase,
    /// Its hazards.
    pub hazards: Vec<Hazard>,
    /// Why it is needed, if the change does not make that clear.
    pub remark: Option<String>,
}

/// The phase in which a statement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// In the transaction of the migration.
    InTransaction,
    /// In a later migration: a statement that scans all rows must not run while the locks of the
    /// first migration are held.
    Deferred,
    /// In a migration of its own without a transaction, before `Deferred`.
    NonTransactional,
}

/// How statements treat a database that is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// Statements that would block others are separated: indexes are created outside the
    /// transaction, constraints are validated later.
    Online,
    /// Everything runs in one transaction, [`Phase::InTransaction`]: for the `down` of a migration that
    /// runs in one.
    SingleTransaction,
}

impl Step {
    /// Creates a statement without hazards, in the transaction of the migration.
    pub fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            place: Phase::InTransaction,
            hazards: Vec::new(),
            remark: None,
        }
    }

    /// Sets the phase.
    #[must_use]
    pub const fn at(mut self, place: Phase) -> Self {
        self.place = place;
        self
    }

    /// Adds a hazard.
    #[must_use]
    pub fn hazard(mut self, hazard: Hazard) -> Self {
        self.hazards.push(hazard);
        self
    }

    /// Sets the remark.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = Some(remark.into());
        self
    }
}

/// A change that a database cannot make, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unsupported {
    /// The object that was to be changed.
    pub object: ObjectName,
    /// Why it cannot be changed, and what can be done instead.
    pub reason: String,
}

impl Change {
    /// Returns the object that changes.
    pub fn object(&self) -> ObjectName {
        match self {
            Self::Rename(rename) => rename.object(),
            Self::Create(object) | Self::Drop(object) => object.name(),
            Self::Alter { to, .. } => to.name(),
        }
    }
}

impl Change {
    /// Formats the change for display; omits the default schema.
    pub fn display_name(&self, default: Option<&str>) -> String {
        let object = self.object().display_name(default);
        let kind = object.kind();
        if let ObjectName::Other(other, _) = &object
            && other.is_property()
        {
            let word = match self {
                Self::Drop(_) => "unset",
                _ => "set",
            };
            return format!("{word} {kind}: {object}");
        }
        match self {
            Self::Rename(rename) => rename.display_name(default),
            Self::Create(_) => format!("create {kind} {object}"),
            Self::Drop(_) => format!("drop {kind} {object}"),
            Self::Alter { .. } => format!("alter {kind} {object}"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.display_name(None))
    }
}
