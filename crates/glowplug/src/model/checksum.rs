use std::fmt::{self, Write as _};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// What the text of a migration comes to: SHA-256 over `up` and `after`, with line endings,
/// a byte order mark and final newlines left out of account.
///
/// So a checkout that turns `\n` into `\r\n` changes nothing, and neither does an editor that adds
/// a newline at the end; any other byte does. A line ending inside a string literal or a function
/// body counts as a line ending too: what git does to the file it does there as well, and nobody
/// edited anything. A `\r` that no `\n` follows is no line ending, and counts.
///
/// Without an `after`, the checksum is what `sha256sum` says of a script whose lines end with
/// `\n`, without its final newline.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Checksum(String);

/// Sums up the scripts of a migration as they are read, in constant memory.
#[derive(Clone, Debug, Default)]
pub struct Summing {
    hash: Sha256,
    /// The first bytes of a script, as long as they may be a byte order mark.
    start: Start,
    /// Newlines that count only if something follows them.
    newlines: u64,
    /// A `\r` was read last, and a `\n` may follow.
    carriage: bool,
}

/// How much of a byte order mark has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    Mark(usize),
    Text,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Stands between two scripts: a byte that UTF-8 never has, so that moving text from one script to
/// the next changes the sum.
const BETWEEN: &[u8] = b"\xFF";

impl Checksum {
    /// A checksum as it is stored: 64 hexadecimal digits.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The checksum of a migration whose `up` is this text, and that has no `after`.
    pub fn of_text(up: &str) -> Self {
        let mut summing = Summing::default();
        summing.update(up.as_bytes());
        summing.finish()
    }

    /// The 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Summing {
    /// Takes the next bytes of the script.
    pub fn update(&mut self, bytes: &[u8]) {
        let bytes = self.without_mark(bytes);
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line(line);
        }
    }

    /// Ends a script and begins the next one.
    pub fn next_script(&mut self) {
        self.end();
        self.hash.update(BETWEEN);
    }

    /// The checksum of everything that was taken.
    pub fn finish(mut self) -> Checksum {
        self.end();
        let mut digits = String::with_capacity(64);
        for byte in self.hash.finalize() {
            write!(digits, "{byte:02x}").expect("a String takes everything");
        }
        Checksum(digits)
    }

    /// Drops what belongs to a byte order mark at the start of the script.
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

    /// A line, or the part of one that was read.
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

    /// The checksum of a script that arrives in chunks of this size.
    fn chunked(bytes: &[u8], size: usize) -> Checksum {
        let mut summing = Summing::default();
        for chunk in bytes.chunks(size) {
            summing.update(chunk);
        }
        summing.finish()
    }

    fn both(up: &str, after: &str) -> Checksum {
        let mut summing = Summing::default();
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
