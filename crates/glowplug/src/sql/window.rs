//! A buffered window on a script that is read as a stream.

use std::io::{self, BufRead, ErrorKind};

/// How many bytes are read at once.
pub(super) const CHUNK: usize = 64 * 1024;

/// The part of a script in memory: from the start of the current piece to the end of what was read.
/// Positions are byte offsets in the script, from 0.
pub(super) struct Window<R> {
    reader: R,
    text: String,
    /// The position of the first byte of `text`.
    base: u64,
    /// The start of the current piece, as an index in `text`.
    start: usize,
    /// The next byte, as an index in `text`.
    position: usize,
    /// The bytes of a character that was split between two reads.
    partial: Vec<u8>,
    end: End,
}

/// Whether there is more to read.
enum End {
    Open,
    Reached,
    Broken(ReadError),
}

/// The reason why a script cannot be read further.
pub(super) enum ReadError {
    Read(io::Error),
    NotUtf8,
    Nul,
}

impl<R> Window<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            text: String::new(),
            base: 0,
            start: 0,
            position: 0,
            partial: Vec::new(),
            end: End::Open,
        }
    }

    /// Returns the position of the next byte.
    pub(super) const fn place(&self) -> u64 {
        self.base + self.position as u64
    }

    /// Returns the position where the current piece starts.
    pub(super) const fn start(&self) -> u64 {
        self.base + self.start as u64
    }

    /// Returns the position after everything that was read.
    pub(super) const fn read_end(&self) -> u64 {
        self.base + self.text.len() as u64
    }

    /// Starts a new piece; the next read may discard the text before it.
    pub(super) fn start_at(&mut self, place: u64) {
        self.start = self.index(place);
    }

    /// Returns the text between two positions of the current piece.
    pub(super) fn slice(&self, from: u64, to: u64) -> &str {
        &self.text[self.index(from)..self.index(to)]
    }

    /// Returns what stopped reading, if it was not the end of the script.
    pub(super) fn take_fault(&mut self) -> Option<ReadError> {
        match std::mem::replace(&mut self.end, End::Reached) {
            End::Broken(fault) => Some(fault),
            End::Open | End::Reached => None,
        }
    }

    /// Returns the size of the buffer in bytes.
    pub(super) const fn capacity(&self) -> usize {
        self.text.capacity()
    }

    fn index(&self, place: u64) -> usize {
        usize::try_from(place - self.base).expect("the current piece is in memory")
    }
}

impl<R: BufRead> Window<R> {
    /// Returns the byte `ahead` of the next one; 0 after the end, since no script contains that
    /// byte.
    #[inline]
    pub(super) fn peek(&mut self, ahead: usize) -> u8 {
        loop {
            if let Some(byte) = self.text.as_bytes().get(self.position + ahead) {
                return *byte;
            }
            if !self.fill() {
                return 0;
            }
        }
    }

    /// Returns true if the text continues with `prefix`.
    pub(super) fn starts_with(&mut self, prefix: &[u8]) -> bool {
        (0..prefix.len()).all(|ahead| self.peek(ahead) == prefix[ahead])
    }

    /// Advances by `count` bytes, all of which were seen with [`Window::peek`].
    #[inline]
    pub(super) const fn advance(&mut self, count: usize) {
        self.position += count;
    }

    /// Returns to a position of the current piece.
    pub(super) fn return_to(&mut self, place: u64) {
        self.position = self.index(place);
    }

    /// Advances while the bytes are in `set`.
    #[inline]
    pub(super) fn skip_while(&mut self, set: &Set) {
        loop {
            let bytes = self.text.as_bytes();
            while let Some(byte) = bytes.get(self.position) {
                if !set.holds(*byte) {
                    return;
                }
                self.position += 1;
            }
            if !self.fill() {
                return;
            }
        }
    }

    /// Advances to the next of two bytes, or to the end; returns whether one was found.
    pub(super) fn skip_to(&mut self, one: u8, other: u8) -> bool {
        loop {
            let rest = &self.text.as_bytes()[self.position..];
            if let Some(distance) = memchr::memchr2(one, other, rest) {
                self.position += distance;
                return true;
            }
            self.position = self.text.len();
            if !self.fill() {
                return false;
            }
        }
    }

    /// Reads more; returns `false` at the end.
    #[cold]
    #[inline(never)]
    fn fill(&mut self) -> bool {
        if self.start > 0 && matches!(self.end, End::Open) {
            self.text.drain(..self.start);
            self.base += self.start as u64;
            self.position -= self.start;
            self.start = 0;
        }
        let before = self.text.len();
        while matches!(self.end, End::Open) && self.text.len() == before {
            self.read();
        }
        self.text.len() > before
    }

    fn read(&mut self) {
        let available = match self.reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == ErrorKind::Interrupted => return,
            Err(error) => {
                self.end = End::Broken(ReadError::Read(error));
                return;
            }
        };
        if available.is_empty() {
            self.end = match self.partial.is_empty() {
                true => End::Reached,
                false => End::Broken(ReadError::NotUtf8),
            };
            return;
        }
        // The rest of a split character is read byte by byte; it is at most three bytes.
        let whole = self.partial.is_empty();
        let count = if whole { available.len().min(CHUNK) } else { 1 };
        if whole {
            let bytes = &available[..count];
            let (valid, rest) = valid_part(bytes);
            self.end = push(&mut self.text, &mut self.partial, valid, rest);
        } else {
            let mut bytes = std::mem::take(&mut self.partial);
            bytes.push(available[0]);
            let (valid, rest) = valid_part(&bytes);
            self.end = push(&mut self.text, &mut self.partial, valid, rest);
        }
        self.reader.consume(count);
    }
}

/// What follows the valid part of a chunk.
enum Rest<'a> {
    Nothing,
    Cut(&'a [u8]),
    NotUtf8,
}

fn valid_part(bytes: &[u8]) -> (&str, Rest<'_>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text, Rest::Nothing),
        Err(error) => {
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            let valid = std::str::from_utf8(valid).expect("valid up to here");
            let cut = error.error_len().is_none();
            (valid, if cut { Rest::Cut(rest) } else { Rest::NotUtf8 })
        }
    }
}

/// Appends a chunk, up to the first byte that no script may contain.
fn push(text: &mut String, partial: &mut Vec<u8>, valid: &str, rest: Rest<'_>) -> End {
    if let Some(nul) = memchr::memchr(0, valid.as_bytes()) {
        text.push_str(&valid[..nul]);
        return End::Broken(ReadError::Nul);
    }
    text.push_str(valid);
    match rest {
        Rest::Nothing => End::Open,
        Rest::Cut(bytes) => {
            partial.extend_from_slice(bytes);
            End::Open
        }
        Rest::NotUtf8 => End::Broken(ReadError::NotUtf8),
    }
}

/// A set of bytes.
pub(super) struct Set([bool; 256]);

impl Set {
    /// Creates a set of the bytes in `single`, and those in the inclusive `ranges`.
    pub(super) const fn new(single: &[u8], ranges: &[(u8, u8)]) -> Self {
        let mut set = [false; 256];
        let mut index = 0;
        while index < single.len() {
            set[single[index] as usize] = true;
            index += 1;
        }
        index = 0;
        while index < ranges.len() {
            let mut byte = ranges[index].0 as usize;
            while byte <= ranges[index].1 as usize {
                set[byte] = true;
                byte += 1;
            }
            index += 1;
        }
        Self(set)
    }

    #[inline]
    pub(super) const fn holds(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::{ReadError, Window};

    fn read(bytes: &[u8], capacity: usize) -> (String, Option<ReadError>) {
        let mut window = Window::new(BufReader::with_capacity(capacity, bytes));
        while window.peek(0) != 0 {
            window.advance(1);
        }
        let text = window.slice(0, window.place()).to_owned();
        (text, window.take_fault())
    }

    #[test]
    fn characters_survive_any_size_of_buffer() {
        let text = "aé€😀\u{feff}z";
        for capacity in 1..20 {
            assert_eq!(read(text.as_bytes(), capacity).0, text);
        }
    }

    #[test]
    fn reading_stops_before_what_no_script_may_hold() {
        for capacity in 1..9 {
            assert!(matches!(
                read(b"ab\xc3(cd", capacity),
                (text, Some(ReadError::NotUtf8)) if text == "ab"
            ));
            assert!(matches!(
                read(b"ab\xe2\x82", capacity),
                (text, Some(ReadError::NotUtf8)) if text == "ab"
            ));
            assert!(matches!(
                read(b"abc\0de", capacity),
                (text, Some(ReadError::Nul)) if text == "abc"
            ));
        }
    }
}
