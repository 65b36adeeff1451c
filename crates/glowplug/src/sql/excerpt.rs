//! Excerpts of scripts around a position, for error messages.

use std::collections::VecDeque;
use std::io::{self, BufRead, ErrorKind};

use crate::error::Excerpt;

/// How many lines are shown before the marked one.
const LINES_BEFORE: usize = 2;
/// How many characters of a line are shown.
const WIDTH: usize = 200;
/// How many of them are before the mark, if the line is longer.
const WIDTH_BEFORE: usize = 100;
/// Enough bytes for one more character than is shown.
const KEPT: usize = (WIDTH + 1) * 4;

/// Returns the line, the column and an excerpt for a position in a script of any size. The excerpt
/// has the surrounding lines, truncated if they are long; `length` bytes are marked, as far as they
/// are on the same line.
///
/// # Errors
/// If the script cannot be read.
pub fn excerpt<R: BufRead>(
    mut reader: R,
    offset: u64,
    length: usize,
) -> io::Result<(u64, u64, Excerpt)> {
    let mut before = Before::default();
    let mut left = offset;
    while left > 0 {
        let bytes = available(&mut reader)?;
        if bytes.is_empty() {
            break;
        }
        let count = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        before.pass(&bytes[..count]);
        reader.consume(count);
        left -= count as u64;
    }
    let (rest, whole) = rest_of_line(&mut reader)?;
    let (next, _) = if whole {
        rest_of_line(&mut reader)?
    } else {
        Default::default()
    };
    let column = before.current.characters() + 1;
    Ok((before.number + 1, column, before.show(&rest, length, &next)))
}

/// The text before the position.
#[derive(Default)]
struct Before {
    /// How many lines have ended.
    number: u64,
    lines: VecDeque<Line>,
    current: Line,
}

/// A line, as far as it may be shown.
#[derive(Default)]
struct Line {
    head: Vec<u8>,
    tail: Vec<u8>,
    /// How many bytes start a character.
    characters: u64,
}

impl Before {
    fn pass(&mut self, bytes: &[u8]) {
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', bytes) {
            self.current.extend(&bytes[start..end]);
            self.lines.push_back(std::mem::take(&mut self.current));
            if self.lines.len() > LINES_BEFORE {
                self.lines.pop_front();
            }
            self.number += 1;
            start = end + 1;
        }
        self.current.extend(&bytes[start..]);
    }

    fn show(&self, rest: &[u8], length: usize, next: &[u8]) -> Excerpt {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&cut(&shown(&line.head), WIDTH));
            text.push('\n');
        }
        let before = shown(&self.current.tail);
        let rest = shown(rest);
        let count = before.chars().count();
        let kept = match count + rest.chars().count() <= WIDTH {
            true => count,
            false => count.min(WIDTH_BEFORE),
        };
        if self.current.characters() > kept as u64 {
            text.push('…');
        }
        text.extend(before.chars().skip(count - kept));
        let start = text.len();
        text.push_str(&cut(&rest, WIDTH - kept));
        let mut end = start + length.min(rest.len()).min(text.len() - start);
        while !text.is_char_boundary(end) {
            end += 1;
        }
        if !next.is_empty() {
            text.push('\n');
            text.push_str(&cut(&shown(next), WIDTH));
        }
        Excerpt {
            first_line: self.number + 1 - self.lines.len() as u64,
            text,
            marked: start..end,
        }
    }
}

impl Line {
    fn extend(&mut self, bytes: &[u8]) {
        let room = KEPT - self.head.len();
        self.head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.tail
            .extend_from_slice(&bytes[bytes.len().saturating_sub(KEPT)..]);
        let excess = self.tail.len().saturating_sub(KEPT);
        self.tail.drain(..excess);
        self.characters += bytes.iter().filter(|byte| !continues(**byte)).count() as u64;
    }

    /// Returns the number of characters so far, without a byte order mark.
    fn characters(&self) -> u64 {
        let mark = self.head.starts_with("\u{feff}".as_bytes());
        self.characters - u64::from(mark)
    }
}

const fn continues(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Returns a part of a line as text, without a truncated character at the start or a `\r` at the
/// end.
fn shown(bytes: &[u8]) -> String {
    let start = bytes.iter().position(|byte| !continues(*byte));
    let text = String::from_utf8_lossy(&bytes[start.unwrap_or(0)..]);
    let text = text.trim_start_matches('\u{feff}');
    text.strip_suffix('\r').unwrap_or(text).to_owned()
}

fn cut(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Reads as much of the rest of a line as may be shown; returns whether that is all of it.
fn rest_of_line<R: BufRead>(reader: &mut R) -> io::Result<(Vec<u8>, bool)> {
    let mut line = Vec::new();
    while line.len() < KEPT {
        let bytes = available(reader)?;
        if bytes.is_empty() {
            return Ok((line, true));
        }
        let bytes = &bytes[..bytes.len().min(KEPT - line.len())];
        if let Some(end) = memchr::memchr(b'\n', bytes) {
            line.extend_from_slice(&bytes[..end]);
            reader.consume(end + 1);
            return Ok((line, true));
        }
        let count = bytes.len();
        line.extend_from_slice(bytes);
        reader.consume(count);
    }
    Ok((line, false))
}

fn available<R: BufRead>(reader: &mut R) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            // Called again, because the borrow checker rejects returning the first borrow out of
            // the loop.
            Ok(_) => return reader.fill_buf(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::excerpt;

    #[test]
    fn the_lines_around_are_shown_and_the_place_is_marked() {
        let script = "\u{feff}one\r\ntwo\r\nthree\r\nvier é here\r\nfive\r\nsix\r\n";
        let offset = script.find("here").unwrap() as u64;
        for capacity in 1..40 {
            let reader = BufReader::with_capacity(capacity, script.as_bytes());
            let (line, column, excerpt) = excerpt(reader, offset, 4).unwrap();
            assert_eq!((line, column, excerpt.first_line), (4, 8, 2));
            assert_eq!(excerpt.text, "two\nthree\nvier é here\nfive");
            assert_eq!(&excerpt.text[excerpt.marked], "here");
        }
    }

    #[test]
    fn the_first_line_and_the_end_can_be_marked() {
        let script = "\u{feff}a b";
        let (line, column, first) = excerpt(script.as_bytes(), 3, 1).unwrap();
        assert_eq!((line, column, first.first_line), (1, 1, 1));
        assert_eq!((first.text.as_str(), first.marked), ("a b", 0..1));
        let (line, column, end) = excerpt(&b"a\n"[..], 2, 5).unwrap();
        assert_eq!((line, column, end.marked), (2, 1, 2..2));
    }

    #[test]
    fn marks_end_with_the_line() {
        let (_, _, excerpt) = excerpt(&b"ab cd\nef\n"[..], 3, 100).unwrap();
        assert_eq!(&excerpt.text[excerpt.marked], "cd");
        assert_eq!(excerpt.text, "ab cd\nef");
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let script = format!(
            "{}\n{}X{}\nnext",
            "é".repeat(1000),
            "a€".repeat(900),
            "z".repeat(999)
        );
        let offset = script.find('X').unwrap() as u64;
        let (line, column, excerpt) = excerpt(script.as_bytes(), offset, 1).unwrap();
        assert_eq!((line, column), (2, 1801));
        let lines: Vec<&str> = excerpt.text.lines().collect();
        assert_eq!(lines[0], format!("{}…", "é".repeat(200)));
        assert_eq!(
            lines[1],
            format!("…{}X{}…", "a€".repeat(50), "z".repeat(99))
        );
        assert_eq!(lines.len(), 2);
        assert_eq!(&excerpt.text[excerpt.marked], "X");
    }

    #[test]
    fn bytes_that_are_not_text_can_be_marked() {
        let (_, column, excerpt) = excerpt(&b"a \xff\xfe b"[..], 2, 1).unwrap();
        assert_eq!(column, 3);
        assert_eq!(&excerpt.text[excerpt.marked], "\u{fffd}");
    }
}
