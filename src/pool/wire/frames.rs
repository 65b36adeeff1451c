//! Cuts a byte stream into the messages of PostgreSQL's protocol, however it is chunked.

/// Receives the messages of one direction.
pub(in crate::pool) trait Listener {
    /// How many bytes of this message's body are worth keeping; `None` for a message that nobody
    /// needs to know of.
    fn wants(&self, tag: u8) -> Option<usize>;
    /// A wanted message ended. `body` is at most what was wanted; `whole` says whether it is all
    /// of it.
    fn message(&mut self, tag: u8, body: &[u8], whole: bool);
}

/// The place in the stream: inside a header, or inside a body.
#[derive(Debug, Default)]
pub(in crate::pool) struct Frames {
    header: [u8; 5],
    have: usize,
    left: usize,
    /// How much of the body to keep, and whether that is all of it.
    wanted: Option<(usize, bool)>,
    kept: Vec<u8>,
}

impl Frames {
    /// The server's direction: every message has a tag.
    pub(in crate::pool) fn backend() -> Self {
        Self::default()
    }

    /// The client's direction: the first message (start-up) has no tag and is told as tag 0.
    pub(in crate::pool) fn frontend() -> Self {
        Self {
            have: 1,
            ..Self::default()
        }
    }

    /// Reads the next bytes of the stream.
    pub(in crate::pool) fn feed(&mut self, mut bytes: &[u8], listener: &mut impl Listener) {
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

    /// Tells of the message that was read in parts.
    fn end(&mut self, listener: &mut impl Listener) {
        self.have = 0;
        if let Some((_, whole)) = self.wanted {
            listener.message(self.header[0], &self.kept, whole);
        }
        self.kept.clear();
        self.kept.shrink_to(4_096);
    }
}

/// The tag and body of a message that begins here and is all there, and what follows it. Nearly
/// every message is: the state of [`Frames`] is for those that a chunk cuts.
#[inline]
fn whole_message(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
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
            let (mut frames, mut log) = (Frames::backend(), Log::default());
            for chunk in stream.chunks(size) {
                frames.feed(chunk, &mut log);
            }
            assert_eq!(log.0, expected, "chunks of {size}");
        }
    }

    #[test]
    fn the_first_message_of_a_client_has_no_tag() {
        let (mut frames, mut log) = (Frames::frontend(), Log::default());
        frames.feed(b"\0\0\0\x06hiS\0\0\0\x04", &mut log);
        assert_eq!(log.0, [(0, b"hi".to_vec(), true), (b'S', vec![], true)]);
    }
}
