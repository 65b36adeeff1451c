//! What is known of a statement before it is sent. Each database classifies its own.

use super::Statement;

/// A function that classifies the statements of one database.
pub type Classifier = fn(&Statement) -> Facts;

/// What is known of one or more statements without running them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The number of statements.
    pub statements: u32,
    /// Whether they leave the session state unchanged, unless the server runs code implicitly (an
    /// event trigger).
    pub keeps_session_state: bool,
    /// Whether they only change the schema, as far as their keywords tell.
    pub is_ddl: bool,
    /// Whether they may add a value to an enum, which cannot be used before it is committed.
    pub adds_enum_value: bool,
    /// Whether one works concurrently, such as `CREATE INDEX CONCURRENTLY`: it waits for old
    /// transactions, however long they take, and blocks no other session meanwhile.
    pub is_concurrent: bool,
    /// Whether one cannot share a transaction with its progress record: it commits implicitly, or
    /// cannot run in a transaction.
    pub is_nontransactional: bool,
}

impl Facts {
    /// The facts of an empty list of statements.
    pub const NONE: Self = Self {
        statements: 0,
        keeps_session_state: true,
        is_ddl: true,
        adds_enum_value: false,
        is_concurrent: false,
        is_nontransactional: false,
    };

    /// The facts that are assumed of a statement that was not classified.
    pub const UNKNOWN: Self = Self {
        statements: 1,
        keeps_session_state: false,
        is_ddl: false,
        adds_enum_value: true,
        is_concurrent: false,
        is_nontransactional: false,
    };

    /// Combines the facts of these statements and others.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            statements: self.statements.saturating_add(other.statements),
            keeps_session_state: self.keeps_session_state && other.keeps_session_state,
            is_ddl: self.is_ddl && other.is_ddl,
            adds_enum_value: self.adds_enum_value || other.adds_enum_value,
            is_concurrent: self.is_concurrent || other.is_concurrent,
            is_nontransactional: self.is_nontransactional || other.is_nontransactional,
        }
    }
}
