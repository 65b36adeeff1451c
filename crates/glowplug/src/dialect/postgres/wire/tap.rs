//! Cuts both directions of the stream into messages, however they are chunked.

use bytes::{Buf, BytesMut};
use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::{
    DataRowBody, ErrorResponseBody, Header, Message, RowDescriptionBody,
};

use super::heard::{Fields, Tap};

/// The length of a message's tag and length field.
const HEADER: usize = 5;

/// The server's direction.
#[derive(Default)]
pub(super) struct FromServer {
    buffer: BytesMut,
    /// How many bytes of a message that nobody wants are still to come.
    skip: usize,
}

impl FromServer {
    pub(super) fn received(&mut self, bytes: &[u8], tap: &Tap) {
        let skipped = self.skip.min(bytes.len());
        self.skip -= skipped;
        self.buffer.extend_from_slice(&bytes[skipped..]);
        while let Ok(Some(header)) = Header::parse(&self.buffer) {
            // The length does not count the tag.
            let length = usize::try_from(header.len()).unwrap_or(4) + 1;
            if !tap.wants(header.tag()) {
                let here = length.min(self.buffer.len());
                self.skip = length - here;
                self.buffer.advance(here);
            } else if self.buffer.len() < length {
                return;
            } else if let Ok(Some(message)) = Message::parse(&mut self.buffer) {
                hear(message, tap);
            } else {
                // The driver sees the same bytes and gives up the connection.
                return self.buffer.clear();
            }
        }
    }
}

fn hear(message: Message, tap: &Tap) {
    let mut heard = tap.lock();
    match message {
        Message::BackendKeyData(key) => heard.process = key.process_id(),
        Message::ReadyForQuery(ready) => heard.ready(ready.status()),
        Message::ErrorResponse(error) => heard.failed(fields(&error)),
        Message::CommandComplete(complete) => {
            heard.completed(complete.tag().unwrap_or_default());
        }
        Message::RowDescription(description) => heard.described(names(&description)),
        Message::DataRow(row) => heard.rows.push(values(&row)),
        Message::CopyInResponse(_) => heard.copies_in(),
        Message::CopyOutResponse(_) => heard.copies = true,
        _ => {}
    }
    drop(heard);
    tap.notify();
}

fn fields(error: &ErrorResponseBody) -> Fields {
    let mut fields = Fields::default();
    let mut all = error.fields();
    while let Ok(Some(field)) = all.next() {
        let value = String::from_utf8_lossy(field.value_bytes()).into_owned();
        match field.type_() {
            b'V' => fields.fatal = value != "ERROR",
            b'C' => fields.code = value,
            b'M' => fields.message = value,
            b'D' => fields.detail = Some(value),
            b'H' => fields.hint = Some(value),
            b'W' => fields.context = Some(value),
            b'P' => fields.position = value.parse().ok(),
            b'q' => fields.internal_query = Some(value),
            _ => {}
        }
    }
    fields
}

fn names(description: &RowDescriptionBody) -> Vec<String> {
    let names = description
        .fields()
        .map(|field| Ok(field.name().to_owned()));
    names.collect().unwrap_or_default()
}

/// The values of a row in the text format.
fn values(row: &DataRowBody) -> Vec<Option<String>> {
    let text = |range| String::from_utf8_lossy(&row.buffer()[range]).into_owned();
    let values = row.ranges().map(|range| Ok(range.map(text)));
    values.collect().unwrap_or_default()
}

/// The client's direction: only how many answers are owed is of interest.
pub(super) struct ToServer {
    header: [u8; HEADER],
    have: usize,
    left: usize,
}

impl Default for ToServer {
    /// The first message, the start-up, has no tag.
    fn default() -> Self {
        Self {
            header: [0; HEADER],
            have: 1,
            left: 0,
        }
    }
}

impl ToServer {
    /// Whether the last message was sent to its end.
    pub(super) const fn is_between(&self) -> bool {
        self.have == 0
    }

    pub(super) fn sent(&mut self, mut bytes: &[u8], tap: &Tap) {
        while !bytes.is_empty() {
            if self.have < HEADER {
                let (taken, rest) = bytes.split_at(bytes.len().min(HEADER - self.have));
                self.header[self.have..self.have + taken.len()].copy_from_slice(taken);
                self.have += taken.len();
                bytes = rest;
                if self.have == HEADER {
                    let [_, length @ ..] = self.header;
                    self.left = (u32::from_be_bytes(length) as usize).saturating_sub(4);
                }
            } else {
                let taken = bytes.len().min(self.left);
                self.left -= taken;
                bytes = &bytes[taken..];
            }
            if self.have == HEADER && self.left == 0 {
                self.have = 0;
                // The start-up, a simple query and a `Sync` are answered by `ReadyForQuery`.
                if matches!(self.header[0], 0 | b'Q' | b'S') {
                    tap.lock().outstanding += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::postgres::wire::Keep;

    /// A start-up, a statement with two rows, a statement that fails.
    const STREAM: &[&[u8]] = &[
        b"K\0\0\0\x0c\0\0\0\x07\0\0\0\x08",
        b"Z\0\0\0\x05I",
        b"T\0\0\0\x1b\0\x01ab\0\0\0\0\0\0\0\0\0\0\x19\xff\xff\0\0\0\0\0\0",
        b"D\0\0\0\x0b\0\x01\0\0\0\x01x",
        b"D\0\0\0\x0a\0\x01\xff\xff\xff\xff",
        b"C\0\0\0\x0dSELECT 2\0",
        b"E\0\0\0\x1bVERROR\0C42601\0Mbad\0P3\0\0",
        b"Z\0\0\0\x05E",
    ];

    #[test]
    fn any_chunking_is_heard_the_same() {
        let stream: Vec<u8> = STREAM.concat();
        for size in 1..=stream.len() {
            let (tap, mut from) = (Tap::default(), FromServer::default());
            tap.listen(Keep::Rows);
            for chunk in stream.chunks(size) {
                from.received(chunk, &tap);
            }
            let heard = tap.lock();
            assert_eq!((heard.process, heard.status), (7, b'E'), "chunks of {size}");
            assert_eq!(heard.columns.as_deref(), Some(&["ab".to_owned()][..]));
            assert_eq!(heard.rows, [vec![Some("x".to_owned())], vec![None]]);
            assert_eq!(heard.done, 1);
            let error = heard.error.as_ref().unwrap();
            assert_eq!((error.code.as_str(), error.position), ("42601", Some(3)));
        }
    }

    #[test]
    fn rows_that_nobody_wants_are_skipped() {
        let stream: Vec<u8> = STREAM.concat();
        for size in 1..=stream.len() {
            let (tap, mut from) = (Tap::default(), FromServer::default());
            for chunk in stream.chunks(size) {
                from.received(chunk, &tap);
            }
            let heard = tap.lock();
            assert!(heard.rows.is_empty());
            assert_eq!(heard.status, b'E', "chunks of {size}");
        }
    }

    #[test]
    fn answers_are_owed_for_start_up_queries_and_syncs() {
        let stream = b"\0\0\0\x08\0\x03\0\0Q\0\0\0\x06x\0P\0\0\0\x08a\0b\0S\0\0\0\x04";
        for size in 1..=stream.len() {
            let (tap, mut to) = (Tap::default(), ToServer::default());
            for chunk in stream.chunks(size) {
                to.sent(chunk, &tap);
            }
            assert_eq!(tap.lock().outstanding, 3, "chunks of {size}");
            assert!(to.is_between());
        }
    }
}
