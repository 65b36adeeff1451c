//! What statements did to tables, as the database itself reports it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use glowplug::error::ServerError;
use glowplug::session::{Caching, Session};
use serde::Serialize;

/// What a statement did to tables that were there before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measured {
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Tables that were written again as a whole while others waited.
    pub rewritten: Vec<String>,
    /// Tables that were read while nobody else could write to them.
    pub read: Vec<String>,
    /// Locks that it took and that keep others from writing, until the transaction ends.
    pub locks: Vec<TableLock>,
    /// What was not measured, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_measured: Option<&'static str>,
}

/// A lock on a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TableLock {
    /// The table.
    pub table: String,
    /// The mode, as the manual names it.
    pub mode: String,
}

impl Measured {
    /// Returns the result of a statement that failed.
    pub fn failed(error: &ServerError) -> Self {
        Self {
            error: Some(error.message.clone()),
            ..Self::default()
        }
    }

    /// Returns true if others wait for as long as the rows of a table take, or if it failed.
    pub fn is_dangerous(&self) -> bool {
        self.error.is_some() || !self.rewritten.is_empty() || !self.read.is_empty()
    }
}

/// A table at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableState {
    /// The name.
    pub name: String,
    /// Where its rows are stored: it differs if the table was written again.
    pub storage: String,
    /// How many rows were read in this transaction.
    pub read: u64,
}

/// Tables by a key that renaming does not change, where there is one.
pub type TableStates = BTreeMap<String, TableState>;

/// How one database reports what a statement did.
#[async_trait]
pub trait Measuring: Send + Sync {
    /// Returns the tables as they are now.
    ///
    /// # Errors
    /// The server's error.
    async fn tables(&self, session: &mut dyn Session) -> Result<TableStates, ServerError>;

    /// Runs a statement, and returns what it did to the tables that were there at first. If it fails,
    /// that is a part of the result.
    ///
    /// # Errors
    /// What prevents the measurement itself.
    async fn measure(
        &self,
        session: &mut dyn Session,
        sql: &str,
        at_first: &TableStates,
    ) -> Result<Measured, ServerError>;
}

/// Returns the rows of a query as texts; `NULL` is empty.
pub(super) async fn texts(
    session: &mut dyn Session,
    sql: &str,
) -> Result<Vec<Vec<String>>, ServerError> {
    let rows = session.query(sql, &[], Caching::Once).await?.rows;
    let text = |value: &glowplug::model::Value| match value.as_integer() {
        Some(number) => number.to_string(),
        None => value.as_text().unwrap_or_default().to_owned(),
    };
    Ok(rows
        .iter()
        .map(|row| row.values().iter().map(text).collect())
        .collect())
}
