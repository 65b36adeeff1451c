//! Checksums of migrations, which do not depend on line endings.

use std::fmt::{self, Write as _};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The checksum of a migration: SHA-256 over `up` and `after`, ignoring the style of line endings,
/// a byte order mark and final newlines.
///
/// So neither a checkout that converts `\n` to `\r\n` nor an editor that adds a final newline
/// changes the checksum; any other byte does. Line endings inside string literals and function
/// bodies are normalized too, because git converts them as well. A `\r` without a following `\n` is
/// not a line ending.
///
/// Without an `after`, the checksum is the output of `sha256sum` for a script whose lines end with
/// `\n`, without its final newline.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Checksum(String);

/// Computes the checksum of scripts as they are read, in constant memory.
#[derive(Clone, Debug, Default)]
pub struct ChecksumBuilder {
    hash: Sha256,
    /// How much of a byte order mark was read at the start of a script.
    start: Start,
    /// Newlines that are included only if something follows them.
    newlines: u64,
    /// Whether a `\r` was read last, which a `\n` may follow.
    carriage: bool,
}

/// The progress of reading a byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Mark(usize),
    Text,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The separator of two scripts: a byte that never occurs in UTF-8, so that moving text from one
/// script to the next changes the checksum.
const BETWEEN: &[u8] = b"\xFF";

impl Checksum {
    /// Wraps a checksum as it is stored: 64 hexadecimal digits.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the checksum of a migration whose `up` is this text, and that has no `after`.
    pub fn of_text(up: &str) -> Self {
        let mut summing = ChecksumBuilder::default();
        summing.update(up.as_bytes());
        summing.finish()
    }

    /// Returns the 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ChecksumBuilder {
    /// Adds the next bytes of the script.
    pub fn update(&mut self, bytes: &[u8]) {
        let bytes = self.without_mark(bytes);
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line(line);
        }
    }

    /// Ends a script and starts the next one.
    pub fn next_script(&mut self) {
        self.end();
        self.hash.update(BETWEEN);
    }

    /// Returns the checksum.
    pub fn finish(mut self) -> Checksum {
        self.end();
        let mut digits = String::with_capacity(64);
        for byte in self.hash.finalize() {
            write!(digits, "{byte:02x}").expect("a String takes everything");
        }
        Checksum(digits)
    }

    /// Strips a byte order mark at the start of the script.
    fn without_mark<'b>(&mut self, mut bytes: &'b [u8]) -> &'b [u8] {
        while let Start::Mark(read) = self.start {
            let Some((first, rest)) = bytes.split_first() else {
                break;
            };
            if *first != BYTE_ORDER_MARK[read] {
                self.start = Start::Text;
                self.text(&BYTE_ORDER_MARK[..read]);
            } else if read + 1 == BYTE_ORDER_MARK.len() {
                self.start = Start::Text;
                bytes = rest;
            } else {
                self.start = Start::Mark(read + 1);
                bytes = rest;
            }
        }
        bytes
    }

    /// Adds a line, or the part of one that was read.
    fn line(&mut self, line: &[u8]) {
        if self.carriage {
            self.carriage = false;
            if line != b"\n" {
                self.text(b"\r");
            }
        }
        let (line, ended) = match line.strip_suffix(b"\n") {
            Some(line) => (line, true),
            None => (line, false),
        };
        let (line, carriage) = match line.strip_suffix(b"\r") {
            Some(line) => (line, true),
            None => (line, false),
        };
        self.text(line);
        if ended {
            self.newlines += 1;
        } else {
            self.carriage = carriage;
        }
    }

    fn text(&mut self, text: &[u8]) {
        if text.is_empty() {
            return;
        }
        for _ in 0..self.newlines {
            self.hash.update(b"\n");
        }
        self.newlines = 0;
        self.hash.update(text);
    }

    fn end(&mut self) {
        if let Start::Mark(read) = self.start {
            self.text(&BYTE_ORDER_MARK[..read]);
        }
        if self.carriage {
            self.text(b"\r");
        }
        self.start = Start::default();
        self.newlines = 0;
        self.carriage = false;
    }
}

impl Default for Start {
    fn default() -> Self {
        Self::Mark(0)
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Returns the checksum of a script that arrives in chunks of this size.
    fn chunked(bytes: &[u8], size: usize) -> Checksum {
        let mut summing = ChecksumBuilder::default();
        for chunk in bytes.chunks(size) {
            summing.update(chunk);
        }
        summing.finish()
    }

    fn both(up: &str, after: &str) -> Checksum {
        let mut summing = ChecksumBuilder::default();
        summing.update(up.as_bytes());
        summing.next_script();
        summing.update(after.as_bytes());
        summing.finish()
    }

    #[test]
    fn the_checksum_is_the_sha_256_of_the_text_without_its_final_newline() {
        // printf abc | sha256sum
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Checksum::of_text("abc").as_str(), abc);
        assert_eq!(Checksum::of_text("\u{feff}abc\r\n\n").as_str(), abc);
    }

    #[test]
    fn moving_text_from_up_to_after_changes_the_sum() {
        assert_ne!(both("a\nb", ""), both("a", "b"));
        assert_ne!(both("a", "\nb"), both("a\n", "b"));
        assert_ne!(both("a", ""), Checksum::of_text("a"));
    }

    #[test]
    fn line_endings_of_after_do_not_count_either() {
        assert_eq!(both("a\r\nb", "\u{feff}c\r\n"), both("a\nb\n", "c"));
    }

    #[test]
    fn a_lone_carriage_return_counts() {
        let sums = ["a\rb", "a\nb", "ab", "a\r\r\nb", "a\nb\r"].map(Checksum::of_text);
        for (number, sum) in sums.iter().enumerate() {
            assert!(!sums[..number].contains(sum), "number {number}");
        }
    }

    proptest! {
        #[test]
        fn line_endings_alone_do_not_alarm(
            lines in prop::collection::vec("[ -~é\r]{0,5}", 0..8),
            size in 1_usize..5,
            finals in 0_usize..4,
        ) {
            // A `\r` right before the line's end would be part of the line ending.
            let lines: Vec<&str> = lines.iter().map(|line| line.trim_end_matches('\r')).collect();
            let unix = lines.join("\n");
            let windows = format!("\u{feff}{}{}", lines.join("\r\n"), "\r\n".repeat(finals));
            prop_assert_eq!(chunked(windows.as_bytes(), size), Checksum::of_text(&unix));
        }

        #[test]
        fn one_changed_byte_alarms(
            text in "[ab\n]{1,12}",
            place in any::<prop::sample::Index>(),
            byte in prop::sample::select(b"abc\r\t ".to_vec()),
        ) {
            let bytes = text.as_bytes();
            let place = place.index(bytes.len());
            let mut changed = bytes.to_vec();
            changed[place] = byte;
            let line_ending = byte == b'\r' && changed.get(place + 1) == Some(&b'\n');
            prop_assume!(byte != bytes[place] && !line_ending);
            prop_assert_ne!(chunked(&changed, 3), chunked(bytes, 4));
        }

        #[test]
        fn chunks_do_not_count(bytes in prop::collection::vec(
            prop::sample::select(b"\xEF\xBB\xBFa\r\n".to_vec()), 0..12), size in 1_usize..5) {
            prop_assert_eq!(chunked(&bytes, size), chunked(&bytes, 64));
        }
    }
}
