//! Opening, closing and recognising transactions.

use diesel::SqliteConnection;

use super::State;
use super::rebuild::{self, Rebuild};
use super::statement::exec;
use crate::error::ServerError;
use crate::session::{Transaction, TransactionKind};

/// Which transaction is which. SQLite has no number for a transaction, but a savepoint lives
/// exactly as long as the transaction it was made in.
#[derive(Default)]
pub(super) struct Marks {
    count: u64,
    current: Option<String>,
}

/// Opens a transaction that has the write lock at once, so that it cannot fail for want of it in
/// the middle.
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

/// Commits; after a rebuild only when no foreign key is newly broken.
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
    // Deferred foreign keys that are broken fail here, and leave the transaction open.
    exec(connection, "COMMIT").map_err(|error| rebuild::explained(connection, error))?;
    ended(connection, state)
}

/// Rolls back; what is not open needs no rolling back.
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

/// What is open. Savepoints that were opened since the last call end here: the mark is a
/// savepoint below them, and only releasing it shows whether it is still there.
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

/// Whether a transaction is open. SQLite tells only by refusing to open another one; the one
/// that it opens if none was takes no lock.
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
