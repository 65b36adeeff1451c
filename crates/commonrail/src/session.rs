//! The known state of one server session, written by `wire` and by the instrumentation.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use tokio::time::Instant;

use crate::session_effect::{Effect, OwnLimit};
use crate::sqlstate::SqlState;

/// The server is in no transaction.
pub(crate) const IDLE: u8 = b'I';
/// The server is in a transaction that failed.
pub(crate) const FAILED: u8 = b'E';
/// The server is in a transaction.
pub(crate) const IN_TRANSACTION: u8 = b'T';

/// The shared state of one connection. Every field is a hint about *this* client's own statements;
/// all but those about waiting for a response are only read while the connection is idle.
#[derive(Debug)]
pub(crate) struct Session {
    started: AtomicU64,
    finished: AtomicU64,
    running: AtomicUsize,
    status: AtomicU8,
    effect: AtomicU8,
    cached: AtomicUsize,
    broken: AtomicBool,
    /// Whether the connection cannot be used any more, even after a reset.
    unfit: AtomicBool,
    wants_writes: AtomicBool,
    /// Why the session ended, if the server or the network ended it.
    end: OnceLock<Option<SqlState>>,
    /// The start of the clock for the fields below.
    opened: Instant,
    /// Since when the oldest request waits for its response, in nanoseconds; 0 if none does.
    waits_since: AtomicU64,
    /// When the last wait began, by the same clock.
    last_wait: AtomicU64,
    /// Whether the wire waits for bytes from the server, and not for the client to take them.
    is_reading: AtomicBool,
    own_limit: AtomicU8,
    gave_up: AtomicBool,
}

impl Session {
    pub(crate) fn new() -> Self {
        Self {
            started: AtomicU64::new(0),
            finished: AtomicU64::new(0),
            running: AtomicUsize::new(0),
            status: AtomicU8::new(IDLE),
            effect: AtomicU8::new(0),
            cached: AtomicUsize::new(0),
            broken: AtomicBool::new(false),
            unfit: AtomicBool::new(false),
            wants_writes: AtomicBool::new(false),
            end: OnceLock::new(),
            opened: Instant::now(),
            waits_since: AtomicU64::new(0),
            last_wait: AtomicU64::new(0),
            is_reading: AtomicBool::new(false),
            own_limit: AtomicU8::new(0),
            gave_up: AtomicBool::new(false),
        }
    }

    /// Counts a query whose future Diesel created.
    pub(crate) fn query_started(&self) {
        self.started.fetch_add(1, Relaxed);
    }

    /// Counts a query whose response Diesel received; it does not for a future that was dropped.
    pub(crate) fn query_finished(&self) {
        self.finished.fetch_add(1, Relaxed);
    }

    /// Counts a prepared statement that Diesel caches.
    pub(crate) fn statement_cached(&self) {
        self.cached.fetch_add(1, Relaxed);
    }

    /// Sets the number of executed statements without a complete response.
    pub(crate) fn set_running(&self, count: usize) {
        self.running.store(count, Relaxed);
    }

    /// Sets the transaction status of the last `ReadyForQuery`.
    pub(crate) fn set_status(&self, status: u8) {
        self.status.store(status, Relaxed);
    }

    /// Records an error: an open transaction has failed.
    pub(crate) fn error_arrived(&self) {
        let _ = self
            .status
            .compare_exchange(IN_TRANSACTION, FAILED, Relaxed, Relaxed);
    }

    /// Records a statement that changes the session as `effect` says.
    pub(crate) fn add_effect(&self, effect: Effect) {
        self.effect.fetch_max(effect as u8, Relaxed);
    }

    pub(crate) fn status(&self) -> u8 {
        self.status.load(Relaxed)
    }

    /// Returns true if a query's future was dropped before its response was complete.
    pub(crate) fn is_busy(&self) -> bool {
        self.started.load(Relaxed) != self.finished.load(Relaxed) || self.running.load(Relaxed) != 0
    }

    /// Returns true if statements changed the session, or left a transaction open.
    pub(crate) fn is_touched(&self) -> bool {
        self.effect.load(Relaxed) >= Effect::Resettable as u8 || self.status() != IDLE
    }

    /// Returns true if no reset can restore the session's initial state.
    pub(crate) fn is_unresettable(&self) -> bool {
        self.effect.load(Relaxed) == Effect::Lasting as u8
    }

    pub(crate) fn cached_statements(&self) -> usize {
        self.cached.load(Relaxed)
    }

    pub(crate) fn forget_statements(&self) {
        self.cached.store(0, Relaxed);
    }

    /// Marks the session as new: its setup is finished, or it was reset.
    pub(crate) fn begin(&self) {
        self.effect.store(0, Relaxed);
        self.own_limit.store(0, Relaxed);
        self.finished.store(self.started.load(Relaxed), Relaxed);
    }

    /// Marks the connection to be closed, unless [`Session::unmark`] follows.
    pub(crate) fn mark_broken(&self) {
        self.broken.store(true, Relaxed);
    }

    pub(crate) fn unmark(&self) {
        self.broken.store(false, Relaxed);
    }

    pub(crate) fn is_marked_broken(&self) -> bool {
        self.broken.load(Relaxed) || self.unfit.load(Relaxed)
    }

    /// Marks the connection to be closed in any case.
    pub(crate) fn make_unfit(&self) {
        self.unfit.store(true, Relaxed);
    }

    /// Records that a server that accepts writes was asked for.
    pub(crate) fn want_writes(&self) {
        self.wants_writes.store(true, Relaxed);
    }

    /// Records that the server is read-only, and marks the connection to be closed. If any server
    /// was acceptable, a connection younger than a second is kept, because a new one would be no
    /// better.
    pub(crate) fn met_read_only(&self) {
        let is_old = self.opened.elapsed() > Duration::from_secs(1);
        if is_old || self.wants_writes.load(Relaxed) {
            self.make_unfit();
        }
    }

    /// Records that the session was ended from outside, with the server's reason if it sent one.
    pub(crate) fn ended(&self, state: Option<SqlState>) {
        self.make_unfit();
        let _ = self.end.set(state);
    }

    /// Returns why the session ended; `None` if it did not.
    pub(crate) fn end(&self) -> Option<Option<SqlState>> {
        self.end.get().copied()
    }

    /// Records that the oldest request begins to wait.
    pub(crate) fn wait_begins(&self) {
        let since = u64::try_from(self.opened.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.waits_since.store(since | 1, Relaxed);
        self.last_wait.store(since, Relaxed);
    }

    /// Records that no request is pending any more.
    pub(crate) fn wait_ends(&self) {
        self.waits_since.store(0, Relaxed);
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.waits_since.load(Relaxed) != 0
    }

    /// Returns since when the oldest request waits, unless its caller set its own limit.
    pub(crate) fn waits_since(&self) -> Option<Instant> {
        match self.waits_since.load(Relaxed) {
            0 => None,
            _ if self.own_limit.load(Relaxed) != 0 => None,
            since => Some(self.opened + Duration::from_nanos(since)),
        }
    }

    /// Returns true if no request was sent since this moment.
    pub(crate) fn is_unused_since(&self, moment: Instant) -> bool {
        self.opened + Duration::from_nanos(self.last_wait.load(Relaxed)) < moment
    }

    pub(crate) fn set_reading(&self, is_reading: bool) {
        self.is_reading.store(is_reading, Relaxed);
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.is_reading.load(Relaxed)
    }

    /// Records a statement that changed the server's statement timeout.
    pub(crate) fn set_own_limit(&self, limit: OwnLimit) {
        self.own_limit.fetch_max(limit as u8, Relaxed);
    }

    /// Clears the limit that was set for the transaction, which has ended.
    pub(crate) fn transaction_ended(&self) {
        if self.own_limit.load(Relaxed) == OwnLimit::Transaction as u8 {
            self.own_limit.store(0, Relaxed);
        }
    }

    /// Records that the server was silent for too long.
    pub(crate) fn give_up(&self) {
        self.gave_up.store(true, Relaxed);
        self.ended(None);
    }

    pub(crate) fn has_given_up(&self) -> bool {
        self.gave_up.load(Relaxed)
    }
}
