//! Updates the session from the messages in both directions.

mod error;

use std::collections::HashMap;
use std::sync::Arc;

use bytes::BytesMut;

use super::lost_answers;
use super::repair::{Hidden, Repairer};
use super::requests::{Request, Requests};
use crate::protocol::{Frames, Gate, Listener, read_whole};
use crate::session::{IDLE, Session};
use crate::session_effect::{self as effect, Course, Effect, OwnLimit};
use error::ServerError;

/// How many bytes of a statement's text are read; longer statements are treated as unusual.
const TEXT: usize = 64 * 1_024;
/// How many bytes of a `Bind` are read: the names of portal and statement.
const NAMES: usize = 192;

/// Observes both directions of one connection.
pub(super) struct Observer {
    to_server: Frames,
    /// The tag of the server's last message.
    last: u8,
    conversation: Conversation,
}

impl Observer {
    /// Creates an observer; with `repairs`, stale statements are prepared again.
    pub(super) fn new(session: Arc<Session>, repairs: bool) -> Self {
        Self {
            to_server: Frames::frontend(),
            last: 0,
            conversation: Conversation {
                session,
                strange: HashMap::new(),
                requests: Requests::default(),
                next: Request::NONE,
                is_open: false,
                repairer: repairs.then(Box::default),
                again: Hidden::Nothing,
            },
        }
    }

    /// Reads bytes that the client sent.
    pub(super) fn sent(&mut self, bytes: &[u8]) {
        if let Some(repairer) = &mut self.conversation.repairer {
            // What is still pending may only close or prepare other statements, for which the
            // statement of this request does not have to wait.
            if self.conversation.requests.running() == 0 {
                repairer.sent(
                    bytes,
                    self.to_server.is_between() && !self.conversation.is_open,
                );
            } else {
                repairer.forget_request();
            }
        }
        self.to_server
            .feed(bytes, &mut Sent(&mut self.conversation));
    }

    /// Reads bytes that the server sent; returns the length of the complete messages for the
    /// client.
    pub(super) fn received(&mut self, bytes: &[u8]) -> usize {
        let is_free = self.is_free();
        let conversation = &mut self.conversation;
        read_whole(
            bytes,
            &mut self.last,
            &mut Received {
                conversation,
                is_free,
            },
        )
    }

    pub(super) fn session(&self) -> &Session {
        &self.conversation.session
    }

    /// Returns true if our own bytes may be inserted between those of the client.
    fn is_free(&self) -> bool {
        self.to_server.is_between() && !self.conversation.is_open
    }

    /// Writes the request to be sent again, if the withheld response requires it; returns the
    /// messages to hide from the client.
    pub(super) fn send_again(&mut self, out: &mut BytesMut) -> Hidden {
        let hidden = std::mem::take(&mut self.conversation.again);
        if hidden == Hidden::Nothing {
            return hidden;
        }
        let written = self
            .conversation
            .repairer
            .as_mut()
            .map(|repairer| repairer.write_again(out));
        if written == Some(true) {
            hidden
        } else {
            Hidden::Nothing
        }
    }

    /// Writes the messages that prepare all statements again, if they are stale and no request is
    /// pending.
    pub(super) fn repair(&mut self, out: &mut BytesMut) -> bool {
        let is_free = self.is_free();
        let conversation = &mut self.conversation;
        match &mut conversation.repairer {
            Some(repairer) if repairer.is_stale() => {
                let rests =
                    conversation.requests.is_empty() && conversation.session.status() == IDLE;
                rests && is_free && repairer.write_all(out)
            }
            _ => false,
        }
    }

    /// Writes an error response for each request that will not be answered.
    pub(super) fn answer_lost_requests(&mut self, reason: &str, out: &mut BytesMut) {
        // After a fatal error of the server nothing else was run.
        let ran = self.conversation.session.end().flatten().is_none();
        let in_transaction = self.conversation.session.status() != IDLE;
        let lost = self.conversation.requests.lost(in_transaction);
        lost_answers::write(lost.map(|may_last| may_last && ran), reason, out);
        self.conversation.session.ended(None);
        self.received(out);
    }
}

struct Conversation {
    session: Arc<Session>,
    /// Prepared statements that change the session or the transaction when they run.
    strange: HashMap<Vec<u8>, Meaning>,
    requests: Requests,
    /// The messages sent since the last `Sync`.
    next: Request,
    /// Whether there are any.
    is_open: bool,
    repairer: Option<Box<Repairer>>,
    /// What is hidden from the client while the pending request is sent again.
    again: Hidden,
}

/// The effects of a statement on the session.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Meaning {
    effect: Effect,
    course: Course,
    limit: OwnLimit,
}

impl Meaning {
    const NONE: Self = Self {
        effect: Effect::None,
        course: Course::Work,
        limit: OwnLimit::None,
    };

    /// Classifies a text; one that was cut off is treated as unusual.
    fn of(sql: &[u8], whole: bool) -> Self {
        if !whole {
            let effect = Effect::Resettable;
            return Self {
                effect,
                ..Self::NONE
            };
        }
        let effect = effect::of(sql);
        Self {
            effect,
            course: effect::course(sql),
            limit: effect::own_limit(sql, effect),
        }
    }
}

impl Conversation {
    fn asked(&mut self, request: Request) {
        self.is_open = false;
        self.requests.push(request);
        self.session.set_running(self.requests.running());
        if self.requests.len() == 1 {
            self.session.wait_begins();
        }
    }

    fn answered(&mut self, status: u8) {
        self.requests.pop();
        self.session.set_status(status);
        self.session.set_running(self.requests.running());
        if status == IDLE {
            self.session.transaction_ended();
        }
        if self.requests.is_empty() {
            self.session.wait_ends();
        } else {
            self.session.wait_begins();
        }
    }

    fn runs(&mut self, meaning: Meaning) {
        self.session.add_effect(meaning.effect);
        if meaning.limit != OwnLimit::None {
            self.session.set_own_limit(meaning.limit);
        }
        if meaning.course != Course::Work {
            self.next.course = meaning.course;
        }
    }

    fn parsed(&mut self, body: &[u8], whole: bool) {
        let (name, rest) = split_text(body);
        let (sql, _) = split_text(rest);
        match Meaning::of(sql, whole || rest.contains(&0)) {
            Meaning::NONE if self.strange.is_empty() => {}
            Meaning::NONE => drop(self.strange.remove(name)),
            meaning => drop(self.strange.insert(name.to_vec(), meaning)),
        }
        if let Some(repairer) = &mut self.repairer {
            repairer.prepared(name, whole.then_some(rest));
        }
    }

    fn bound(&mut self, body: &[u8]) {
        self.next.is_bound = true;
        let (_portal, rest) = split_text(body);
        if let Some(meaning) = self.strange.get(split_text(rest).0) {
            self.runs(*meaning);
        }
    }

    fn asked_simply(&mut self, body: &[u8], whole: bool) {
        let sql = split_text(body).0;
        self.next.executes = true;
        self.runs(Meaning::of(sql, whole));
        if let Some(repairer) = &mut self.repairer
            && effect::forgets_statements(sql)
        {
            repairer.mark_stale();
        }
        let request = self.take_next();
        self.asked(request);
    }

    const fn take_next(&mut self) -> Request {
        std::mem::replace(&mut self.next, Request::NONE)
    }

    /// Returns true if the oldest request is the only one, was kept, and is outside a transaction,
    /// so that its effects were rolled back when it failed.
    fn may_send_again(&self) -> bool {
        self.requests.len() == 1
            && self.session.status() == IDLE
            && self
                .repairer
                .as_ref()
                .is_some_and(|repairer| repairer.can_write_again())
    }

    fn failed(&mut self, body: &[u8]) {
        let error = ServerError::read(body);
        let in_transaction = self.session.status() != IDLE;
        let may_last = self.requests.first_may_last(in_transaction);
        self.session.error_arrived();
        if error.is_fatal() {
            self.session.ended(error.state);
        }
        let is_stale = error.is_stale() && self.requests.first_is_bound();
        match &mut self.repairer {
            Some(repairer) if is_stale => repairer.mark_stale(),
            None if is_stale => self.session.make_unfit(),
            _ => {}
        }
        if error.is_read_only() {
            self.session.met_read_only();
        }
        error.remember(may_last, is_stale);
    }
}

/// Splits off the text up to the first zero byte.
fn split_text(body: &[u8]) -> (&[u8], &[u8]) {
    match body.iter().position(|byte| *byte == 0) {
        Some(end) => (&body[..end], &body[end + 1..]),
        None => (body, &[]),
    }
}

struct Sent<'a>(&'a mut Conversation);

impl Listener for Sent<'_> {
    fn wants(&self, tag: u8) -> Option<usize> {
        match tag {
            b'Q' | b'P' => Some(TEXT),
            b'B' | b'C' if !self.0.strange.is_empty() => Some(NAMES),
            b'C' => self.0.repairer.as_ref().map(|_| NAMES),
            b'E' | b'S' | b'B' | b'D' => Some(0),
            _ => None,
        }
    }

    fn message(&mut self, tag: u8, body: &[u8], whole: bool) {
        let conversation = &mut *self.0;
        conversation.is_open = true;
        match tag {
            b'P' => conversation.parsed(body, whole),
            b'B' => conversation.bound(body),
            b'E' => conversation.next.executes = true,
            b'S' => {
                let request = conversation.take_next();
                conversation.asked(request);
            }
            b'Q' => conversation.asked_simply(body, whole),
            b'C' => {
                if let [b'S', name @ ..] = body {
                    let name = split_text(name).0;
                    conversation.strange.remove(name);
                    if let Some(repairer) = &mut conversation.repairer {
                        repairer.closed(name);
                    }
                }
            }
            _ => {}
        }
    }
}

struct Received<'a> {
    conversation: &'a mut Conversation,
    /// Whether our own bytes may be sent now.
    is_free: bool,
}

impl Listener for Received<'_> {
    fn wants(&self, tag: u8) -> Option<usize> {
        match tag {
            b'E' => Some(TEXT),
            b'Z' => Some(1),
            _ => None,
        }
    }

    fn message(&mut self, tag: u8, body: &[u8], _whole: bool) {
        let conversation = &mut *self.conversation;
        match tag {
            b'E' => conversation.failed(body),
            b'Z' => conversation.answered(body.first().copied().unwrap_or_default()),
            _ => {}
        }
    }
}

impl Gate for Received<'_> {
    fn holds_back(&mut self, tag: u8, body: &[u8], before: u8) -> bool {
        if tag != b'E' || !self.is_free || !self.conversation.may_send_again() {
            return false;
        }
        // Once the client has received rows, the request cannot be repeated.
        let hidden = match before {
            b'Z' => Hidden::Failure { is_bound: false },
            b'2' => Hidden::Failure { is_bound: true },
            _ => return false,
        };
        let holds = ServerError::read(body).is_stale();
        if holds {
            self.conversation.again = hidden;
        }
        holds
    }
}

#[cfg(test)]
mod tests;
