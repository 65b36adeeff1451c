//! The queue in front of bb8, and what a checkout does when there is no idle connection.
//!
//! bb8 lets newcomers overtake those who wait, so a fair semaphore of the pool's size stands
//! before it. And bb8 hides why connecting failed, so its error sink tells those who wait.

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
use super::failure::Failure;
use super::guard::{Held, PooledConnection};
use super::link::{Dialer, Link};
use super::settings::Settings;
use crate::error::{Error, Result};

/// How long a checkout waits before it has another connection tried; doubles up to the second.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

type Connection = bb8::PooledConnection<'static, Dialer>;

/// What all clones of a pool share.
pub(super) struct Shared {
    bb8: bb8::Pool<Dialer>,
    dialer: Dialer,
    permits: Arc<Semaphore>,
    waiting: AtomicU32,
    failures: watch::Receiver<Failures>,
    failed: Arc<AtomicU64>,
}

/// The last reason why no connection could be made, and how often that happened.
#[derive(Clone, Debug, Default)]
struct Failures {
    count: u64,
    last: Option<Failure>,
}

impl Shared {
    pub(super) fn new(dialer: Dialer) -> Self {
        let settings = dialer.settings();
        let (news, failures) = watch::channel(Failures::default());
        let failed = Arc::new(AtomicU64::new(0));
        let sink = Sink {
            failed: Arc::clone(&failed),
            news: Arc::new(news),
        };
        let bb8 = bb8::Pool::builder()
            .max_size(settings.max_size)
            .min_idle(settings.min_idle)
            .idle_timeout(settings.idle_timeout)
            .max_lifetime(settings.max_lifetime)
            .connection_timeout(settings.checkout_timeout)
            .retry_connection(false)
            .test_on_check_out(true)
            .queue_strategy(QueueStrategy::Lifo)
            .error_sink(Box::new(sink))
            .build_unchecked(dialer.clone());
        Self {
            bb8,
            permits: Arc::new(Semaphore::new(settings.max_size as usize)),
            dialer,
            waiting: AtomicU32::new(0),
            failures,
            failed,
        }
    }

    pub(super) fn settings(&self) -> &Settings {
        self.dialer.settings()
    }

    pub(super) async fn get(&self) -> Result<PooledConnection> {
        let mut deadline = None;
        let permit = match Arc::clone(&self.permits).try_acquire_owned() {
            Ok(permit) => permit,
            Err(TryAcquireError::Closed) => return Err(closed()),
            Err(TryAcquireError::NoPermits) => {
                let until = *deadline.insert(self.deadline());
                self.queue(until).await?
            }
        };
        let seen = self.failed.load(Relaxed);
        // With an idle connection this is ready at once. The future must end here: for as long as
        // it lives, bb8 counts a caller and would open a connection for it, too.
        let at_once = self.bb8.get_owned().now_or_never();
        let connection = match at_once {
            Some(got) => got.map_err(from_bb8)?,
            None => {
                let until = deadline.unwrap_or_else(|| self.deadline());
                self.wait(seen, until).await?
            }
        };
        Ok(PooledConnection::new(Held::new(connection, permit)))
    }

    fn deadline(&self) -> Instant {
        Instant::now() + self.settings().checkout_timeout
    }

    /// Waits for the permit of somebody who returns a connection, in the order of the calls. If
    /// nobody could connect meanwhile, that is the reason.
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

    /// Waits for a new connection. Fails at once for reasons that last; for others has it tried
    /// again until the time is up, and then tells the reason.
    async fn wait(&self, seen: u64, until: Instant) -> Result<Connection> {
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

    /// Closes the connections that nobody uses.
    pub(super) async fn drop_idle(&self) {
        while self.bb8.state().idle_connections > 0 {
            match self.bb8.get_owned().await {
                Ok(connection) => connection.session.condemn(),
                Err(_) => return,
            }
        }
    }
}

/// The first reason that came after the number of failures that were seen.
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

/// Passes bb8's connection errors on to those who wait.
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

impl ManageConnection for Dialer {
    /// Boxed: bb8 moves it about, and it is large.
    type Connection = Box<Link>;
    type Error = Failure;

    async fn connect(&self) -> Result<Box<Link>, Failure> {
        Self::connect(self).await.map(Box::new)
    }

    /// A look at the local state alone: no round trip.
    async fn is_valid(&self, link: &mut Box<Link>) -> Result<(), Failure> {
        if self.has_broken(link) {
            return Err(Failure::Stale);
        }
        Ok(())
    }

    fn has_broken(&self, link: &mut Box<Link>) -> bool {
        link.session.is_condemned() || link.conn.is_broken()
    }
}
