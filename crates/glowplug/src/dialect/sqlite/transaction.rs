//! Begins, ends and identifies transactions.

use diesel::SqliteConnection;

use super::State;
use super::rebuild::{self, Rebuild};
use super::statement::exec;
use crate::error::ServerError;
use crate::session::{Transaction, TransactionKind};

/// Identifies transactions. SQLite does not number them, but a savepoint lives exactly as long as
/// the transaction in which it was created.
#[derive(Default)]
pub(super) struct Marks {
    count: u64,
    current: Option<String>,
}

/// Begins a transaction that acquires the write lock at once, so that it cannot fail to get it
/// later.
pub(super) fn begin(
    connection: &mut SqliteConnection,
    state: &mut State,
    kind: TransactionKind,
) -> Result<(), ServerError> {
    state.marks.current = None;
    match kind {
        TransactionKind::Plain => exec(connection, "BEGIN IMMEDIATE"),
        TransactionKind::Rebuild => {
            state.rebuild = Some(Rebuild::begin(connection)?);
            Ok(())
        }
    }
}

/// Commits the transaction; after a rebuild, only if no foreign key is newly violated.
pub(super) fn commit(
    connection: &mut SqliteConnection,
    state: &mut State,
) -> Result<(), ServerError> {
    if let Some(rebuild) = &state.rebuild
        && let Err(broken) = rebuild.check(connection)
    {
        rollback(connection, state)?;
        return Err(broken);
    }
    // Fails if deferred foreign keys are violated, and leaves the transaction open.
    exec(connection, "COMMIT").map_err(|error| rebuild::explained(connection, error))?;
    ended(connection, state)
}

/// Rolls back. It is not an error if no transaction is open.
pub(super) fn rollback(
    connection: &mut SqliteConnection,
    state: &mut State,
) -> Result<(), ServerError> {
    match exec(connection, "ROLLBACK") {
        Err(error) if !error.message.contains("no transaction is active") => Err(error),
        _ => ended(connection, state),
    }
}

fn ended(connection: &mut SqliteConnection, state: &mut State) -> Result<(), ServerError> {
    state.marks.current = None;
    match state.rebuild.take() {
        Some(rebuild) => rebuild.end(connection),
        None => Ok(()),
    }
}

/// Returns the open transaction. This ends savepoints that were created since the last call: the
/// mark is a savepoint below them, and only releasing it shows whether it still exists.
pub(super) fn look(
    connection: &mut SqliteConnection,
    marks: &mut Marks,
) -> Result<Transaction, ServerError> {
    if let Some(mark) = marks.current.take() {
        match exec(connection, &format!("RELEASE {mark}")) {
            Ok(()) => return set(connection, marks, mark),
            Err(error) if error.message.contains("no such savepoint") => {}
            Err(error) => return Err(error),
        }
    }
    if !is_open(connection)? {
        return Ok(Transaction::None);
    }
    marks.count += 1;
    let mark = format!("__glowplug_mark_{}", marks.count);
    set(connection, marks, mark)
}

/// Returns true if a transaction is open. SQLite reveals this only by refusing to begin another
/// one; the one that is begun otherwise takes no lock.
pub(super) fn is_open(connection: &mut SqliteConnection) -> Result<bool, ServerError> {
    match exec(connection, "BEGIN") {
        Ok(()) => exec(connection, "ROLLBACK").map(|()| false),
        Err(error) if error.message.contains("within a transaction") => Ok(true),
        Err(error) => Err(error),
    }
}

fn set(
    connection: &mut SqliteConnection,
    marks: &mut Marks,
    mark: String,
) -> Result<Transaction, ServerError> {
    exec(connection, &format!("SAVEPOINT {mark}"))?;
    marks.current = Some(mark.clone());
    Ok(Transaction::Open(mark))
}
