//! Sends prepared statements unnamed, for poolers that share server connections.
//!
//! diesel-async names every statement it prepares, but behind a pooler in transaction mode the next
//! transaction runs on another server connection, which does not know that name. So a `Parse` with
//! a name is stored and sent without one, and each `Bind` to it is preceded by an unnamed `Parse`,
//! whose response is dropped. One `Sync` closes both, so they stay on one server connection.

use std::collections::{HashMap, VecDeque};

use bytes::{Buf, BufMut, BytesMut};

const HEADER: usize = 5;

/// Rewrites both directions of one connection.
#[derive(Debug, Default)]
pub(super) struct UnnamedStatements {
    started: bool,
    unsent: BytesMut,
    /// The text and parameter types for each name, encoded as they follow it in a `Parse`.
    statements: HashMap<Vec<u8>, Vec<u8>>,
    answers: VecDeque<Answer>,
    header: [u8; HEADER],
    have: usize,
    left: usize,
}

/// A response of the server that is still expected.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// `ParseComplete` for a `Parse` of the client.
    Forward,
    /// `ParseComplete` for a `Parse` that the client did not send.
    Swallow,
    /// `ReadyForQuery`.
    Ready,
}

impl UnnamedStatements {
    /// Takes bytes of the client; writes the bytes to send instead to `out`.
    pub(super) fn send(&mut self, bytes: &[u8], out: &mut BytesMut) {
        self.unsent.extend_from_slice(bytes);
        while let Some(length) = self.next_length() {
            let message = self.unsent.split_to(length);
            if std::mem::replace(&mut self.started, true) {
                self.rewrite(&message, out);
            } else {
                out.extend_from_slice(&message);
            }
        }
    }

    /// Returns the length of the next message, if it is complete. The first message has no tag.
    fn next_length(&self) -> Option<usize> {
        let tag = usize::from(self.started);
        let length = self.unsent.get(tag..tag + 4)?;
        let length = tag + length.chunk().get_u32() as usize;
        (self.unsent.len() >= length).then_some(length)
    }

    fn rewrite(&mut self, message: &[u8], out: &mut BytesMut) {
        let body = &message[HEADER..];
        match message[0] {
            b'P' => self.parse(body, out),
            b'B' => self.bind(body, out),
            b'D' | b'C' if body.first() == Some(&b'S') => self.of_statement(message, out),
            tag => {
                if matches!(tag, b'S' | b'Q') {
                    self.answers.push_back(Answer::Ready);
                }
                out.extend_from_slice(message);
            }
        }
    }

    fn parse(&mut self, body: &[u8], out: &mut BytesMut) {
        let (name, statement) = split_name(body);
        if !name.is_empty() {
            self.statements.insert(name.to_vec(), statement.to_vec());
        }
        put(out, b'P', &[b"\0", statement]);
        self.answers.push_back(Answer::Forward);
    }

    fn bind(&mut self, body: &[u8], out: &mut BytesMut) {
        let (portal, rest) = split_name(body);
        let (name, values) = split_name(rest);
        if let Some(statement) = self.statements.get(name) {
            put(out, b'P', &[b"\0", statement]);
            self.answers.push_back(Answer::Swallow);
        }
        put(out, b'B', &[portal, b"\0\0", values]);
    }

    /// Rewrites `Describe` and `Close` of a statement for the unnamed one, which was just parsed.
    fn of_statement(&mut self, message: &[u8], out: &mut BytesMut) {
        let (name, _) = split_name(&message[HEADER + 1..]);
        if message[0] == b'C' {
            self.statements.remove(name);
        }
        put(out, message[0], &[b"S\0"]);
    }

    /// Takes bytes of the server; writes the bytes for the client to `out`.
    pub(super) fn receive(&mut self, mut bytes: &[u8], out: &mut BytesMut) {
        while !bytes.is_empty() {
            if self.left > 0 {
                let (body, rest) = bytes.split_at(bytes.len().min(self.left));
                out.extend_from_slice(body);
                self.left -= body.len();
                bytes = rest;
                continue;
            }
            let (part, rest) = bytes.split_at(bytes.len().min(HEADER - self.have));
            self.header[self.have..self.have + part.len()].copy_from_slice(part);
            self.have += part.len();
            bytes = rest;
            if self.have == HEADER {
                self.have = 0;
                self.left = ((&self.header[1..]).get_u32() as usize).saturating_sub(4);
                if self.is_for_client() {
                    out.extend_from_slice(&self.header);
                }
            }
        }
    }

    fn is_for_client(&mut self) -> bool {
        match self.header[0] {
            b'1' => self.answers.pop_front() != Some(Answer::Swallow),
            b'E' => {
                while self
                    .answers
                    .front()
                    .is_some_and(|answer| *answer != Answer::Ready)
                {
                    self.answers.pop_front();
                }
                true
            }
            b'Z' => {
                self.answers.pop_front();
                true
            }
            _ => true,
        }
    }
}

/// Splits off the name, which ends at a zero byte.
fn split_name(body: &[u8]) -> (&[u8], &[u8]) {
    let end = body.iter().position(|byte| *byte == 0);
    let end = end.unwrap_or(body.len());
    (&body[..end], body.get(end + 1..).unwrap_or_default())
}

fn put(out: &mut BytesMut, tag: u8, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    out.put_u8(tag);
    out.put_u32(u32::try_from(length + 4).unwrap_or(u32::MAX));
    parts.iter().for_each(|part| out.extend_from_slice(part));
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &[u8] = b"\0\0\0\x08\0\x03\0\0";

    fn messages(list: &[(u8, &[u8])]) -> Vec<u8> {
        let mut out = BytesMut::new();
        list.iter()
            .for_each(|(tag, body)| put(&mut out, *tag, &[body]));
        out.to_vec()
    }

    fn sent(list: &[(u8, &[u8])], size: usize) -> (UnnamedStatements, Vec<u8>) {
        let (mut unnamed, mut out) = (UnnamedStatements::default(), BytesMut::new());
        for chunk in [START, &messages(list)].concat().chunks(size) {
            unnamed.send(chunk, &mut out);
        }
        (unnamed, out[START.len()..].to_vec())
    }

    fn received(unnamed: &mut UnnamedStatements, list: &[(u8, &[u8])], size: usize) -> Vec<u8> {
        let mut out = BytesMut::new();
        for chunk in messages(list).chunks(size) {
            unnamed.receive(chunk, &mut out);
        }
        out.to_vec()
    }

    const TALK: &[(u8, &[u8])] = &[
        (b'P', b"s1\0SELECT 1\0\0\0"),
        (b'D', b"Ss1\0"),
        (b'S', b""),
        (b'B', b"\0s1\0values"),
        (b'E', b"\0\0\0\0\0"),
        (b'S', b""),
        (b'C', b"Ss1\0"),
        (b'S', b""),
    ];

    #[test]
    fn names_vanish_and_each_bind_parses_again() {
        let expected = messages(&[
            (b'P', b"\0SELECT 1\0\0\0"),
            (b'D', b"S\0"),
            (b'S', b""),
            (b'P', b"\0SELECT 1\0\0\0"),
            (b'B', b"\0\0values"),
            (b'E', b"\0\0\0\0\0"),
            (b'S', b""),
            (b'C', b"S\0"),
            (b'S', b""),
        ]);
        for size in 1..40 {
            assert_eq!(sent(TALK, size).1, expected, "chunks of {size}");
        }
    }

    #[test]
    fn only_the_answers_that_were_asked_for_come_back() {
        let answers: &[(u8, &[u8])] = &[
            (b'1', b""),
            (b'Z', b"I"),
            (b'1', b""),
            (b'2', b""),
            (b'D', b"row"),
            (b'Z', b"I"),
            (b'3', b""),
            (b'Z', b"I"),
        ];
        let mut expected = answers.to_vec();
        expected.remove(2);
        for size in 1..20 {
            let (mut unnamed, _) = sent(TALK, 7);
            let shown = received(&mut unnamed, answers, size);
            assert_eq!(shown, messages(&expected), "chunks of {size}");
            assert!(unnamed.answers.is_empty());
        }
    }

    #[test]
    fn an_error_ends_the_answers_up_to_the_next_ready() {
        let bind: (u8, &[u8]) = (b'B', b"\0s1\0values");
        let talk = [TALK[0], TALK[2], bind, TALK[5], bind, TALK[5]];
        let (mut unnamed, _) = sent(&talk, 64);
        let answers: &[(u8, &[u8])] = &[(b'1', b""), (b'Z', b"I"), (b'E', b"bad\0"), (b'Z', b"I")];
        received(&mut unnamed, answers, 64);
        assert_eq!(unnamed.answers, [Answer::Swallow, Answer::Ready]);
    }
}
