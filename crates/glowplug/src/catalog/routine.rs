//! Functions, procedures, aggregates, events and triggers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ObjectName, QualifiedName};

/// A function, procedure or aggregate; on MySQL also an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Its name.
    pub name: QualifiedName,
    /// The types of its arguments, which distinguish it from others of the same name.
    pub arguments: String,
    /// Its kind.
    pub kind: FunctionKind,
    /// What it returns; empty for a procedure.
    pub returns: String,
    /// The names, types and defaults of all its arguments, as the database prints them. If they or
    /// `returns` change, `CREATE OR REPLACE` is not possible.
    pub signature: String,
    /// The whole `CREATE …` statement, as the database prints it, without `;`.
    pub definition: String,
    /// `COMMENT ON FUNCTION`.
    pub comment: Option<String>,
}

impl Function {
    /// Returns the name that identifies it among all objects.
    pub fn object(&self) -> ObjectName {
        ObjectName::Function(self.name.clone(), self.arguments.clone())
    }
}

/// Kinds of functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FunctionKind {
    /// A function, including window functions.
    Function,
    /// A procedure.
    Procedure,
    /// An aggregate.
    Aggregate,
    /// A scheduled event of MySQL.
    Event,
}

/// A trigger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// The whole `CREATE …` statement, as the database prints it, without `;`.
    pub definition: String,
    /// When it fires.
    pub state: TriggerState,
    /// `COMMENT ON TRIGGER`.
    pub comment: Option<String>,
}

/// When a trigger fires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TriggerState {
    /// In normal sessions.
    #[default]
    Enabled,
    /// Never.
    Disabled,
    /// In sessions of replication (`session_replication_role = replica`).
    Replica,
    /// In all sessions.
    Always,
}

/// Properties of an object that come from the session that created it, and are not part of its
/// definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maker {
    /// `DEFINER`, in the syntax of a statement, if it is not the user that read the catalog.
    pub definer: Option<String>,
    /// The `sql_mode`, if it is not that of the session.
    pub sql_mode: Option<String>,
    /// SQLite: the original statement, if it contains comments.
    pub text: Option<String>,
}

/// The creators of objects; equal to every other map.
#[derive(Clone, Debug, Default)]
pub struct Makers(pub BTreeMap<ObjectName, Maker>);

impl PartialEq for Makers {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Makers {}
