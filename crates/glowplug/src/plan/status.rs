use chrono::NaiveDateTime;
use serde::Serialize;

use crate::model::{Attention, Version};

/// Every migration, and what needs attention.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Status {
    /// The migrations in order of version, those whose folder is gone among them.
    pub migrations: Vec<Entry>,
    /// What needs attention.
    pub attention: Vec<Attention>,
}

/// One migration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The version.
    pub version: Version,
    /// The name.
    pub name: String,
    /// What it does.
    pub description: Option<String>,
    /// Whether it is applied.
    #[serde(flatten)]
    pub state: EntryState,
}

/// Whether a migration is applied.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum EntryState {
    /// It is.
    Executed {
        /// In which batch; `None` when Diesel applied it and nobody took note yet.
        batch: Option<i64>,
        /// When.
        at: NaiveDateTime,
    },
    /// It is not.
    Pending,
    /// It was begun and not finished.
    Unfinished {
        /// How many statements are done.
        statements_done: usize,
    },
}

impl Status {
    /// How many there are.
    pub fn total(&self) -> usize {
        self.migrations.len()
    }

    /// How many are applied.
    pub fn executed(&self) -> usize {
        let executed = |entry: &&Entry| matches!(entry.state, EntryState::Executed { .. });
        self.migrations.iter().filter(executed).count()
    }

    /// How many are not, those that were begun among them.
    pub fn pending(&self) -> usize {
        self.total() - self.executed()
    }
}
