//! Returns connections to the pool, clean.
//!
//! Most are returned immediately. The others keep their place in the pool while a task cleans them,
//! so that no other caller meets a running statement, an open transaction or a changed session.

use std::pin::pin;
use std::time::Duration;

use diesel::connection::CacheSize;
use diesel::result::Error as DieselError;
use diesel_async::pooled_connection::PoolableConnection;
use diesel_async::{AsyncConnection, SimpleAsyncConnection};
use tokio::time::timeout;

use super::lease::Lease;
use crate::connector::Connection;
use crate::error::{Error, Result};
use crate::session::IDLE;
use crate::settings::{Pooler, Reset, Settings};
use crate::sqlstate::SqlState;

/// `DISCARD ALL` without `DEALLOCATE ALL`, which would break Diesel's statement cache.
const RESET: &str = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; \
                     SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES";

/// How long an abandoned statement may take to end on its own before it is cancelled.
const GRACE: Duration = Duration::from_millis(1);
/// The first pause between two cancel requests; it doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
/// The time after which a connection that is still busy is closed.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Returns a connection to its pool, immediately or after cleaning it.
pub(super) fn release(lease: Lease) {
    let connection = lease.connection();
    let connector = &connection.connector;
    if needs_cleaning(connection, connector.settings()) {
        connection.session.mark_broken();
        let runtime = connection.runtime.clone();
        let _entered = runtime.enter();
        runtime.spawn(clean(lease));
    } else if connector.demand().replaces {
        // To replace a connection, bb8 spawns a task, and this thread may have no runtime.
        let runtime = connection.runtime.clone();
        let _entered = runtime.enter();
        drop(lease);
    } else {
        drop(lease);
    }
}

/// Returns true if the connection must be cleaned before another caller gets it.
fn needs_cleaning(connection: &Connection, settings: &Settings) -> bool {
    let session = &connection.session;
    if session.is_marked_broken() {
        return false;
    }
    session.is_busy()
        || session.is_touched()
        || settings.reset == Reset::Always
        || session.cached_statements() > settings.statement_cache
}

/// Cancels running statements and resets the session; if that fails, the connection stays marked
/// and is closed.
async fn clean(mut lease: Lease) {
    let connection = lease.connection_mut();
    let connector = connection.connector.clone();
    match timeout(PATIENCE, restore(connection, connector.settings())).await {
        Ok(Ok(())) => {
            connection.session.begin();
            connection.session.unmark();
        }
        Ok(Err(_)) => {}
        // The driver would wait for the end of the statement; closing the socket makes the server
        // stop.
        Err(_) => connection.driver.abort(),
    }
}

async fn restore(connection: &mut Connection, settings: &Settings) -> Result<()> {
    if connection.session.is_busy() {
        cancel_and_drain(connection).await?;
    }
    if connection.conn.is_broken() || connection.session.is_unresettable() {
        return Err(Error::TransactionAborted);
    }
    if connection.session.status() != IDLE {
        (&mut &connection.conn).batch_execute("ROLLBACK").await?;
    }
    let resets = settings.reset == Reset::Always || connection.session.is_touched();
    if resets && settings.pooler == Pooler::Direct {
        (&mut &connection.conn).batch_execute(RESET).await?;
    }
    if connection.session.cached_statements() > settings.statement_cache {
        connection
            .conn
            .set_prepared_statement_cache_size(CacheSize::Disabled);
        connection
            .conn
            .set_prepared_statement_cache_size(CacheSize::Unbounded);
        connection.session.forget_statements();
    }
    Ok(())
}

/// Cancels running statements until an empty query after them is answered. Waits for each cancel
/// request, so none is pending afterwards.
async fn cancel_and_drain(connection: &Connection) -> Result<()> {
    let mut conn = &connection.conn;
    let limit = connection.connector.settings().connect_timeout;
    let mut barrier = pin!(conn.batch_execute(""));
    let mut pause = FIRST_PAUSE;
    let mut answer = timeout(GRACE, &mut barrier).await;
    while answer.is_err() {
        // A failed request is repeated after the pause, until the time is up.
        let _ = connection.canceller.cancel(limit).await;
        answer = timeout(pause, &mut barrier).await;
        pause *= 2;
    }
    match answer {
        Ok(Err(error)) => was_cancelled(error),
        _ => Ok(()),
    }
}

/// Accepts that a cancel request hit the empty query itself; any other error is returned.
fn was_cancelled(error: DieselError) -> Result<()> {
    match Error::from(error) {
        error if error.sqlstate() == Some(SqlState::QUERY_CANCELED) => Ok(()),
        other => Err(other),
    }
}
