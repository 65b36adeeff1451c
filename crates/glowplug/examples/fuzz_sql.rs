//! A short fuzz run of the splitter on stable Rust: the checks of `fuzz/`, on made-up scripts and
//! changes of them, for some seconds.
//!
//! ```sh
//! cargo run --release -p glowplug --example fuzz_sql -- 30
//! ```
//!
//! A second argument is the seed. What fails is written to standard error.

#[expect(unreachable_pub, reason = "it is a crate of its own, too")]
#[path = "../../../fuzz/src/lib.rs"]
mod checks;

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Result;
use glowplug::Database;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

/// What the dictionary of libFuzzer holds, too.
const DICTIONARY: &str = include_str!("../../../fuzz/sql.dict");

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().map_or(Ok(10), |text| text.parse())?;
    let seed = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let words = words();
    let mut random = StdRng::seed_from_u64(seed);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut kept: Vec<Vec<u8>> = vec![Vec::new()];
    let mut count = 0_u64;
    while Instant::now() < end {
        let script = change(&kept, &words, &mut random);
        let print = Printed(&script);
        for database in Database::ALL {
            checks::check_split(database, &script);
            checks::check_words(database, &script);
        }
        std::mem::forget(print);
        count += 1;
        let place = random.random_range(0..200);
        match kept.get_mut(place) {
            Some(old) => *old = script,
            None => kept.push(script),
        }
    }
    writeln!(
        std::io::stdout(),
        "{count} scripts, seed {seed}: nothing found"
    )?;
    Ok(())
}

/// Shows a script if its check panics.
struct Printed<'a>(&'a [u8]);

impl Drop for Printed<'_> {
    fn drop(&mut self) {
        let text = self.0.escape_ascii();
        let _ = writeln!(std::io::stderr(), "found: b\"{text}\"");
    }
}

/// One of the kept scripts with some words and bytes put in, taken out or doubled.
fn change(kept: &[Vec<u8>], words: &[Vec<u8>], random: &mut StdRng) -> Vec<u8> {
    let mut script = kept.choose(random).cloned().unwrap_or_default();
    for _ in 0..random.random_range(1..8) {
        let start = random.random_range(0..=script.len());
        let end = random.random_range(start..=script.len().min(start + 9));
        let part: Vec<u8> = match random.random_range(0..8) {
            0 => vec![random.random()],
            1 => Vec::new(),
            2 => script[start..end].repeat(2),
            _ => words.choose(random).cloned().unwrap_or_default(),
        };
        let replaced = if random.random() {
            start..end
        } else {
            start..start
        };
        script.splice(replaced, part);
    }
    script.truncate(300);
    script
}

/// The entries of the dictionary.
fn words() -> Vec<Vec<u8>> {
    let entries = DICTIONARY.lines().filter_map(|line| {
        let entry = line.strip_prefix('"')?.strip_suffix('"')?;
        Some(unescaped(entry))
    });
    entries.collect()
}

fn unescaped(entry: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = entry.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, behind) {
            (b'\\', [b'x', high, low, behind @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or(0);
                bytes.extend(u8::try_from(digit(high) * 16 + digit(low)));
                rest = behind;
            }
            (b'\\', [escaped, behind @ ..]) => {
                bytes.push(*escaped);
                rest = behind;
            }
            _ => bytes.push(*first),
        }
    }
    bytes
}
