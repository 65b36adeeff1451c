//! Transactions that cannot end in a false success, and their repetition.

use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use diesel::result::Error as DieselError;
use diesel_async::{
    AnsiTransactionManager, AsyncPgConnection, SimpleAsyncConnection, TransactionManager,
};
use tokio::time::sleep;

use super::session::IN_TRANSACTION;
use super::watch::session_of;
use crate::error::{Error, Result};

/// An async closure that takes `A`, returns `R`, and may move between threads while it waits.
///
/// Never implement it: write `async |conn| { … }`. It exists because Rust cannot yet say that
/// the future of an async closure is `Send`.
pub trait Work<A, R>: AsyncFnOnce(A) -> R + FnOnce(A) -> <Self as Work<A, R>>::Future {
    /// What the closure returns.
    type Future: Future<Output = R> + Send;
}

impl<F, A, R, T> Work<A, R> for F
where
    F: AsyncFnOnce(A) -> R + FnOnce(A) -> T,
    T: Future<Output = R> + Send,
{
    type Future = T;
}

/// How strictly a transaction is kept apart from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// The database's default, usually `READ COMMITTED`.
    #[default]
    Default,
    /// Every statement sees the data as of the first one.
    RepeatableRead,
    /// As if the transactions ran one after another; some fail with `Retry`.
    Serializable,
}

/// How often, and how, [`retry`] runs a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// How often it runs at most. Default: 5.
    pub count: u32,
    /// The pause after the first failure, doubled after each more; half of it is random.
    /// Default: 20 milliseconds.
    pub first_pause: Duration,
    /// The longest pause. Default: 1 second.
    pub longest_pause: Duration,
    /// Default: the database's.
    pub isolation: Isolation,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            count: 5,
            first_pause: Duration::from_millis(20),
            longest_pause: Duration::from_secs(1),
            isolation: Isolation::Default,
        }
    }
}

/// Runs `work` in a transaction: commits if it returns `Ok`, rolls back if not. Inside another
/// transaction it runs in a savepoint.
///
/// An error that `work` ignores is not lost: the server gives the transaction up at the first
/// error and would answer `COMMIT` with a silent rollback, so this returns `TransactionAborted`.
///
/// # Errors
/// What `work` returns; `TransactionAborted`, see above; `Retry` when a conflict shows at the
/// commit; `Unavailable` when the connection breaks, which says so if the answer to `COMMIT` was
/// lost and nobody knows whether it took effect.
pub async fn transaction<T, F>(conn: &mut AsyncPgConnection, work: F) -> Result<T>
where
    T: Send,
    F: for<'r> Work<&'r mut AsyncPgConnection, Result<T>> + Send,
{
    AnsiTransactionManager::begin_transaction(conn).await?;
    finish(conn, work).await
}

/// Runs `work` in a transaction as [`transaction`] does, and again on a conflict with another
/// one (`40001`, `40P01`), after a pause with a random part. `work` is cloned for each attempt,
/// so what it changes outside the database must bear repetition.
///
/// # Errors
/// As [`transaction`]; `Retry` when the last attempt met a conflict, too. `Database` when called
/// inside a transaction, for only a whole one can be repeated.
pub async fn retry<T, F>(conn: &mut AsyncPgConnection, attempts: Attempts, work: F) -> Result<T>
where
    T: Send,
    F: for<'r> Work<&'r mut AsyncPgConnection, Result<T>> + Clone + Send,
{
    let begin = match attempts.isolation {
        Isolation::Default => "BEGIN",
        Isolation::RepeatableRead => "BEGIN ISOLATION LEVEL REPEATABLE READ",
        Isolation::Serializable => "BEGIN ISOLATION LEVEL SERIALIZABLE",
    };
    let mut left = attempts.count.max(1);
    let mut pause = attempts.first_pause;
    loop {
        left -= 1;
        AnsiTransactionManager::begin_transaction_sql(conn, begin).await?;
        match finish(conn, work.clone()).await {
            Err(error) if error.is_retryable() && left > 0 => sleep(jittered(pause)).await,
            done => return done,
        }
        pause = pause.saturating_mul(2).min(attempts.longest_pause);
    }
}

/// Between half of the time and the whole, so that rivals do not meet again.
pub(super) fn jittered(time: Duration) -> Duration {
    let random = RandomState::new().hash_one(0) >> 32;
    let half = time / 2;
    half + half.mul_f64(f64::from(u32::try_from(random).unwrap_or_default()) / f64::from(u32::MAX))
}

/// Runs `work` in the transaction that was begun, and ends it.
async fn finish<T, F>(conn: &mut AsyncPgConnection, work: F) -> Result<T>
where
    T: Send,
    F: for<'r> Work<&'r mut AsyncPgConnection, Result<T>> + Send,
{
    match work(conn).await {
        Ok(value) if is_alive(conn).await => commit(conn).await.map(|()| value),
        Ok(_) => {
            roll_back(conn).await?;
            Err(Error::TransactionAborted)
        }
        Err(error) => {
            roll_back(conn).await?;
            Err(error)
        }
    }
}

/// Whether the server is still in the transaction. Costs a round trip only after a statement that
/// was given up, and on a connection that this crate did not open.
async fn is_alive(conn: &mut AsyncPgConnection) -> bool {
    match session_of(conn) {
        Some(session) => {
            if session.is_busy() {
                // The work gave a statement up; what becomes of it is known once this is answered.
                let _ = conn.batch_execute("").await;
            }
            session.status() == IN_TRANSACTION
        }
        None => match conn.batch_execute("SELECT 1").await {
            Ok(()) => true,
            Err(error) => !matches!(Error::from(error), Error::TransactionAborted),
        },
    }
}

/// Rolls back; that the connection is gone is no error of its own, for then nothing was done.
async fn roll_back(conn: &mut AsyncPgConnection) -> Result<()> {
    match AnsiTransactionManager::rollback_transaction(conn).await {
        Ok(()) | Err(DieselError::BrokenTransactionManager) => Ok(()),
        Err(error) => match Error::from(error) {
            Error::Unavailable { .. } => Ok(()),
            other => Err(other),
        },
    }
}

async fn commit(conn: &mut AsyncPgConnection) -> Result<()> {
    let committed = AnsiTransactionManager::commit_transaction(conn).await;
    committed.map_err(|error| match Error::from(error) {
        Error::Unavailable { reason } => Error::Unavailable {
            reason: format!("{reason} during COMMIT, so it is unknown whether it took effect"),
        },
        other => other,
    })
}
