//! What is known about one server session, written by the wire and by the instrumentation.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed};

use super::effect::Effect;

/// The server is in no transaction.
pub(super) const IDLE: u8 = b'I';
/// The server is in a transaction that failed.
pub(super) const FAILED: u8 = b'E';
/// The server is in a transaction.
pub(super) const IN_TRANSACTION: u8 = b'T';

/// The shared state of one connection. Every field is a hint for *this* client's own statements;
/// they are read when the connection has come to rest.
#[derive(Debug)]
pub(super) struct Session {
    started: AtomicU64,
    finished: AtomicU64,
    running: AtomicUsize,
    status: AtomicU8,
    effect: AtomicU8,
    cached: AtomicUsize,
    condemned: AtomicBool,
}

impl Session {
    pub(super) fn new() -> Self {
        Self {
            started: AtomicU64::new(0),
            finished: AtomicU64::new(0),
            running: AtomicUsize::new(0),
            status: AtomicU8::new(IDLE),
            effect: AtomicU8::new(0),
            cached: AtomicUsize::new(0),
            condemned: AtomicBool::new(false),
        }
    }

    /// Diesel built a query's future.
    pub(super) fn query_started(&self) {
        self.started.fetch_add(1, Relaxed);
    }

    /// Diesel saw a query's answer. Missing if its future was dropped.
    pub(super) fn query_finished(&self) {
        self.finished.fetch_add(1, Relaxed);
    }

    /// Diesel keeps one more prepared statement.
    pub(super) fn statement_cached(&self) {
        self.cached.fetch_add(1, Relaxed);
    }

    /// How many statements were executed and have no complete answer yet.
    pub(super) fn set_running(&self, count: usize) {
        self.running.store(count, Relaxed);
    }

    /// The transaction status of the last `ReadyForQuery`.
    pub(super) fn set_status(&self, status: u8) {
        self.status.store(status, Relaxed);
    }

    /// An error arrived: a transaction that was open has failed.
    pub(super) fn error_arrived(&self) {
        let _ = self
            .status
            .compare_exchange(IN_TRANSACTION, FAILED, Relaxed, Relaxed);
    }

    /// A statement ran that changes the session as `effect` says.
    pub(super) fn add_effect(&self, effect: Effect) {
        self.effect.fetch_max(effect as u8, Relaxed);
    }

    pub(super) fn status(&self) -> u8 {
        self.status.load(Relaxed)
    }

    /// Whether a query's future was dropped before its answer was complete.
    pub(super) fn is_busy(&self) -> bool {
        self.started.load(Relaxed) != self.finished.load(Relaxed) || self.running.load(Relaxed) != 0
    }

    /// Whether statements changed the session, or left a transaction open.
    pub(super) fn is_touched(&self) -> bool {
        self.effect.load(Relaxed) >= Effect::Resettable as u8 || self.status() != IDLE
    }

    /// Whether the session cannot be brought back to how it began.
    pub(super) fn is_spoilt(&self) -> bool {
        self.effect.load(Relaxed) == Effect::Lasting as u8
    }

    pub(super) fn cached_statements(&self) -> usize {
        self.cached.load(Relaxed)
    }

    pub(super) fn forget_statements(&self) {
        self.cached.store(0, Relaxed);
    }

    /// From here on the session is as new: its setup is over, or it was reset.
    pub(super) fn begin(&self) {
        self.effect.store(0, Relaxed);
        self.finished.store(self.started.load(Relaxed), Relaxed);
    }

    /// The connection is to be closed, whatever state it seems to be in.
    pub(super) fn condemn(&self) {
        self.condemned.store(true, Relaxed);
    }

    pub(super) fn pardon(&self) {
        self.condemned.store(false, Relaxed);
    }

    pub(super) fn is_condemned(&self) -> bool {
        self.condemned.load(Relaxed)
    }
}
