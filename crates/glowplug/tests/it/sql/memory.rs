use std::io::{BufReader, Read};

use glowplug::Database;
use glowplug::sql::{pieces, statements};

/// A text again and again, up to a size.
pub(super) struct Repeated {
    text: Vec<u8>,
    read: usize,
    size: usize,
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let start = self.read % self.text.len();
        let count = (self.text.len() - start)
            .min(buffer.len())
            .min(self.size - self.read);
        buffer[..count].copy_from_slice(&self.text[start..start + count]);
        self.read += count;
        Ok(count)
    }
}

const SIZE: usize = 64 << 20;
const BOUND: usize = 1 << 20;

fn repeated(text: &str) -> BufReader<Repeated> {
    let size = SIZE / text.len() * text.len();
    let text = text.as_bytes().to_vec();
    BufReader::new(Repeated {
        text,
        read: 0,
        size,
    })
}

#[test]
fn a_large_script_takes_the_memory_of_its_longest_statement() {
    let data = "it''s; \u{e9}\n".repeat(800);
    let text = format!("INSERT INTO t VALUES (1, '{data}', NULL), (2, 'a;b', 2.5e3); -- c;\r\n");
    for database in Database::ALL {
        let mut statements = statements(database, repeated(&text));
        let mut count = 0;
        for statement in &mut statements {
            count += 1;
            assert_eq!(
                statement.unwrap().text.len(),
                text.len() - "; -- c;\r\n".len()
            );
        }
        assert_eq!(count, SIZE / text.len());
        assert!(statements.capacity() < BOUND, "{}", statements.capacity());
    }
}

#[test]
fn comments_and_blanks_do_not_gather() {
    let comment = "-- a comment; of many lines".repeat(50) + "\n";
    let blanks = "\r\n\t".repeat(400) + "/* ; */";
    for text in [comment, blanks] {
        for database in Database::ALL {
            let mut pieces = pieces(database, repeated(&text));
            let mut size = 0;
            for piece in &mut pieces {
                size += piece.unwrap().text.len();
            }
            assert_eq!(size, SIZE / text.len() * text.len());
            assert!(pieces.capacity() < BOUND, "{}", pieces.capacity());
        }
    }
}
