//! Reads what the session must know out of the messages that pass.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::frames::{Frames, Listener};
use crate::error::{Fingerprint, SqlState, remember};
use crate::pool::effect::{self, Effect};
use crate::pool::session::Session;

/// How much of an error or of a statement's text is read; longer statements count as strange.
const TEXT: usize = 64 * 1_024;
/// How much of a `Bind` is read: the names of portal and statement.
const NAMES: usize = 192;

/// Listens to both directions of one connection.
pub(super) struct Tap {
    to_server: Frames,
    from_server: Frames,
    ear: Ear,
}

impl Tap {
    pub(super) fn new(session: Arc<Session>) -> Self {
        Self {
            to_server: Frames::frontend(),
            from_server: Frames::backend(),
            ear: Ear {
                session,
                strange: HashMap::new(),
                pending: VecDeque::new(),
                running: 0,
                executes: false,
            },
        }
    }

    pub(super) fn sent(&mut self, bytes: &[u8]) {
        self.to_server.feed(bytes, &mut Sent(&mut self.ear));
    }

    pub(super) fn received(&mut self, bytes: &[u8]) {
        self.from_server.feed(bytes, &mut Received(&mut self.ear));
    }
}

struct Ear {
    session: Arc<Session>,
    /// Prepared statements that change the session when they run.
    strange: HashMap<Vec<u8>, Effect>,
    /// For each `ReadyForQuery` to come: whether something is executed before it.
    pending: VecDeque<bool>,
    running: usize,
    /// Whether something was executed since the last `Sync`.
    executes: bool,
}

impl Ear {
    fn asked(&mut self, executes: bool) {
        self.pending.push_back(executes);
        self.running += usize::from(executes);
        self.session.set_running(self.running);
    }

    fn answered(&mut self, status: u8) {
        self.running -= usize::from(self.pending.pop_front() == Some(true));
        self.session.set_status(status);
        self.session.set_running(self.running);
    }

    fn parsed(&mut self, body: &[u8], whole: bool) {
        let (name, rest) = split_text(body);
        let (sql, _) = split_text(rest);
        match judge(sql, whole || rest.contains(&0)) {
            Effect::None if self.strange.is_empty() => {}
            Effect::None => drop(self.strange.remove(name)),
            effect => drop(self.strange.insert(name.to_vec(), effect)),
        }
    }

    fn bound(&mut self, body: &[u8]) {
        let (_portal, rest) = split_text(body);
        if let Some(effect) = self.strange.get(split_text(rest).0) {
            self.session.add_effect(*effect);
        }
    }
}

/// A text that was cut off is not known, so it counts as strange.
fn judge(sql: &[u8], whole: bool) -> Effect {
    if whole {
        effect::of(sql)
    } else {
        Effect::Resettable
    }
}

/// The text up to the first zero byte, and what follows it.
fn split_text(body: &[u8]) -> (&[u8], &[u8]) {
    match body.iter().position(|byte| *byte == 0) {
        Some(end) => (&body[..end], &body[end + 1..]),
        None => (body, &[]),
    }
}

struct Sent<'a>(&'a mut Ear);

impl Listener for Sent<'_> {
    fn wants(&self, tag: u8) -> Option<usize> {
        match tag {
            b'Q' | b'P' => Some(TEXT),
            b'B' | b'C' if !self.0.strange.is_empty() => Some(NAMES),
            b'E' | b'S' => Some(0),
            _ => None,
        }
    }

    fn message(&mut self, tag: u8, body: &[u8], whole: bool) {
        let ear = &mut *self.0;
        match tag {
            b'P' => ear.parsed(body, whole),
            b'B' => ear.bound(body),
            b'E' => ear.executes = true,
            b'S' => {
                let executes = std::mem::take(&mut ear.executes);
                ear.asked(executes);
            }
            b'Q' => {
                ear.session.add_effect(judge(split_text(body).0, whole));
                ear.asked(true);
            }
            b'C' => {
                if let [b'S', name @ ..] = body {
                    ear.strange.remove(split_text(name).0);
                }
            }
            _ => {}
        }
    }
}

struct Received<'a>(&'a mut Ear);

impl Listener for Received<'_> {
    fn wants(&self, tag: u8) -> Option<usize> {
        match tag {
            b'E' => Some(TEXT),
            b'Z' => Some(1),
            _ => None,
        }
    }

    fn message(&mut self, tag: u8, body: &[u8], _whole: bool) {
        match tag {
            b'E' => {
                self.0.session.error_arrived();
                remember_error(body);
            }
            b'Z' => self.0.answered(body.first().copied().unwrap_or_default()),
            _ => {}
        }
    }
}

/// Keeps the SQLSTATE of an `ErrorResponse` for when the error arrives through Diesel.
fn remember_error(mut body: &[u8]) {
    let (mut code, mut message, mut detail, mut hint) = (None, None, None, None);
    while let [field @ 1..=u8::MAX, rest @ ..] = body {
        let (text, rest) = split_text(rest);
        match field {
            b'C' => code = SqlState::parse(text),
            b'M' => message = std::str::from_utf8(text).ok(),
            b'D' => detail = std::str::from_utf8(text).ok(),
            b'H' => hint = std::str::from_utf8(text).ok(),
            _ => {}
        }
        body = rest;
    }
    if let (Some(code), Some(message)) = (code, message) {
        remember(Fingerprint::new(message, detail, hint), code);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::session::FAILED;

    fn message(tag: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap();
        [&[tag][..], &length.to_be_bytes(), body].concat()
    }

    fn tap() -> (Tap, Arc<Session>) {
        let session = Arc::new(Session::new());
        let mut tap = Tap::new(Arc::clone(&session));
        tap.sent(b"\0\0\0\x08\0\x03\0\0");
        tap.received(&message(b'Z', b"I"));
        (tap, session)
    }

    #[test]
    fn a_statement_runs_until_the_server_is_ready() {
        let (mut tap, session) = tap();
        tap.sent(&message(b'P', b"s1\0SELECT 1\0\0\0"));
        tap.sent(&message(b'S', b""));
        assert!(!session.is_busy(), "preparing is not running");
        tap.sent(&message(b'B', b"\0s1\0"));
        tap.sent(&message(b'E', b"\0\0\0\0\0"));
        tap.sent(&message(b'S', b""));
        tap.received(&message(b'Z', b"I"));
        assert!(session.is_busy());
        tap.received(&message(b'Z', b"I"));
        assert!(!session.is_busy() && !session.is_touched());
    }

    #[test]
    fn a_prepared_set_touches_whenever_it_is_bound() {
        let (mut tap, session) = tap();
        tap.sent(&message(b'P', b"s1\0SET x = 1\0\0\0"));
        assert!(!session.is_touched());
        for _ in 0..2 {
            tap.sent(&message(b'B', b"\0s1\0"));
            assert!(session.is_touched());
            session.begin();
        }
        tap.sent(&message(b'C', b"Ss1\0"));
        tap.sent(&message(b'B', b"\0s1\0"));
        assert!(!session.is_touched());
    }

    #[test]
    fn an_error_fails_the_transaction_before_the_server_is_ready() {
        let (mut tap, session) = tap();
        tap.received(&message(b'Z', b"T"));
        tap.received(&message(b'E', b"SERROR\0C22012\0Mtap test\0\0"));
        assert_eq!(session.status(), FAILED);
    }

    #[test]
    fn a_text_too_long_to_read_counts_as_strange() {
        let (mut tap, session) = tap();
        let sql = format!("SELECT '{}'\0", "x".repeat(TEXT));
        tap.sent(&message(b'Q', sql.as_bytes()));
        tap.received(&message(b'Z', b"I"));
        assert!(session.is_touched());
    }
}
