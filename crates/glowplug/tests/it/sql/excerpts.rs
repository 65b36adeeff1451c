use std::io::{BufReader, Read};

use glowplug::sql::excerpt;

/// Numbered lines without end.
struct Lines {
    next: u64,
    line: Vec<u8>,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.line.is_empty() {
            self.next += 1;
            self.line = format!("INSERT INTO t VALUES ({:09});\n", self.next).into_bytes();
        }
        let count = self.line.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.line[..count]);
        self.line.drain(..count);
        Ok(count)
    }
}

#[test]
fn a_place_far_in_a_script_is_shown() {
    let lines = Lines {
        next: 0,
        line: Vec::new(),
    };
    let offset = 34 * 999_999 + 12;
    let (line, column, excerpt) = excerpt(BufReader::new(lines), offset, 1).unwrap();
    assert_eq!((line, column, excerpt.first_line), (1_000_000, 13, 999_998));
    assert_eq!(&excerpt.text[excerpt.marked], "t");
    assert!(excerpt.text.ends_with("INSERT INTO t VALUES (001000001);"));
    assert_eq!(excerpt.text.lines().count(), 4);
}
