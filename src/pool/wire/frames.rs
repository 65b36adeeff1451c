//! Cuts a byte stream into the messages of PostgreSQL's protocol, however it is chunked.

/// Receives the messages of one direction.
pub(in crate::pool) trait Listener {
    /// How many bytes of this message's body are worth keeping.
    fn wants(&self, tag: u8) -> usize;
    /// A message ended. `body` is at most what was wanted; `whole` says whether it is all of it.
    fn message(&mut self, tag: u8, body: &[u8], whole: bool);
}

/// The place in the stream: inside a header, or inside a body.
#[derive(Debug)]
pub(in crate::pool) struct Frames {
    header: [u8; 5],
    have: usize,
    left: usize,
    keep: usize,
    kept: Vec<u8>,
    whole: bool,
}

impl Frames {
    /// The server's direction: every message has a tag.
    pub(in crate::pool) fn backend() -> Self {
        Self {
            header: [0; 5],
            have: 0,
            left: 0,
            keep: 0,
            kept: Vec::new(),
            whole: true,
        }
    }

    /// The client's direction: the first message (start-up) has no tag and is told as tag 0.
    pub(in crate::pool) fn frontend() -> Self {
        Self {
            have: 1,
            ..Self::backend()
        }
    }

    /// Reads the next bytes of the stream.
    pub(in crate::pool) fn feed(&mut self, mut bytes: &[u8], listener: &mut impl Listener) {
        while !bytes.is_empty() {
            bytes = if self.have < 5 {
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
            self.keep = listener.wants(tag).min(self.left);
            self.whole = self.keep == self.left;
            self.kept.clear();
            if self.left == 0 {
                self.have = 0;
                listener.message(tag, &[], true);
            }
        }
        rest
    }

    fn read_body<'a>(&mut self, bytes: &'a [u8], listener: &mut impl Listener) -> &'a [u8] {
        let (taken, rest) = bytes.split_at(bytes.len().min(self.left));
        let at_once = self.kept.is_empty() && taken.len() == self.left;
        if !at_once {
            let room = self.keep - self.kept.len();
            self.kept.extend_from_slice(&taken[..taken.len().min(room)]);
        }
        self.left -= taken.len();
        if self.left == 0 {
            self.have = 0;
            let body = if at_once && self.keep <= taken.len() {
                &taken[..self.keep]
            } else {
                &self.kept
            };
            listener.message(self.header[0], body, self.whole);
            self.kept.clear();
            self.kept.shrink_to(4_096);
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Log(Vec<(u8, Vec<u8>, bool)>);

    impl Listener for Log {
        fn wants(&self, tag: u8) -> usize {
            match tag {
                b'D' => 0,
                b'E' => 4,
                _ => usize::MAX,
            }
        }

        fn message(&mut self, tag: u8, body: &[u8], whole: bool) {
            self.0.push((tag, body.to_vec(), whole));
        }
    }

    #[test]
    fn any_chunking_gives_the_same_messages() {
        let stream = b"Z\0\0\0\x05ID\0\0\0\x09helloE\0\0\0\x0aabcdef1\0\0\0\x04Z\0\0\0\x05T";
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
