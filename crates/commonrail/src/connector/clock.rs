//! The client-side limit on how long a response may take.
//!
//! The server's `statement_timeout` ends a slow statement, but not the wait for a server that has
//! gone silent. Each connection has one timer for its oldest pending request. It is reset when it
//! fires, not when a call begins, so a call only reads the clock once.

use std::future::Future as _;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

use crate::session::Session;

/// The timer of one connection; `None` without a limit.
pub(super) struct Clock {
    timer: Option<Pin<Box<Sleep>>>,
    limit: Duration,
    is_set: bool,
}

impl Clock {
    pub(super) fn new(limit: Option<Duration>) -> Self {
        Self {
            timer: limit.map(|limit| Box::pin(sleep(limit))),
            limit: limit.unwrap_or_default(),
            is_set: false,
        }
    }

    /// Returns true if the oldest request of the session has waited for longer than the limit.
    /// While the timer is set, this costs next to nothing until it fires and wakes the task.
    pub(super) fn has_passed(&mut self, session: &Session, cx: &mut Context<'_>) -> bool {
        let Some(timer) = &mut self.timer else {
            return false;
        };
        if session.is_waiting() && !session.is_reading() {
            // The caller is not reading what has arrived, so the server is not to blame.
            session.wait_begins();
        }
        if !self.is_set {
            self.is_set = true;
            if timer.as_mut().poll(cx) == Poll::Pending {
                return false;
            }
        }
        while timer.is_elapsed() {
            let now = Instant::now();
            let due = session.waits_since().unwrap_or(now) + self.limit;
            if due <= now {
                return true;
            }
            timer.as_mut().reset(due);
            if timer.as_mut().poll(cx) == Poll::Pending {
                return false;
            }
        }
        false
    }
}
