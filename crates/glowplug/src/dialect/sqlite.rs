//! SQLite, through Diesel's own connection on a blocking thread, so that a long migration does not
//! block the runtime.
//!
//! Cancelling a call does not interrupt SQLite: the statement runs to its end in the background,
//! and the next call waits for it. SQLite has no timeout for a single statement that is accessible
//! through Diesel, so [`Limits::statement_timeout`](crate::session::Limits::statement_timeout) has
//! no effect.

mod bookkeeping;
mod connection;
mod databases;
mod dialect;
mod error;
mod guard;
mod inspect;
pub mod layout;
mod lock;
mod nontransactional;
mod normalize;
mod offset;
pub mod quote;
mod rebuild;
mod schema;
mod scratch;
mod session_state;
mod statement;
pub mod tokens;
mod transaction;
mod untrusted;

use std::ops::DerefMut;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::SqliteConnection;
use diesel_async::sync_connection_wrapper::SyncConnectionWrapper;

pub use databases::{create_database, recreate_database};
pub use dialect::Sqlite;
pub use schema::spelled_keys;

use crate::error::{Class, ServerError};
use crate::model::Address;
use crate::session::Session;
use quote::quote;
use rebuild::Rebuild;
use session_state::InitialState;

/// A session on a SQLite database, over its own connection or a borrowed one.
pub struct SqliteSession<C> {
    connection: C,
    state: Arc<Mutex<State>>,
}

/// The state of a session. It is changed on the thread that runs the statements, so that it stays
/// correct when a call is cancelled.
#[derive(Default)]
struct State {
    baseline: Option<InitialState>,
    marks: transaction::Marks,
    rebuild: Option<Rebuild>,
    lock: lock::Hold,
}

impl<C> SqliteSession<C>
where
    C: DerefMut<Target = SyncConnectionWrapper<SqliteConnection>> + Send,
{
    /// Returns a session over an open connection. The settings, temporary tables and attached
    /// databases at the time of the first call are what [`reset_session`](crate::session::Guard::reset_session)
    /// resets to.
    pub fn from_connection(connection: C) -> Self {
        Self {
            connection,
            state: Arc::default(),
        }
    }

    /// Returns the state of the session, with its lock, without the connection.
    fn into_state(self) -> Arc<Mutex<State>> {
        self.state
    }

    /// Runs a task on the blocking thread. The task is detached from the caller: dropping the
    /// wrapper's own future blocks, or panics on a single-threaded runtime.
    async fn work<R: Send + 'static>(
        &mut self,
        task: impl FnOnce(&mut SqliteConnection, &mut State) -> Result<R, ServerError> + Send + 'static,
    ) -> Result<R, ServerError> {
        let state = Arc::clone(&self.state);
        let running = self.connection.spawn_blocking(move |connection| {
            let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
            if state.baseline.is_none() {
                match InitialState::take(connection) {
                    Ok(baseline) => state.baseline = Some(baseline),
                    Err(error) => return Ok(Err(error)),
                }
            }
            Ok(task(connection, &mut state))
        });
        match tokio::spawn(running).await {
            Ok(Ok(result)) => result,
            Ok(Err(error)) => Err(error::translate(&error)),
            Err(error) => Err(ServerError::new(Class::Other, error.to_string())),
        }
    }
}

pub(super) async fn connect(address: &Address) -> Result<Box<dyn Session>, ServerError> {
    let connection = databases::open(address).await?;
    Ok(Box::new(SqliteSession::from_connection(Box::new(
        connection,
    ))))
}
