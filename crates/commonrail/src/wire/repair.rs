//! Prepares statements again that the server does not know any more, or whose plan no longer fits:
//! after `ALTER TABLE`, `DISCARD ALL`, `DEALLOCATE`.
//!
//! The server reports such a statement when values are bound, before anything runs. Outside a
//! transaction the statement is prepared and sent again, and the caller does not notice. Inside one
//! the error is passed on, because the transaction has failed; all statements are prepared again
//! after it.

use std::collections::HashMap;

use bytes::{BufMut, BytesMut};

use crate::protocol::whole_message;

/// The maximum size of a request that is kept and can be sent again.
const LARGEST: usize = 64 * 1_024;

/// The data for preparing statements again. Not `Debug`: a request contains values.
#[derive(Default)]
pub(super) struct Repairer {
    /// The text and parameter types for each name, encoded as they follow it in a `Parse`.
    statements: HashMap<Vec<u8>, Vec<u8>>,
    /// The pending request, if it is the only one.
    request: Vec<u8>,
    /// Whether statements must be prepared again once no request is pending.
    is_stale: bool,
}

impl Repairer {
    /// Stores a statement that was prepared by name. One whose text is too long cannot be prepared
    /// again.
    pub(super) fn prepared(&mut self, name: &[u8], rest: Option<&[u8]>) {
        match rest {
            Some(rest) if !name.is_empty() => {
                self.statements.insert(name.to_vec(), rest.to_vec());
            }
            _ => drop(self.statements.remove(name)),
        }
    }

    pub(super) fn closed(&mut self, name: &[u8]) {
        self.statements.remove(name);
    }

    /// Stores sent bytes. `is_first` is true if a request begins while none is pending.
    #[inline]
    pub(super) fn sent(&mut self, bytes: &[u8], is_first: bool) {
        if is_first {
            self.request.clear();
        } else if self.request.is_empty() {
            // The beginning was not stored.
            return;
        }
        if self.request.len() + bytes.len() <= LARGEST {
            self.request.extend_from_slice(bytes);
        } else {
            self.forget_request();
        }
    }

    /// Drops the pending request, because it is not the only one or must not be sent again.
    pub(super) fn forget_request(&mut self) {
        self.request.clear();
    }

    pub(super) const fn mark_stale(&mut self) {
        self.is_stale = true;
    }

    pub(super) const fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// Returns the statement of the pending request, if it is a single known statement.
    fn statement(&self) -> Option<(&[u8], &[u8])> {
        let name = bound_name(without_closing(&self.request))?;
        Some((name, self.statements.get(name)?))
    }

    pub(super) fn can_write_again(&self) -> bool {
        self.statement().is_some()
    }

    /// Writes the pending request again, with its statement prepared again before it; returns true
    /// if that was possible.
    pub(super) fn write_again(&mut self, out: &mut BytesMut) -> bool {
        let Some((name, statement)) = self.statement() else {
            return false;
        };
        put_statement(out, name, statement);
        out.extend_from_slice(without_closing(&self.request));
        self.forget_request();
        true
    }

    /// Writes the messages that prepare all statements again; returns true if there are any.
    pub(super) fn write_all(&mut self, out: &mut BytesMut) -> bool {
        self.is_stale = false;
        for (name, statement) in &self.statements {
            put_statement(out, name, statement);
        }
        let some = !self.statements.is_empty();
        if some {
            out.put_slice(b"S\0\0\0\x04");
        }
        some
    }
}

/// Returns a request without the messages before it that close a statement: a client may send them
/// together.
fn without_closing(mut request: &[u8]) -> &[u8] {
    while let Some((b'C', _, rest)) = whole_message(request)
        && let Some((b'S', _, rest)) = whole_message(rest)
    {
        request = rest;
    }
    request
}

/// Returns the name of the statement, if the request is one `Bind`, `Execute` and `Sync`.
fn bound_name(request: &[u8]) -> Option<&[u8]> {
    let (b'B', bind, rest) = whole_message(request)? else {
        return None;
    };
    let (b'E', _, rest) = whole_message(rest)? else {
        return None;
    };
    let (b'S', _, []) = whole_message(rest)? else {
        return None;
    };
    let mut names = bind.split(|byte| *byte == 0);
    names.nth(1).filter(|name| !name.is_empty())
}

/// Writes the messages that close a statement, which is no error if there is none, and prepare it
/// again.
fn put_statement(out: &mut BytesMut, name: &[u8], statement: &[u8]) {
    put(out, b'C', &[b"S", name, b"\0"]);
    put(out, b'P', &[name, b"\0", statement]);
}

fn put(out: &mut BytesMut, tag: u8, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    out.put_u8(tag);
    out.put_u32(u32::try_from(length + 4).unwrap_or(u32::MAX));
    parts.iter().for_each(|part| out.extend_from_slice(part));
}

/// The responses of the server that are hidden from the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Hidden {
    /// None.
    #[default]
    Nothing,
    /// The error of the request that is sent again, up to its `ReadyForQuery`.
    Failure {
        /// Whether the client has received `BindComplete`.
        is_bound: bool,
    },
    /// The responses to closing and preparing its statement again, and perhaps to binding values.
    Preparation {
        /// The tag of the last hidden message.
        last: u8,
    },
    /// The responses to preparing all statements again, up to the `ReadyForQuery`.
    Repair,
}

/// How a message of the server is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Pass,
    Hide,
    /// Hidden, and the connection cannot be used any more.
    Hopeless,
}

impl Hidden {
    /// Decides how the next message is handled, and advances the state.
    pub(super) const fn judge(&mut self, tag: u8) -> Verdict {
        if matches!(tag, b'S' | b'N' | b'A') {
            // These may arrive at any time.
            return Verdict::Pass;
        }
        match (*self, tag) {
            (Self::Nothing, _) => return Verdict::Pass,
            (Self::Failure { is_bound }, b'Z') => {
                let last = if is_bound { b'2' } else { b'1' };
                *self = Self::Preparation { last };
            }
            (Self::Preparation { last }, b'1' | b'2') if tag == last => *self = Self::Nothing,
            (Self::Failure { .. }, _) | (Self::Preparation { .. }, b'3' | b'1') => {}
            (Self::Preparation { .. }, _) => {
                *self = Self::Nothing;
                return Verdict::Pass;
            }
            (Self::Repair, b'E') => return Verdict::Hopeless,
            (Self::Repair, b'Z') => *self = Self::Nothing,
            (Self::Repair, _) => {}
        }
        Verdict::Hide
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(list: &[(u8, &[u8])]) -> Vec<u8> {
        let mut out = BytesMut::new();
        list.iter()
            .for_each(|(tag, body)| put(&mut out, *tag, &[body]));
        out.to_vec()
    }

    const REQUEST: [(u8, &[u8]); 3] = [(b'B', b"\0s1\0values"), (b'E', b"\0\0\0\0\0"), (b'S', b"")];

    #[test]
    fn a_request_is_written_again_behind_its_statement() {
        let mut repairer = Repairer::default();
        repairer.prepared(b"s1", Some(b"SELECT 1\0\0\0"));
        repairer.sent(&messages(&REQUEST[..1]), true);
        repairer.sent(&messages(&REQUEST[1..]), false);
        let mut out = BytesMut::new();
        assert!(repairer.write_again(&mut out));
        let start = messages(&[(b'C', b"Ss1\0"), (b'P', b"s1\0SELECT 1\0\0\0")]);
        assert_eq!(out, [start, messages(&REQUEST)].concat());
        assert!(!repairer.write_again(&mut out), "once is enough");
    }

    #[test]
    fn what_is_not_one_bound_statement_is_not_written_again() {
        let two = [REQUEST, REQUEST].concat();
        let unnamed: [(u8, &[u8]); 3] = [(b'B', b"\0\0values"), REQUEST[1], REQUEST[2]];
        for request in [
            &two[..],
            &unnamed,
            &REQUEST[..2],
            &[(b'Q', &b"SELECT 1\0"[..])],
        ] {
            let mut repairer = Repairer::default();
            repairer.prepared(b"s1", Some(b"SELECT 1\0\0\0"));
            repairer.sent(&messages(request), true);
            assert!(!repairer.write_again(&mut BytesMut::new()), "{request:?}");
        }
        let mut repairer = Repairer::default();
        repairer.sent(&messages(&REQUEST), true);
        assert!(
            !repairer.write_again(&mut BytesMut::new()),
            "nobody knows the statement"
        );
    }

    #[test]
    fn the_client_sees_the_second_answer_alone() {
        for (is_bound, answers, expected) in [
            (false, "ESZ31N2DCZ", "SN2DCZ"),
            (true, "EZ312DCZ", "DCZ"),
            (false, "EZ3EZ", "EZ"),
            (true, "EZ31EZ", "EZ"),
        ] {
            let mut hidden = Hidden::Failure { is_bound };
            let seen: Vec<u8> = answers
                .bytes()
                .filter(|tag| hidden.judge(*tag) == Verdict::Pass)
                .collect();
            assert_eq!(seen, expected.as_bytes(), "{answers}");
            assert_eq!(hidden, Hidden::Nothing);
        }
    }
}
