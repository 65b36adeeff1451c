use serde::{Deserialize, Serialize};

use super::QualifiedName;

/// A function, procedure or aggregate; on MySQL an event too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Its name.
    pub name: QualifiedName,
    /// The types of its arguments, which tell it from others of its name.
    pub arguments: String,
    /// What it is.
    pub kind: FunctionKind,
    /// What it returns; empty for a procedure.
    pub returns: String,
    /// The names, types and defaults of all its arguments as the database writes them. When they
    /// or `returns` change it cannot be replaced in place.
    pub signature: String,
    /// The whole `CREATE …` statement as the database writes it, without `;`.
    pub definition: String,
    /// `COMMENT ON FUNCTION`.
    pub comment: Option<String>,
}

/// Kinds of functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FunctionKind {
    /// A function, window functions too.
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
    /// The whole `CREATE …` statement as the database writes it, without `;`.
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
    /// In usual sessions.
    #[default]
    Enabled,
    /// Never.
    Disabled,
    /// In sessions that replicate.
    Replica,
    /// In all.
    Always,
}
