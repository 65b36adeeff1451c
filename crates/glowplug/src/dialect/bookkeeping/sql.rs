//! The parts of the bookkeeping statements that differ between databases.

use async_trait::async_trait;

use super::Bookkeeping;
use crate::error::Result;
use crate::model::Value;
use crate::session::Session;

/// How one database writes the statements on the bookkeeping tables.
#[async_trait]
pub trait BookkeepingSql: Sync {
    /// Returns the column types.
    fn types(&self) -> Types;

    /// Returns a condition that is true if two values are equal.
    fn equal(&self, left: &str, right: &str) -> String {
        format!("{left} = {right}")
    }

    /// Returns an expression that reads a date and time without time zone as text.
    fn moment(&self, column: &str) -> String;

    /// Returns an expression that reads a point in time as text in UTC.
    fn instant(&self, column: &str) -> String {
        self.moment(column)
    }

    /// Returns Diesel's `run_on` as an expression that does not depend on the session.
    fn diesel_run_on(&self) -> &'static str {
        "run_on"
    }

    /// Inserts rows into one of the tables.
    ///
    /// # Errors
    /// An error of the database.
    async fn insert(
        &self,
        bookkeeping: &Bookkeeping,
        session: &mut dyn Session,
        what: Rows,
        rows: &[Vec<Value>],
    ) -> Result<()> {
        bookkeeping.insert_values(session, what, rows).await
    }
}

/// The kind of rows to insert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Versions, into Diesel's table.
    Versions,
    /// Records of applied versions. Their `run_on` is copied from Diesel's table.
    Records,
    /// Events of the history.
    Events,
}

/// The column types, and the table options.
#[derive(Clone, Copy, Debug, Default)]
pub struct Types {
    /// An auto-increment primary key.
    pub key: &'static str,
    /// A point in time.
    pub instant: &'static str,
    /// A date and time without time zone.
    pub moment: &'static str,
    /// A short text.
    pub text: &'static str,
    /// A text of unlimited length.
    pub long: &'static str,
    /// The table options, after the closing parenthesis.
    pub tail: &'static str,
}
