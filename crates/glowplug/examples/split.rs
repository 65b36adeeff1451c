//! Measures how fast scripts are split, and in how much memory:
//!
//! ```sh
//! cargo run --release -p glowplug --example split -- postgres 1024
//! cargo run --release -p glowplug --example split -- mysql dump.sql
//! ```
//!
//! With a number, that many MiB of a made-up dump are split, which never stand in memory or on
//! disk; with a path, that file is.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::time::Instant;

use anyhow::{Context, Result};
use glowplug::Database;
use glowplug::sql::statements;

const MIB: u64 = 1 << 20;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let database: Database = arguments.next().context("which database?")?.parse()?;
    let what = arguments.next().context("how many MiB, or which file?")?;
    match what.parse::<u64>() {
        Ok(size) => measure(database, BufReader::new(Dump::new(database, size * MIB))),
        Err(_) => measure(database, BufReader::new(File::open(what)?)),
    }
}

fn measure(database: Database, reader: impl BufRead) -> Result<()> {
    let start = Instant::now();
    let mut count = 0_u64;
    let mut longest = 0;
    let mut end = 0;
    for statement in statements(database, reader) {
        let statement = statement?;
        count += 1;
        longest = longest.max(statement.text.len());
        end = statement.point.offset + statement.point.length as u64;
    }
    let seconds = start.elapsed().as_secs_f64();
    let mib = end as f64 / MIB as f64;
    writeln!(
        std::io::stdout(),
        "{database}: {mib:.0} MiB, {count} statements (longest {longest} bytes) in {seconds:.2} s, \
         {:.0} MiB/s, at most {} in memory",
        mib / seconds,
        peak().unwrap_or_else(|| "an unknown size".to_owned()),
    )?;
    Ok(())
}

/// The largest size this process had in memory; Linux alone says it in a file.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}

/// Statements as a dump would hold them, up to the one that fills a size.
struct Dump {
    database: Database,
    size: u64,
    number: u64,
    text: Vec<u8>,
    read: usize,
}

impl Dump {
    const fn new(database: Database, size: u64) -> Self {
        Self {
            database,
            size,
            number: 0,
            text: Vec::new(),
            read: 0,
        }
    }

    /// A row per statement, then many rows in one, then a function and comments.
    fn write(&mut self) {
        let number = self.number;
        self.number += 1;
        self.read = 0;
        self.text.clear();
        let row = format!("({number}, 'Grüße; it''s number {number}', NULL, 1.5e3, TRUE)");
        let text = match number % 50 {
            0 => format!("-- Data of part {number};\n{row}"),
            1 => [row.as_str(); 200].join(",\n"),
            2 => function(self.database).to_owned(),
            _ => row,
        };
        let head = if number % 50 == 2 {
            ""
        } else {
            "INSERT INTO memories VALUES\n"
        };
        self.text
            .extend_from_slice(format!("{head}{text};\n").as_bytes());
        self.size = self.size.saturating_sub(self.text.len() as u64);
    }
}

const fn function(database: Database) -> &'static str {
    match database {
        Database::Postgres => "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $a$ SELECT 1; $a$",
        Database::Sqlite => "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END",
        Database::Mysql => "CREATE PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END IF; END",
    }
}

impl Read for Dump {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.read == self.text.len() && self.size > 0 {
            self.write();
        }
        let count = buffer.len().min(self.text.len() - self.read);
        buffer[..count].copy_from_slice(&self.text[self.read..self.read + count]);
        self.read += count;
        Ok(count)
    }
}
