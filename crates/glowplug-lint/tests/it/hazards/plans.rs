//! The plans of the schema cases, as the migrations that `generate` writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use glowplug::Database;
use glowplug::sql::{PieceKind, pieces};

const KINDS: [&str; 4] = ["data-loss", "table-rewrite", "long-lock", "may-fail"];

/// A statement of a plan.
pub(crate) struct Planned {
    pub(crate) text: String,
    /// The names of its hazards.
    pub(crate) hazards: BTreeSet<String>,
}

/// Statements of one migration.
#[derive(Default)]
pub(crate) struct Part {
    pub(crate) in_transaction: bool,
    pub(crate) statements: Vec<Planned>,
}

impl Part {
    fn of(in_transaction: bool, statements: Vec<Planned>) -> Self {
        Self {
            in_transaction,
            statements,
        }
    }

    /// Returns the script: each statement begins in a new line.
    pub(crate) fn text(&self) -> String {
        let lines = self.statements.iter().map(|one| format!("{};\n", one.text));
        lines.collect()
    }
}

/// Returns the folders of the cases that have a plan.
pub(crate) fn cases(database: Database) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../glowplug-schema/tests/schema");
    let folders = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = folders.map(|folder| folder.join(database.name())).collect();
    cases.retain(|case| case.join("plan.sql").exists());
    cases.sort();
    cases
}

/// Splits one direction of a plan into migrations: what shares a transaction, what runs alone, and what
/// comes later. A plan with a transaction of its own is one.
pub(crate) fn parts(database: Database, text: &str) -> Vec<Part> {
    let (mut together, mut alone, mut later) = (Vec::new(), Vec::new(), Vec::new());
    let mut place = "together".to_owned();
    let mut hazards = BTreeSet::new();
    for piece in pieces(database, text.as_bytes()) {
        let piece = piece.unwrap();
        match piece.kind {
            PieceKind::Blank => read_comments(&piece.text, &mut place, &mut hazards),
            PieceKind::Statement => {
                let planned = Planned {
                    text: piece.text,
                    hazards: std::mem::take(&mut hazards),
                };
                match &*place {
                    "together" => together.push(planned),
                    "alone" => alone.push(planned),
                    _ => later.push(planned),
                }
            }
            _ => {}
        }
    }
    if alone.iter().any(|one| one.text == "BEGIN") {
        return vec![Part::of(false, alone)];
    }
    let alone = alone.into_iter().map(|one| Part::of(false, vec![one]));
    let first = [Part::of(true, together)].into_iter();
    first.chain(alone).chain([Part::of(true, later)]).collect()
}

fn read_comments(text: &str, place: &mut String, hazards: &mut BTreeSet<String>) {
    for line in text.lines() {
        let line = line.strip_prefix("-- ").unwrap_or_default();
        if ["together", "alone", "later"].contains(&line) {
            line.clone_into(place);
        }
        if let Some((kind, _)) = line.split_once(": ")
            && KINDS.contains(&kind)
        {
            hazards.insert(kind.to_owned());
        }
    }
}
