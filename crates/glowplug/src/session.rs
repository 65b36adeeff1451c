//! The interface between the runner and a connected database: [`apply`](crate::apply) decides what
//! has to happen, and a [`dialect`](crate::dialect) knows the statements for it.

mod limits;
mod location;
mod lock;
mod message;
mod watchdog;

use std::time::Duration;

use async_trait::async_trait;

pub use limits::Limits;
pub use location::BookkeepingLocation;
pub use lock::LockAttempt;
#[cfg(feature = "postgres")]
pub(crate) use message::run_each;
pub use message::{Message, Request};
pub use watchdog::{Probe, WatchedSession};

use crate::catalog::{Catalog, QualifiedName};
use crate::error::{ServerError, UntrustedTable};
use crate::model::{Database, Executed, Rows, ServerInfo, TableDescription, TableInfo, Value};
use crate::sql::{self, Classifier, Facts, Statement};

/// Everything that a runner needs from a session.
pub trait Session: Connection + Guard + NonTransactional + Inspect {}

impl<T: Connection + Guard + NonTransactional + Inspect> Session for T {}

/// Statements and transactions.
#[async_trait]
pub trait Connection: Send {
    /// Returns the kind of database.
    fn database(&self) -> Database;

    /// Sets the time without an answer after which the session is given up, if it is monitored by
    /// the client ([`WatchedSession`]). `None` gives it up only if the server is idle.
    fn set_answer_timeout(&mut self, _limit: Option<Duration>) {}

    /// Returns the function that classifies statements of this database.
    fn judge(&self) -> Classifier;

    /// Runs one statement, or several separated by `;`, without values. Discards any rows.
    ///
    /// A statement that waits for a lock while others queue behind it is cancelled early, and fails
    /// with [`Class::LockTimeout`](crate::error::Class::LockTimeout), with its blockers.
    async fn run(&mut self, sql: &str) -> Result<(), ServerError> {
        let judge = self.judge();
        let judged = sql::statements(self.database(), sql.as_bytes())
            .map(|statement| statement.map_or(Facts::UNKNOWN, |statement| judge(&statement)));
        let facts = judged.fold(Facts::NONE, Facts::and);
        self.run_message(Message { text: sql, facts }).await
    }

    /// Runs statements as [`run`](Self::run) does, if they were parsed and classified already.
    async fn run_message(&mut self, message: Message<'_>) -> Result<(), ServerError>;

    /// Returns true if [`run`](Self::run) with several statements reports which one failed
    /// ([`ServerError::completed`] or [`ServerError::offset`]), so that they can be sent together.
    fn reports_failing_statement(&self) -> bool {
        false
    }

    /// Returns true if a script may be split into several transactions before and after this
    /// statement, provided that nothing has to be rolled back. Only for databases in which a
    /// transaction with many statements may exceed a limit of the server.
    fn may_be_split(&self, _sql: &str) -> bool {
        false
    }

    /// Runs one statement with bound values and returns its rows. `reuse` says whether the same
    /// text will be run again, so that it stays prepared.
    async fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Rows, ServerError>;

    /// Runs one statement with bound values.
    async fn execute(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Caching,
    ) -> Result<Executed, ServerError>;

    /// Runs one statement for display, and returns every value as text, as the database prints it.
    async fn query_text(&mut self, sql: &str, access: Access) -> Result<TextRows, ServerError>;

    /// Runs several statements and returns the result of each, as [`query_text`](Self::query_text) does with
    /// [`Access::Write`]; in a single round trip, if the session supports it.
    async fn query_text_all(
        &mut self,
        statements: &[String],
    ) -> Result<Vec<TextRows>, ServerError> {
        let mut shown = Vec::with_capacity(statements.len());
        for statement in statements {
            shown.push(self.query_text(statement, Access::Write).await?);
        }
        Ok(shown)
    }

    /// Sets a savepoint in the open transaction for [`rollback_to_savepoint`](Self::rollback_to_savepoint),
    /// on databases that may reject a statement only because an earlier one is not committed yet.
    /// Returns whether it did; other databases do not need one.
    async fn savepoint(&mut self) -> Result<bool, ServerError> {
        Ok(false)
    }

    /// Rolls back to the last savepoint, and leaves the transaction open.
    async fn rollback_to_savepoint(&mut self) -> Result<(), ServerError> {
        Ok(())
    }

    /// Begins a transaction. On SQLite it takes the write lock immediately, and `Rebuild` switches
    /// foreign keys off before it; elsewhere the kinds are the same.
    async fn begin(&mut self, kind: TransactionKind) -> Result<(), ServerError>;

    /// Commits. On SQLite after `Rebuild`, rolls back and fails if it introduced violations of
    /// foreign keys.
    async fn commit(&mut self) -> Result<(), ServerError>;

    /// Rolls back; does nothing if no transaction is open.
    async fn rollback(&mut self) -> Result<(), ServerError>;

    /// Returns the state of the transaction. Two equal `Open` values are the same transaction.
    async fn transaction(&mut self) -> Result<Transaction, ServerError>;
}

/// The runner lock, timeouts, session state, and the location of the bookkeeping tables.
#[async_trait]
pub trait Guard: Connection {
    /// Returns true if the connection goes through a pooler in transaction mode, so that only a
    /// transaction can hold session state or a lock. Always false on SQLite and MySQL.
    async fn is_pooled(&mut self) -> Result<bool, ServerError>;

    /// Tries to take the lock; never blocks. Inside a transaction on PostgreSQL behind a pooler the
    /// transaction holds it, otherwise the session.
    async fn try_lock(&mut self) -> Result<LockAttempt, ServerError>;

    /// Releases the session's lock; does nothing if it is not held.
    async fn unlock(&mut self) -> Result<(), ServerError>;

    /// Resets all session state that a migration may have changed (settings, search path, role,
    /// temporary tables, prepared statements, cursors, locks, deferred constraints…), and sets the
    /// limits. Works inside and outside a transaction.
    async fn reset_session(&mut self, limits: &Limits) -> Result<(), ServerError>;

    /// Executes several requests in the open transaction, in order, and calls `answered` after each
    /// that succeeds. Stops at the first that fails, and returns its index.
    ///
    /// A session may send all of them before the first is answered: after a failure the transaction
    /// must be in a state in which the remaining ones fail too.
    async fn run_all(
        &mut self,
        requests: &[Request<'_>],
        answered: &mut (dyn FnMut() + Send),
    ) -> Result<(), (usize, ServerError)> {
        message::run_each(self, requests, answered).await
    }

    /// Combines [`bookkeeping_prefix`](Self::bookkeeping_prefix) and
    /// [`existing_tables`](Self::existing_tables), and says whether
    /// [`untrusted_tables`](Self::untrusted_tables) must be called.
    async fn bookkeeping_location(
        &mut self,
        names: &[&str],
    ) -> Result<BookkeepingLocation, ServerError> {
        let prefix = self.bookkeeping_prefix().await?;
        let tables = self.existing_tables(names).await?;
        Ok(BookkeepingLocation {
            prefix,
            is_suspicious: !tables.is_empty(),
            tables,
        })
    }

    /// Returns those of these bookkeeping tables that are not as a runner creates them: that are no
    /// tables, have another owner, or have triggers, rules or policies. Such code runs with our
    /// privileges when the tables are written, sometimes even when they are read.
    async fn untrusted_tables(
        &mut self,
        names: &[&str],
    ) -> Result<Vec<UntrustedTable>, ServerError>;

    /// Returns the prefix that qualifies our own tables: on PostgreSQL the quoted schema in which
    /// Diesel's table is, or would be created, with a dot; empty elsewhere.
    async fn bookkeeping_prefix(&mut self) -> Result<String, ServerError>;

    /// Returns those of these tables (unqualified names) that exist next to Diesel's table.
    async fn existing_tables(&mut self, names: &[&str]) -> Result<Vec<String>, ServerError>;
}

/// Running statement by statement, when no transaction contains the whole migration.
#[async_trait]
pub trait NonTransactional: Connection {
    /// Returns what to record before a statement without a transaction runs, so that
    /// [`resolve_interrupted`](Self::resolve_interrupted) can find out later whether it took effect. `None` if nothing needs
    /// to be recorded.
    async fn note_before(&mut self, statement: &Statement) -> Result<Option<String>, ServerError>;

    /// Removes what an earlier failed attempt of a statement left behind (an invalid index), and
    /// returns whether the statement took effect. `before` is the recorded note; `None` if it was
    /// never sent.
    async fn resolve_interrupted(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Resolution, ServerError>;
}

/// Reading the server and its schema, for display and comparison.
#[async_trait]
pub trait Inspect: Connection {
    /// Returns version, name and size.
    async fn info(&mut self) -> Result<ServerInfo, ServerError>;

    /// Returns the tables of the project, without those of the system and the bookkeeping.
    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError>;

    /// Finds a table or view by the name that a user types, `name` or `schema.name`; returns `None`
    /// if it does not exist.
    async fn find_table(&mut self, table: &str) -> Result<Option<FoundTable>, ServerError>;

    /// Describes one table or view, by the name that a user types; returns `None` if it does not
    /// exist.
    async fn describe(&mut self, table: &str) -> Result<Option<TableDescription>, ServerError> {
        let Some(found) = self.find_table(table).await? else {
            return Ok(None);
        };
        let options = InspectOptions {
            table: Some(found.name.clone()),
        };
        let catalog = self.inspect(&options).await?;
        Ok(catalog.describe(&found.name, &found.kind))
    }

    /// Returns the exact number of rows; `None` if the table does not exist.
    async fn count(&mut self, table: &str) -> Result<Option<u64>, ServerError>;

    /// Reads the whole schema, without the bookkeeping, in a fixed number of queries.
    async fn schema(&mut self) -> Result<Catalog, ServerError> {
        self.inspect(&InspectOptions::default()).await
    }

    /// Reads the part of the schema that the options select.
    async fn inspect(&mut self, options: &InspectOptions) -> Result<Catalog, ServerError>;

    /// Returns a fingerprint of everything in the database: objects of every kind, rows, settings.
    /// It differs if anything was changed. `None` if scratch databases of this kind are not cached.
    async fn fingerprint(&mut self) -> Result<Option<Fingerprint>, ServerError> {
        Ok(None)
    }
}

/// Limits what is read of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectOptions {
    /// Reads only this table or view, even if it belongs to the system or the bookkeeping,
    /// including what it inherits from the table it is a partition of; and the foreign keys that
    /// reference it.
    pub table: Option<QualifiedName>,
}

/// A table or view that was found by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTable {
    /// Its name, as in a catalog.
    pub name: QualifiedName,
    /// `table`, `view`, `materialized view`, `partitioned table`…
    pub kind: String,
}

/// A fingerprint of everything in a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The fingerprint, which differs if anything was changed.
    pub text: String,
    /// The size of the database, in bytes.
    pub bytes: u64,
}

/// Whether the text of a statement will be run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// It runs once.
    Once,
    /// It runs many times, and stays prepared.
    Prepared,
}

/// What a statement for display may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It may only read; the database itself rejects anything else.
    ReadOnly,
    /// It may do anything.
    Write,
}

/// The result of a statement, for display.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextRows {
    /// The names of the columns; empty when the statement returns no rows at all.
    pub columns: Vec<String>,
    /// The rows: each value as the database prints it, `None` for `NULL`.
    pub rows: Vec<Vec<Option<String>>>,
    /// How many rows were inserted, updated or deleted, if it returns none.
    pub affected: Option<u64>,
}

/// Kinds of transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionKind {
    /// A normal transaction.
    Plain,
    /// For a migration that rebuilds SQLite tables: foreign keys are off, and checked before the
    /// commit.
    Rebuild,
}

/// The state of a transaction, as the server reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transaction {
    /// No transaction is open.
    None,
    /// A transaction is open; the text identifies it.
    Open(String),
    /// A transaction is open and failed: it can only be rolled back.
    Failed,
}

/// Whether a statement whose answer was lost took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It took effect.
    Applied,
    /// It did not, or it can safely be repeated.
    Repeat,
}
