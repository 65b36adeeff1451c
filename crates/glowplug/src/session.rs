//! What the engine asks of a database: the seam between [`apply`](crate::apply), which knows what
//! must happen, and a [`dialect`](crate::dialect), which knows how to say it.

mod limits;
mod lock;

use async_trait::async_trait;

pub use limits::Limits;
pub use lock::LockAttempt;

use crate::catalog::Catalog;
use crate::error::ServerError;
use crate::model::{Database, Executed, Rows, ServerInfo, TableDescription, TableInfo, Value};
use crate::sql::Statement;

/// Everything at once; what a runner works with.
pub trait Session: Connection + Guard + Steps + Inspect {}

impl<T: Connection + Guard + Steps + Inspect> Session for T {}

/// Statements and transactions.
#[async_trait]
pub trait Connection: Send {
    /// Which database this is.
    fn database(&self) -> Database;

    /// Runs one statement, or several with `;` between them, without values. Rows are dropped.
    ///
    /// A statement that has to wait for a lock while others queue up behind it is cancelled early
    /// and fails with [`Class::LockTimeout`](crate::error::Class::LockTimeout), its blockers named.
    async fn run(&mut self, sql: &str) -> Result<(), ServerError>;

    /// Whether [`run`](Self::run) of several statements at once tells which one failed
    /// ([`ServerError::completed`] or [`ServerError::offset`]), so that they can be sent together.
    fn tells_which_failed(&self) -> bool {
        false
    }

    /// Runs several texts, each as [`run`](Self::run) does, in the open transaction, and tells of each
    /// that was answered well. Stops at the first that fails, and gives its index.
    ///
    /// A session may send all of them before the first is answered: one that fails must leave a
    /// transaction in which the others fail too.
    async fn run_all(
        &mut self,
        texts: &[&str],
        answered: &mut (dyn FnMut() + Send),
    ) -> Result<(), (usize, ServerError)> {
        for (index, text) in texts.iter().enumerate() {
            self.run(text).await.map_err(|error| (index, error))?;
            answered();
        }
        Ok(())
    }

    /// Whether it can be seen that a text changes the schema and nothing else: neither what the
    /// session remembers nor the transaction.
    fn changes_only_schema(&self, _sql: &str) -> bool {
        false
    }

    /// Runs one statement with bound values and returns its rows. `reused` says that the same
    /// text will come again, so that it stays prepared.
    async fn query(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Reuse,
    ) -> Result<Rows, ServerError>;

    /// Runs one statement with bound values.
    async fn execute(
        &mut self,
        sql: &str,
        values: &[Value],
        reuse: Reuse,
    ) -> Result<Executed, ServerError>;

    /// Runs one statement for people to look at: every value as the database writes it.
    async fn show(&mut self, sql: &str, access: Access) -> Result<Shown, ServerError>;

    /// Runs several statements and gives the answer of each, as [`show`](Self::show) does with
    /// [`Access::Write`]; with one round trip, where the session can.
    async fn show_all(&mut self, statements: &[String]) -> Result<Vec<Shown>, ServerError> {
        let mut shown = Vec::with_capacity(statements.len());
        for statement in statements {
            shown.push(self.show(statement, Access::Write).await?);
        }
        Ok(shown)
    }

    /// Opens a transaction. On SQLite it takes the write lock at once, and `Rebuild` switches
    /// foreign keys off outside of it; elsewhere the kinds are the same.
    async fn begin(&mut self, kind: TransactionKind) -> Result<(), ServerError>;

    /// Commits. On SQLite after `Rebuild`, fails when foreign keys are broken that were not
    /// before, and rolls back.
    async fn commit(&mut self) -> Result<(), ServerError>;

    /// Rolls back; does nothing when no transaction is open.
    async fn rollback(&mut self) -> Result<(), ServerError>;

    /// What the server says of the transaction. Two equal `Open` marks are one transaction.
    async fn transaction(&mut self) -> Result<Transaction, ServerError>;
}

/// The lock of the one runner, timeouts, and what a session remembers.
#[async_trait]
pub trait Guard: Connection {
    /// Whether a transaction-mode pooler stands between, so that only a transaction holds
    /// anything. Always false on SQLite and MySQL.
    async fn pooled(&mut self) -> Result<bool, ServerError>;

    /// Tries to take the lock; never blocks. Inside a transaction on PostgreSQL behind a pooler
    /// the transaction holds it, otherwise the session.
    async fn try_lock(&mut self) -> Result<LockAttempt, ServerError>;

    /// Gives the session's lock back; does nothing when it is not held.
    async fn unlock(&mut self) -> Result<(), ServerError>;

    /// Undoes everything that a migration may have changed in the session (settings, search
    /// path, role, temporary tables, prepared statements, cursors, locks, deferred constraints…),
    /// and sets the limits. Works inside and outside a transaction.
    async fn refresh(&mut self, limits: &Limits) -> Result<(), ServerError>;

    /// [`bookkeeping_prefix`](Self::bookkeeping_prefix) and
    /// [`existing_tables`](Self::existing_tables) at once.
    async fn bookkeeping_place(
        &mut self,
        names: &[&str],
    ) -> Result<(String, Vec<String>), ServerError> {
        let prefix = self.bookkeeping_prefix().await?;
        Ok((prefix, self.existing_tables(names).await?))
    }

    /// What our own tables are qualified with: on PostgreSQL the quoted schema in which Diesel's
    /// table is, or would be created, with a dot; empty elsewhere.
    async fn bookkeeping_prefix(&mut self) -> Result<String, ServerError>;

    /// Which of these tables (unqualified names) exist in the place of the bookkeeping.
    async fn existing_tables(&mut self, names: &[&str]) -> Result<Vec<String>, ServerError>;
}

/// Statement by statement, where no transaction holds the whole.
#[async_trait]
pub trait Steps: Connection {
    /// Whether a statement can share a transaction with the note of its success.
    fn standing(&self, statement: &Statement) -> Standing;

    /// What to note before a statement that stands alone, so that [`settle`](Self::settle) can
    /// tell later whether it took effect. `None` when nothing helps.
    async fn note(&mut self, statement: &Statement) -> Result<Option<String>, ServerError>;

    /// Clears away what an earlier failed try of a statement left (an invalid index), and tells
    /// whether the statement took effect. `before` is the note; `None` when it was never sent.
    async fn settle(
        &mut self,
        statement: &Statement,
        before: Option<&str>,
    ) -> Result<Settled, ServerError>;
}

/// A look at the server and its tables, for people and for comparisons.
#[async_trait]
pub trait Inspect: Connection {
    /// Version, name, size.
    async fn info(&mut self) -> Result<ServerInfo, ServerError>;

    /// The tables that belong to the project: without the system's and the bookkeeping's.
    async fn tables(&mut self) -> Result<Vec<TableInfo>, ServerError>;

    /// One table with its parts, by `name` or `schema.name`. `None` when there is none.
    async fn describe(&mut self, table: &str) -> Result<Option<TableDescription>, ServerError>;

    /// The exact number of rows. `None` when there is no such table.
    async fn count(&mut self, table: &str) -> Result<Option<u64>, ServerError>;

    /// The whole catalog as lines of text in a fixed order, without the bookkeeping, for
    /// comparing two states: tables, columns, constraints, indexes with their validity, views,
    /// functions, triggers, types, sequences, comments.
    async fn catalog(&mut self) -> Result<Vec<String>, ServerError>;

    /// The whole schema as data, without the bookkeeping, in a fixed number of queries.
    async fn schema(&mut self) -> Result<Catalog, ServerError>;
}

/// Whether a statement's text will come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// This once.
    Once,
    /// Many times: it stays prepared.
    Often,
}

/// What a statement for people may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Only read: the database itself refuses the rest.
    ReadOnly,
    /// Everything.
    Write,
}

/// An answer for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The names of the columns; empty when the statement returns no rows at all.
    pub columns: Vec<String>,
    /// The rows: each value as the database writes it, `None` for `NULL`.
    pub rows: Vec<Vec<Option<String>>>,
    /// How many rows were inserted, updated or deleted, when it returns none.
    pub affected: Option<u64>,
}

/// Kinds of transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionKind {
    /// The usual.
    Plain,
    /// For a migration that rebuilds SQLite tables: foreign keys off, checked before the commit.
    Rebuild,
}

/// What the server says of the transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transaction {
    /// None is open.
    None,
    /// One is open; the text names it.
    Open(String),
    /// One is open and failed: only a rollback helps.
    Failed,
}

/// Whether a statement can share a transaction with the note of its success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can, as far as can be seen; the server says `RefusesTransaction` if not.
    Shared,
    /// It cannot: it commits by itself, or refuses transactions.
    Alone,
}

/// Whether a statement, of which no answer came, took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It did.
    Done,
    /// It did not, or it can be repeated without harm.
    Again,
}
