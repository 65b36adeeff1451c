//! Transactions that never report a commit that did not happen, and retrying them.

use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use diesel::result::Error as DieselError;
use diesel_async::{
    AnsiTransactionManager, AsyncPgConnection, SimpleAsyncConnection, TransactionManager,
};
use tokio::time::sleep;

use crate::error::{Error, Result};
use crate::instrumentation::session_of;
use crate::session::IN_TRANSACTION;
use crate::sqlstate::SqlState;

/// An async closure that takes `A`, returns `R`, and may move between threads while it waits.
///
/// Never implement it: write `async |conn| { … }`. It exists because Rust cannot yet express that
/// the future of an async closure is `Send`.
pub trait Work<A, R>: AsyncFnOnce(A) -> R + FnOnce(A) -> <Self as Work<A, R>>::Future {
    /// The future that the closure returns.
    type Future: Future<Output = R> + Send;
}

impl<F, A, R, T> Work<A, R> for F
where
    F: AsyncFnOnce(A) -> R + FnOnce(A) -> T,
    T: Future<Output = R> + Send,
{
    type Future = T;
}

/// The isolation level of a transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// The database's default, usually `READ COMMITTED`.
    #[default]
    Default,
    /// Every statement sees the data as of the transaction's first statement.
    RepeatableRead,
    /// As if the transactions ran one after another; some fail with `Retry`.
    Serializable,
}

/// How often [`retry`] runs a transaction, with which pauses and isolation level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// The maximum number of attempts. Default: 5.
    pub count: u32,
    /// The pause after the first failure, doubled after each further one; half of it is random.
    /// Default: 20 milliseconds.
    pub first_pause: Duration,
    /// The longest pause. Default: 1 second.
    pub longest_pause: Duration,
    /// The isolation level. Default: the database's.
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

/// The caller's error type, which knows whether running the transaction again can help.
pub trait Retryable {
    /// Returns true if running the whole transaction again, immediately, can help.
    fn is_retryable(&self) -> bool;
}

impl Retryable for Error {
    fn is_retryable(&self) -> bool {
        self.is_retryable()
    }
}

/// Runs `work` in a transaction: commits if it returns `Ok`, rolls back if not. Inside another
/// transaction it runs in a savepoint.
///
/// An error that `work` ignores is not lost: the server aborts the transaction at the first error
/// and would answer `COMMIT` with a silent rollback, so this returns `TransactionAborted`.
///
/// # Errors
/// The error of `work`; `TransactionAborted`, see above; `Retry` when a conflict is detected at the
/// commit; `Unavailable` when the connection is lost before the commit, so that nothing took
/// effect; `OutcomeUnknown` when the response to `COMMIT` was lost.
pub async fn transaction<T, E, F>(conn: &mut AsyncPgConnection, work: F) -> Result<T, E>
where
    T: Send,
    E: From<Error> + Send,
    F: for<'r> Work<&'r mut AsyncPgConnection, Result<T, E>> + Send,
{
    let begun = AnsiTransactionManager::begin_transaction(conn).await;
    begun.map_err(Error::from)?;
    finish(conn, work).await
}

/// Runs `work` in a transaction as [`transaction`] does, and repeats it after a conflict with
/// another one (`40001`, `40P01`), after a partly random pause. `work` is cloned for each attempt,
/// so its effects outside the database must be repeatable.
///
/// # Errors
/// As [`transaction`]; `Retry` when the last attempt had a conflict too. `Database` when called
/// inside a transaction, because only a whole one can be repeated.
pub async fn retry<T, E, F>(
    conn: &mut AsyncPgConnection,
    attempts: Attempts,
    work: F,
) -> Result<T, E>
where
    T: Send,
    E: From<Error> + Retryable + Send,
    F: for<'r> Work<&'r mut AsyncPgConnection, Result<T, E>> + Clone + Send,
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
        let begun = AnsiTransactionManager::begin_transaction_sql(conn, begin).await;
        begun.map_err(Error::from)?;
        match finish(conn, work.clone()).await {
            Err(error) if error.is_retryable() && left > 0 => sleep(jittered(pause)).await,
            done => return done,
        }
        pause = pause.saturating_mul(2).min(attempts.longest_pause);
    }
}

/// Returns a random time between half of `time` and `time`, so that conflicting transactions do not
/// meet again.
#[must_use]
pub fn jittered(time: Duration) -> Duration {
    let random = RandomState::new().hash_one(0) >> 32;
    let half = time / 2;
    half + half.mul_f64(f64::from(u32::try_from(random).unwrap_or_default()) / f64::from(u32::MAX))
}

/// Runs `work` in the transaction that was begun, and ends it.
async fn finish<T, E, F>(conn: &mut AsyncPgConnection, work: F) -> Result<T, E>
where
    T: Send,
    E: From<Error> + Send,
    F: for<'r> Work<&'r mut AsyncPgConnection, Result<T, E>> + Send,
{
    match work(conn).await {
        Ok(value) => match condition(conn).await {
            Condition::Open => commit(conn).await.map(|()| value).map_err(E::from),
            Condition::Failed => {
                roll_back(conn).await?;
                Err(Error::TransactionAborted.into())
            }
            Condition::Gone(state) => {
                roll_back(conn).await?;
                Err(gone(state).into())
            }
        },
        Err(error) => {
            roll_back(conn).await?;
            Err(error)
        }
    }
}

/// The condition of a transaction after `work`.
enum Condition {
    /// It can be committed.
    Open,
    /// An error aborted it.
    Failed,
    /// The session ended, with the server's reason if it sent one.
    Gone(Option<SqlState>),
}

/// Determines the condition of the transaction. It takes a round trip only after a statement whose
/// future was dropped, and on a connection that this crate did not open.
async fn condition(conn: &mut AsyncPgConnection) -> Condition {
    let Some(session) = session_of(conn) else {
        return condition_of_foreign(conn).await;
    };
    if session.is_busy() {
        // A statement's future was dropped; once this is answered, its result is known.
        let _ = conn.batch_execute("").await;
    }
    match session.end() {
        Some(state) => Condition::Gone(state),
        None if session.status() == IN_TRANSACTION => Condition::Open,
        None => Condition::Failed,
    }
}

async fn condition_of_foreign(conn: &mut AsyncPgConnection) -> Condition {
    let asked = conn.batch_execute("SELECT 1").await;
    match asked.map_err(Error::from) {
        Err(Error::TransactionAborted) => Condition::Failed,
        Err(Error::Unavailable { .. }) => Condition::Gone(None),
        _ => Condition::Open,
    }
}

fn gone(state: Option<SqlState>) -> Error {
    let code = state.map(|state| format!(" ({state})")).unwrap_or_default();
    Error::Unavailable {
        reason: format!("the session ended before the commit{code}, so nothing took effect"),
    }
}

/// Rolls back; a lost connection is not an error here, because then nothing took effect.
async fn roll_back(conn: &mut AsyncPgConnection) -> Result<()> {
    match AnsiTransactionManager::rollback_transaction(conn).await {
        Ok(()) | Err(DieselError::BrokenTransactionManager) => Ok(()),
        Err(error) => match Error::from(error) {
            Error::Unavailable { .. } | Error::OutcomeUnknown { .. } => Ok(()),
            other => Err(other),
        },
    }
}

async fn commit(conn: &mut AsyncPgConnection) -> Result<()> {
    let is_ours = session_of(conn).is_some();
    let committed = AnsiTransactionManager::commit_transaction(conn).await;
    committed.map_err(|error| match Error::from(error) {
        // This crate's connections report whether COMMIT was sent before they were lost.
        Error::Unavailable { reason } if !is_ours => Error::OutcomeUnknown {
            reason: format!("{reason} during COMMIT"),
        },
        other => other,
    })
}
