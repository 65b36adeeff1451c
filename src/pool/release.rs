//! What happens to a connection when its borrower lets go.
//!
//! Most go straight back. The others keep their place in the pool while a task tidies them up,
//! so nobody else meets a running statement, an open transaction or a changed session.

use std::pin::pin;
use std::time::Duration;

use diesel::connection::CacheSize;
use diesel::result::Error as DieselError;
use diesel_async::pooled_connection::PoolableConnection;
use diesel_async::{AsyncConnection, SimpleAsyncConnection};
use tokio::time::timeout;

use super::guard::Held;
use super::link::Link;
use super::session::IDLE;
use super::settings::{Pooler, Reset, Settings};
use crate::error::{Error, Result, SqlState};

/// `DISCARD ALL` without `DEALLOCATE ALL`, which would break Diesel's statement cache.
const RESET: &str = "CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *; \
                     SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES";

/// How long an abandoned statement may take to end by itself before it is cancelled.
const GRACE: Duration = Duration::from_millis(1);
/// How long to wait after a cancel request before the next; doubles.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
/// After this long a connection that does not come to rest is closed.
const PATIENCE: Duration = Duration::from_secs(5);

/// Returns a connection to its pool, now or after it was tidied up.
pub(super) fn release(held: Held) {
    let link = held.link();
    let settings = link.canceller.dialer().settings();
    if needs_care(link, settings) {
        link.session.condemn();
        let runtime = link.runtime.clone();
        let _entered = runtime.enter();
        runtime.spawn(tidy(held));
    } else if settings.min_idle.is_some() {
        // Where bb8 replaces a connection it spawns a task, and this thread may have no runtime.
        let runtime = link.runtime.clone();
        let _entered = runtime.enter();
        drop(held);
    } else {
        drop(held);
    }
}

fn needs_care(link: &Link, settings: &Settings) -> bool {
    let session = &link.session;
    if session.is_condemned() {
        return false;
    }
    session.is_busy()
        || session.is_touched()
        || settings.reset == Reset::Always
        || session.cached_statements() > settings.statement_cache
}

/// Brings the connection to rest and resets it; one that fails is closed, for it stays condemned.
async fn tidy(mut held: Held) {
    let link = held.link_mut();
    let dialer = link.canceller.dialer().clone();
    match timeout(PATIENCE, restore(link, dialer.settings())).await {
        Ok(Ok(())) => {
            link.session.begin();
            link.session.pardon();
        }
        Ok(Err(_)) => {}
        // It would wait for the statement's end; a closed socket tells the server to stop.
        Err(_) => link.driver.abort(),
    }
}

async fn restore(link: &mut Link, settings: &Settings) -> Result<()> {
    if link.session.is_busy() {
        come_to_rest(link).await?;
    }
    if link.conn.is_broken() || link.session.is_spoilt() {
        return Err(Error::TransactionAborted);
    }
    if link.session.status() != IDLE {
        (&mut &link.conn).batch_execute("ROLLBACK").await?;
    }
    let resets = settings.reset == Reset::Always || link.session.is_touched();
    if resets && settings.pooler == Pooler::Direct {
        (&mut &link.conn).batch_execute(RESET).await?;
    }
    if link.session.cached_statements() > settings.statement_cache {
        link.conn
            .set_prepared_statement_cache_size(CacheSize::Disabled);
        link.conn
            .set_prepared_statement_cache_size(CacheSize::Unbounded);
        link.session.forget_statements();
    }
    Ok(())
}

/// Cancels what runs until an empty query behind it is answered. Cancel requests are waited for,
/// so none is under way afterwards.
async fn come_to_rest(link: &Link) -> Result<()> {
    let mut conn = &link.conn;
    let mut barrier = pin!(conn.batch_execute(""));
    let mut pause = FIRST_PAUSE;
    let mut answer = timeout(GRACE, &mut barrier).await;
    while answer.is_err() {
        // A request that failed is made again: the pause ends, and so does patience.
        let _ = link.canceller.cancel().await;
        answer = timeout(pause, &mut barrier).await;
        pause *= 2;
    }
    match answer {
        Ok(Err(error)) => was_cancelled(error),
        _ => Ok(()),
    }
}

/// A cancel request may hit the empty query itself; any other error is one.
fn was_cancelled(error: DieselError) -> Result<()> {
    match Error::from(error) {
        error if error.sqlstate() == Some(SqlState::QUERY_CANCELED) => Ok(()),
        other => Err(other),
    }
}
