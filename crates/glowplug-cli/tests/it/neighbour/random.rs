//! Random sequences of both tools' commands.

use glowplug::Database;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{NAMES, Street};
use crate::stage::side_by_side;

const SEQUENCES: u64 = 30;
const LENGTH: usize = 6;

#[derive(Clone, Copy, Debug)]
enum Tool {
    Diesel,
    Glowplug,
}

/// Every operation with how many migrations it leaves applied, out of how many; `None` for "fewer,
/// if there were any", which is the last batch.
type Left = fn(usize) -> Option<usize>;

const OPERATIONS: [(Tool, &str, Left); 9] = [
    (Tool::Diesel, "run", |_| Some(NAMES.len())),
    (Tool::Diesel, "revert", |before| Some(before - 1)),
    (Tool::Diesel, "redo", Some),
    (Tool::Diesel, "redo -a", Some),
    (Tool::Glowplug, "up", |_| Some(NAMES.len())),
    (Tool::Glowplug, "up --steps 1", |before| {
        Some(NAMES.len().min(before + 1))
    }),
    (Tool::Glowplug, "down", |_| None),
    (Tool::Glowplug, "down --steps 1", |before| {
        Some(before.saturating_sub(1))
    }),
    (Tool::Glowplug, "redo", Some),
];

#[test]
fn both_tools_agree_after_random_sequences_on_postgres() {
    play(Database::Postgres);
}

#[test]
fn both_tools_agree_after_random_sequences_on_sqlite() {
    play(Database::Sqlite);
}

#[test]
fn both_tools_agree_after_random_sequences_on_mysql() {
    play(Database::Mysql);
}

fn play(database: Database) {
    side_by_side(0..SEQUENCES, |seed| {
        for street in Street::all(database) {
            sequence(&street, seed);
        }
    });
}

fn sequence(street: &Street, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut story = format!("seed {seed} with {:?}", street.diesel);
    let mut before = 0;
    for _ in 0..LENGTH {
        let (tool, words, left) = OPERATIONS[random.random_range(0..OPERATIONS.len())];
        story.push_str(&format!(", {tool:?} {words}"));
        match tool {
            Tool::Glowplug => street.glowplug(words),
            // Diesel fails where there is nothing to revert, and where there is no table yet.
            Tool::Diesel if before == 0 && words != "run" => continue,
            Tool::Diesel => street.diesel(words),
        }
        let after = street.applied(&story);
        match left(before) {
            Some(left) => assert_eq!(after, left, "{story}"),
            None => assert!(after < before || before == 0, "{story}"),
        }
        before = after;
    }
}
