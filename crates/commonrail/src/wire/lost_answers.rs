//! Answers the requests of a connection that ended before the server answered them.
//!
//! tokio-postgres reports "connection closed" for all of them, whether their statement was sent or
//! not. So this module writes a response for each pending request: an error whose code says whether
//! the statement may have taken effect.

use bytes::{BufMut, BytesMut};

use crate::sqlstate::SqlState;

/// The reason if the peer or the network closed the connection.
pub(super) const BROKEN: &str = "the connection was lost before the server responded";

/// The reason if the peer was silent for as long as the settings allow.
pub(super) const SILENT: &str = "the server did not answer within `response_timeout`";

/// The suffix if it is known that nothing took effect.
const NOTHING: &str = ", and nothing took effect";

/// Writes an error and a `ReadyForQuery` for each request; each item says whether the request may
/// have taken effect.
pub(super) fn write(requests: impl Iterator<Item = bool>, reason: &str, out: &mut BytesMut) {
    for may_last in requests {
        // The code is looked up again by the text, so each code has its own text.
        let (code, end) = match may_last {
            true => (SqlState::OUTCOME_UNKNOWN, ""),
            false => (SqlState::CONNECTION_FAILURE, NOTHING),
        };
        let message = format!("{reason}{end}");
        let fields = [
            ("S", "FATAL"),
            ("V", "FATAL"),
            ("C", code.code()),
            ("M", &message),
        ];
        let length: usize = fields.iter().map(|(_, text)| text.len() + 2).sum();
        out.put_u8(b'E');
        out.put_u32(u32::try_from(length + 5).unwrap_or(u32::MAX));
        for (field, text) in fields {
            out.put_slice(field.as_bytes());
            out.put_slice(text.as_bytes());
            out.put_u8(0);
        }
        out.put_u8(0);
        out.put_slice(b"Z\0\0\0\x05I");
    }
}
