//! Listeners that record the messages of both directions in the tap.

use bytes::{BufMut as _, BytesMut};
use commonrail::protocol::Listener;
use fallible_iterator::FallibleIterator;
use postgres_protocol::message::backend::{
    DataRowBody, ErrorResponseBody, Message, RowDescriptionBody,
};

use super::observer::{Fields, Observer};

/// Listener for messages from the server.
pub(super) struct FromServer<'t>(pub(super) &'t Observer);

impl Listener for FromServer<'_> {
    fn wants(&self, tag: u8) -> Option<usize> {
        self.0.wants(tag).then_some(usize::MAX)
    }

    fn message(&mut self, tag: u8, body: &[u8], _whole: bool) {
        let length = body.len() + size_of::<u32>();
        let mut message = BytesMut::with_capacity(1 + length);
        message.put_u8(tag);
        message.put_u32(u32::try_from(length).unwrap_or(u32::MAX));
        message.put_slice(body);
        // The driver sees the same bytes of a malformed message, and closes the connection.
        if let Ok(Some(message)) = Message::parse(&mut message) {
            hear(message, self.0);
        }
    }
}

fn hear(message: Message, tap: &Observer) {
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

/// Returns the values of a row in text format.
fn values(row: &DataRowBody) -> Vec<Option<String>> {
    let text = |range| String::from_utf8_lossy(&row.buffer()[range]).into_owned();
    let values = row.ranges().map(|range| Ok(range.map(text)));
    values.collect().unwrap_or_default()
}

/// Listener for messages to the server; it only counts those that expect an answer.
pub(super) struct ToServer<'t>(pub(super) &'t Observer);

impl Listener for ToServer<'_> {
    /// Selects the startup message, simple queries and `Sync`: each is answered by `ReadyForQuery`.
    fn wants(&self, tag: u8) -> Option<usize> {
        matches!(tag, 0 | b'Q' | b'S').then_some(0)
    }

    fn message(&mut self, _tag: u8, _body: &[u8], _whole: bool) {
        self.0.lock().outstanding += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::postgres::wire::Keep;
    use commonrail::protocol::Frames;

    /// A startup, a statement with two rows, a statement that fails.
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
            let (tap, mut from) = (Observer::default(), Frames::default());
            tap.listen(Keep::Rows);
            for chunk in stream.chunks(size) {
                from.feed(chunk, &mut FromServer(&tap));
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
            let (tap, mut from) = (Observer::default(), Frames::default());
            for chunk in stream.chunks(size) {
                from.feed(chunk, &mut FromServer(&tap));
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
            let (tap, mut to) = (Observer::default(), Frames::frontend());
            for chunk in stream.chunks(size) {
                to.feed(chunk, &mut ToServer(&tap));
            }
            assert_eq!(tap.lock().outstanding, 3, "chunks of {size}");
            assert!(to.is_between());
        }
    }
}
