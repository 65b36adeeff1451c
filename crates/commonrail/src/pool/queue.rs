//! A fair queue in front of bb8, and the wait for a new connection if none is idle.
//!
//! bb8 lets newcomers overtake waiting callers, so a fair semaphore of the pool's size is placed in
//! front of it. And bb8 hides why connecting failed, so its error sink passes the reason on to the
//! waiting callers.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use bb8::{ErrorSink, ManageConnection, QueueStrategy, RunError};
use diesel_async::pooled_connection::PoolableConnection;
use futures_util::FutureExt;
use futures_util::future::{Either, select};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError, watch};
use tokio::time::{Instant, sleep, timeout_at};

use super::State;
use super::guard::PooledConnection;
use super::lease::Lease;
use crate::connector::{Connection, Connector, Demand};
use crate::error::{Error, Result};
use crate::failure::Failure;
use crate::settings::Settings;

/// The first pause of a checkout before connecting is tried again; it doubles up to a second.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

type Pooled = bb8::PooledConnection<'static, Connector>;

/// The state that all clones of a pool share.
pub(super) struct Shared {
    bb8: bb8::Pool<Connector>,
    connector: Connector,
    checkout_timeout: Duration,
    permits: Arc<Semaphore>,
    waiting: AtomicU32,
    failures: watch::Receiver<Failures>,
    failed: Arc<AtomicU64>,
}

/// The last reason why no connection could be opened, and the number of failures.
#[derive(Clone, Debug, Default)]
struct Failures {
    count: u64,
    last: Option<Failure>,
}

impl Shared {
    /// Creates the pool, without connecting.
    ///
    /// # Errors
    /// `Configuration` when the settings are invalid.
    pub(super) fn new(builder: bb8::Builder<Connector>, settings: Settings) -> Result<Self> {
        let config = config_of(&builder, bb8::Pool::config);
        let demand = Demand {
            checkout: Some(config.connection_timeout),
            replaces: config.min_idle.is_some(),
        };
        let connector = Connector::new(settings, demand)?;
        let (news, failures) = watch::channel(Failures::default());
        let failed = Arc::new(AtomicU64::new(0));
        let sink = Sink {
            failed: Arc::clone(&failed),
            news: Arc::new(news),
        };
        let bb8 = builder
            .retry_connection(false)
            .test_on_check_out(true)
            .queue_strategy(QueueStrategy::Lifo)
            .error_sink(Box::new(sink))
            .build_unchecked(connector.clone());
        Ok(Self {
            bb8,
            permits: Arc::new(Semaphore::new(config.max_size as usize)),
            connector,
            checkout_timeout: config.connection_timeout,
            waiting: AtomicU32::new(0),
            failures,
            failed,
        })
    }

    pub(super) fn settings(&self) -> &Settings {
        self.connector.settings()
    }

    pub(super) const fn checkout_timeout(&self) -> Duration {
        self.checkout_timeout
    }

    pub(super) async fn get<E: From<Error>>(&self) -> Result<PooledConnection, E> {
        let mut deadline = None;
        let permit = match Arc::clone(&self.permits).try_acquire_owned() {
            Ok(permit) => permit,
            Err(TryAcquireError::Closed) => return Err(closed().into()),
            Err(TryAcquireError::NoPermits) => {
                let until = *deadline.insert(self.deadline());
                self.queue(until).await?
            }
        };
        let seen = self.failed.load(Relaxed);
        // If a connection is idle, this is ready immediately. The future must be dropped here:
        // while it exists, bb8 counts it as a waiting caller and would open a connection for it,
        // too.
        let at_once = self.bb8.get_owned().now_or_never();
        let connection = match at_once {
            Some(got) => got.map_err(from_bb8)?,
            None => {
                let until = deadline.unwrap_or_else(|| self.deadline());
                self.wait(seen, until).await?
            }
        };
        Ok(PooledConnection::new(Lease::new(connection, permit)))
    }

    fn deadline(&self) -> Instant {
        Instant::now() + self.checkout_timeout
    }

    /// Waits for a permit, in the order of the calls. At the timeout, returns the reason if
    /// connecting failed meanwhile.
    async fn queue(&self, until: Instant) -> Result<OwnedSemaphorePermit> {
        let _waiting = Waiting::new(&self.waiting);
        let seen = self.failed.load(Relaxed);
        let permit = Arc::clone(&self.permits).acquire_owned();
        match timeout_at(until, permit).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) => Err(closed()),
            Err(_) => Err(match &*self.failures.borrow() {
                Failures {
                    count,
                    last: Some(failure),
                } if *count > seen => failure.clone().into(),
                _ => timed_out(),
            }),
        }
    }

    /// Waits for a new connection. Fails immediately for permanent reasons; for temporary ones, has
    /// connecting tried again until the time is up, and then returns the reason.
    async fn wait(&self, seen: u64, until: Instant) -> Result<Pooled> {
        let _waiting = Waiting::new(&self.waiting);
        let mut failures = self.failures.clone();
        let (mut pause, mut seen, mut reason) = (FIRST_PAUSE, seen, None);
        loop {
            let get = pin!(self.bb8.get_owned());
            let failed = pin!(next_failure(&mut failures, seen));
            let failure = match timeout_at(until, select(get, failed)).await {
                Ok(Either::Left((got, _))) => return got.map_err(from_bb8),
                Ok(Either::Right(((count, failure), _))) => {
                    seen = count;
                    failure
                }
                Err(_) => return Err(reason.map_or_else(timed_out, Failure::into)),
            };
            if failure.is_lasting() || Instant::now() + pause > until {
                return Err(failure.into());
            }
            reason = Some(failure);
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    pub(super) fn state(&self) -> State {
        let bb8 = self.bb8.state();
        State {
            connections: bb8.connections,
            idle: bb8.idle_connections,
            in_use: bb8.connections - bb8.idle_connections,
            waiting: self.waiting.load(Relaxed),
        }
    }

    pub(super) fn close(&self) {
        self.permits.close();
    }

    /// Closes the idle connections.
    pub(super) async fn drop_idle(&self) {
        while self.bb8.state().idle_connections > 0 {
            match self.bb8.get_owned().await {
                Ok(connection) => connection.session.mark_broken(),
                Err(_) => return,
            }
        }
    }
}

/// Reads a builder's configuration, whose type bb8 does not export by name.
fn config_of<C>(builder: &bb8::Builder<Connector>, _type: fn(&bb8::Pool<Connector>) -> C) -> C
where
    C: for<'b> From<&'b bb8::Builder<Connector>>,
{
    C::from(builder)
}

/// Waits for the first failure after those already seen; returns its number and the failure.
async fn next_failure(failures: &mut watch::Receiver<Failures>, seen: u64) -> (u64, Failure) {
    let news = failures.wait_for(|failures| failures.count > seen).await;
    let (count, failure) = news
        .map(|news| (news.count, news.last.clone()))
        .unwrap_or_default();
    (
        count,
        failure.unwrap_or_else(|| Failure::lasting("the pool is gone")),
    )
}

fn timed_out() -> Error {
    Error::Timeout {
        what: "pool checkout",
        state: None,
    }
}

fn closed() -> Error {
    Error::Unavailable {
        reason: "the pool is closed".into(),
    }
}

fn from_bb8(error: RunError<Failure>) -> Error {
    match error {
        RunError::User(failure) => failure.into(),
        RunError::TimedOut => timed_out(),
    }
}

/// Counts a caller for as long as it waits.
struct Waiting<'a>(&'a AtomicU32);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicU32) -> Self {
        count.fetch_add(1, Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Passes bb8's connection errors on to waiting callers.
#[derive(Clone, Debug)]
struct Sink {
    failed: Arc<AtomicU64>,
    news: Arc<watch::Sender<Failures>>,
}

impl ErrorSink<Failure> for Sink {
    fn sink(&self, failure: Failure) {
        if matches!(failure, Failure::Stale) {
            return;
        }
        self.news.send_modify(|failures| {
            failures.count = self.failed.fetch_add(1, Relaxed) + 1;
            failures.last = Some(failure);
        });
    }

    fn boxed_clone(&self) -> Box<dyn ErrorSink<Failure>> {
        Box::new(self.clone())
    }
}

impl ManageConnection for Connector {
    /// Boxed, because bb8 moves it around and it is large.
    type Connection = Box<Connection>;
    type Error = Failure;

    async fn connect(&self) -> Result<Box<Connection>, Failure> {
        self.connect().await.map(Box::new)
    }

    /// Checks only local state, without a round trip.
    async fn is_valid(&self, connection: &mut Box<Connection>) -> Result<(), Failure> {
        if is_unusable(self, connection) {
            return Err(Failure::Stale);
        }
        Ok(())
    }

    fn has_broken(&self, connection: &mut Box<Connection>) -> bool {
        is_unusable(self, connection)
            || connection.session.is_busy()
            || connection.session.is_touched()
    }
}

fn is_unusable(connector: &Connector, connection: &mut Connection) -> bool {
    let session = &connection.session;
    session.is_marked_broken() || connection.conn.is_broken() || connector.distrusts(session)
}
