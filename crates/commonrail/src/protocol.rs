//! Splits a byte stream into the messages of PostgreSQL's protocol, however it is chunked.
//!
//! For observing a connection: a [`Listener`] selects the messages it wants and receives them,
//! while the bytes pass through unchanged.
//! <https://www.postgresql.org/docs/current/protocol-message-formats.html>

/// Receives the messages of one direction.
pub trait Listener {
    /// Returns how many bytes of this message's body to keep; `None` to skip the message.
    fn wants(&self, tag: u8) -> Option<usize>;
    /// Receives a wanted message. `body` has at most the requested length; `whole` is true if it is
    /// the complete body.
    fn message(&mut self, tag: u8, body: &[u8], whole: bool);
}

/// A listener that can withhold messages from the client.
#[cfg(feature = "diesel")]
pub(crate) trait Gate: Listener {
    /// Returns true if a message, and everything after it for now, is withheld from the client;
    /// `before` is the tag of the previous message.
    fn holds_back(&mut self, tag: u8, body: &[u8], before: u8) -> bool;
}

/// Reads the complete messages; returns their length in bytes. Stops before a message that is
/// withheld. `before` is the tag of the last message that was read.
#[cfg(feature = "diesel")]
pub(crate) fn read_whole(bytes: &[u8], before: &mut u8, listener: &mut impl Gate) -> usize {
    let mut rest = bytes;
    while let Some((tag, body, after)) = whole_message(rest) {
        if let Some(wanted) = listener.wants(tag) {
            if listener.holds_back(tag, body, *before) {
                break;
            }
            let keep = wanted.min(body.len());
            listener.message(tag, &body[..keep], keep == body.len());
        }
        *before = tag;
        rest = after;
    }
    bytes.len() - rest.len()
}

/// Splits the stream of one direction into messages; buffers at most one incomplete message.
#[derive(Debug, Default)]
pub struct Frames {
    header: [u8; 5],
    have: usize,
    left: usize,
    /// How much of the body to keep, and whether that is the complete body.
    wanted: Option<(usize, bool)>,
    kept: Vec<u8>,
}

impl Frames {
    /// Returns true if the stream is between two messages.
    #[must_use]
    pub const fn is_between(&self) -> bool {
        self.have == 0
    }

    /// Creates the frames of a client's stream: its first message (start-up) has no tag and is
    /// reported as tag 0.
    #[must_use]
    pub fn frontend() -> Self {
        Self {
            have: 1,
            ..Self::default()
        }
    }

    /// Reads the next bytes of the stream.
    pub fn feed(&mut self, mut bytes: &[u8], listener: &mut impl Listener) {
        while !bytes.is_empty() {
            bytes = if self.have == 0
                && let Some((tag, body, rest)) = whole_message(bytes)
            {
                if let Some(wanted) = listener.wants(tag) {
                    let keep = wanted.min(body.len());
                    listener.message(tag, &body[..keep], keep == body.len());
                }
                rest
            } else if self.have < 5 {
                self.read_header(bytes, listener)
            } else {
                self.read_body(bytes, listener)
            };
        }
    }

    fn read_header<'a>(&mut self, bytes: &'a [u8], listener: &mut impl Listener) -> &'a [u8] {
        let (taken, rest) = bytes.split_at(bytes.len().min(5 - self.have));
        self.header[self.have..self.have + taken.len()].copy_from_slice(taken);
        self.have += taken.len();
        if self.have == 5 {
            let [tag, length @ ..] = self.header;
            self.left = (u32::from_be_bytes(length) as usize).saturating_sub(4);
            let wanted = listener.wants(tag);
            self.wanted = wanted.map(|wanted| (wanted.min(self.left), wanted >= self.left));
            if self.left == 0 {
                self.end(listener);
            }
        }
        rest
    }

    fn read_body<'a>(&mut self, bytes: &'a [u8], listener: &mut impl Listener) -> &'a [u8] {
        let (taken, rest) = bytes.split_at(bytes.len().min(self.left));
        if let Some((keep, _)) = self.wanted {
            let room = keep - self.kept.len();
            self.kept.extend_from_slice(&taken[..taken.len().min(room)]);
        }
        self.left -= taken.len();
        if self.left == 0 {
            self.end(listener);
        }
        rest
    }

    /// Reports the message that was read in parts.
    fn end(&mut self, listener: &mut impl Listener) {
        self.have = 0;
        if let Some((_, whole)) = self.wanted {
            listener.message(self.header[0], &self.kept, whole);
        }
        self.kept.clear();
        self.kept.shrink_to(4_096);
    }
}

/// Returns the tag and body of a complete message at the beginning, and the bytes after it. Nearly
/// all messages are complete: [`Frames`] keeps state for those that are split across chunks.
#[inline]
pub(crate) fn whole_message(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let ([tag, length @ ..], rest) = bytes.split_first_chunk::<5>()?;
    let length = (u32::from_be_bytes(*length) as usize).saturating_sub(4);
    let (body, rest) = rest.split_at_checked(length)?;
    Some((*tag, body, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Log(Vec<(u8, Vec<u8>, bool)>);

    impl Listener for Log {
        fn wants(&self, tag: u8) -> Option<usize> {
            match tag {
                b'C' => None,
                b'D' => Some(0),
                b'E' => Some(4),
                _ => Some(usize::MAX),
            }
        }

        fn message(&mut self, tag: u8, body: &[u8], whole: bool) {
            self.0.push((tag, body.to_vec(), whole));
        }
    }

    #[cfg(feature = "diesel")]
    impl Gate for Log {
        fn holds_back(&mut self, _: u8, _: &[u8], _: u8) -> bool {
            false
        }
    }

    #[test]
    fn any_chunking_gives_the_same_messages() {
        let stream =
            b"Z\0\0\0\x05IC\0\0\0\x06hiD\0\0\0\x09helloE\0\0\0\x0aabcdef1\0\0\0\x04Z\0\0\0\x05T";
        let expected = [
            (b'Z', b"I".to_vec(), true),
            (b'D', vec![], false),
            (b'E', b"abcd".to_vec(), false),
            (b'1', vec![], true),
            (b'Z', b"T".to_vec(), true),
        ];
        for size in 1..=stream.len() {
            let (mut frames, mut log) = (Frames::default(), Log::default());
            for chunk in stream.chunks(size) {
                frames.feed(chunk, &mut log);
            }
            assert_eq!(log.0, expected, "chunks of {size}");
        }
    }

    #[cfg(feature = "diesel")]
    #[test]
    fn only_messages_that_are_all_there_are_read_at_once() {
        let stream = b"Z\0\0\0\x05IC\0\0\0\x06hiZ\0\0\0\x05T";
        for length in 0..=stream.len() {
            let mut log = Log::default();
            let read = read_whole(&stream[..length], &mut 0, &mut log);
            let expected = [0, 6, 13, 19].into_iter().rfind(|end| *end <= length);
            assert_eq!(Some(read), expected);
        }
    }

    #[test]
    fn the_first_message_of_a_client_has_no_tag() {
        let (mut frames, mut log) = (Frames::frontend(), Log::default());
        frames.feed(b"\0\0\0\x06hiS\0\0\0\x04", &mut log);
        assert_eq!(log.0, [(0, b"hi".to_vec(), true), (b'S', vec![], true)]);
    }
}
