//! SQLite, through Diesel's own connection on a thread for blocking work, so that a long
//! migration does not hold up the runtime.
//!
//! Cancelling a call does not interrupt SQLite: the statement runs to its end in the background,
//! and the next call waits for it. SQLite has no clock for a single statement that could be
//! reached from here, so [`Limits::statement_timeout`](crate::session::Limits::statement_timeout)
//! has no effect.

mod catalog;
mod connection;
pub(in crate::dialect) mod declaring;
mod definition;
mod describe;
mod emit;
mod failure;
mod file;
mod guard;
mod inspect;
mod lock;
mod offset;
mod rebuild;
mod refresh;
mod schema;
mod statement;
mod steps;
mod tokens;
mod transaction;
mod types;
mod words;
mod writing;

use std::ops::DerefMut;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

pub use emit::{emit, joined, paired};
pub use file::{create_database, recreate_database};
pub(crate) use types::SqliteTypes;

use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::Session;
use rebuild::Rebuild;
use refresh::Baseline;
use words::quote;

/// A session on a SQLite database, on a connection of one's own or a borrowed one.
pub struct SqliteSession<C> {
    connection: C,
    state: Arc<Mutex<State>>,
}

/// What a session remembers. It is changed where the statements run, so that a cancelled call
/// leaves it right.
#[derive(Default)]
struct State {
    baseline: Option<Baseline>,
    marks: transaction::Marks,
    rebuild: Option<Rebuild>,
    lock: lock::Hold,
}

impl<C> SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    /// A session on an open connection. The settings, temporary tables and attached databases
    /// that it has when the first call is made are what
    /// [`refresh`](crate::session::Guard::refresh) goes back to.
    pub fn from_connection(connection: C) -> Self {
        Self {
            connection,
            state: Arc::default(),
        }
    }

    /// What the session remembers, its lock included, without the connection.
    fn into_state(self) -> Arc<Mutex<State>> {
        self.state
    }

    /// Runs a task on the thread for blocking work. It is not tied to the caller: dropping the
    /// wrapper's own future blocks, or panics on a runtime with one thread.
    async fn work<R: Send + 'static>(
        &mut self,
        task: impl FnOnce(&mut SqliteConnection, &mut State) -> Result<R, ServerError> + Send + 'static,
    ) -> Result<R, ServerError> {
        let state = Arc::clone(&self.state);
        let running = self.connection.spawn_blocking(move |connection| {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            if state.baseline.is_none() {
                match Baseline::take(connection) {
                    Ok(baseline) => state.baseline = Some(baseline),
                    Err(error) => return Ok(Err(error)),
                }
            }
            Ok(task(connection, &mut state))
        });
        match tokio::spawn(running).await {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => Err(failure::translate(&error)),
            Err(error) => Err(ServerError::new(Class::Other, error.to_string())),
        }
    }
}

pub(super) async fn connect(address: &Address) -> Result<Box<dyn Session>, ServerError> {
    let connection = file::open(address).await?;
    Ok(Box::new(SqliteSession::from_connection(Box::new(
        connection,
    ))))
}
