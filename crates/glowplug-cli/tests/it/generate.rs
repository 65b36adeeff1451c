//! `generate` from an edited `schema.rs`, on all three databases: the declared schema is built,
//! printed as it was edited, and reverted.

mod irreversible;
mod questions;
mod rounds;
mod taken;
mod verdict;

use std::fs;
use std::process::Output;

use glowplug::model::Database;
use serde_json::Value;

use crate::stage::Stage;

/// A project whose migrations build a schema, with the `schema.rs` that is printed of it.
struct Round {
    stage: Stage,
}

impl Round {
    /// `None` when this kind of server is not to be had.
    fn new(database: Database, up: &str, down: &str) -> Option<Self> {
        Self::with(
            database,
            up,
            down,
            "[print_schema]\nfile = \"src/schema.rs\"\n",
        )
    }

    fn with(database: Database, up: &str, down: &str, config: &str) -> Option<Self> {
        let stage = Stage::new(database)?;
        fs::write(stage.path().join("diesel.toml"), config).unwrap();
        stage.file("001_start", "up.sql", up);
        stage.file("001_start", "down.sql", down);
        let round = Self { stage };
        round.ok(&["up"]);
        Some(round)
    }

    /// Replaces what stands in a file; an empty text is its end.
    fn edit(&self, file: &str, edits: &[(&str, &str)]) {
        let mut text = self.read(file);
        for (old, new) in edits {
            if old.is_empty() {
                text.push_str(new);
            } else {
                assert!(text.contains(old), "`{old}` does not stand in\n{text}");
                text = text.replace(old, new);
            }
        }
        fs::write(self.stage.path().join(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.stage.path().join(file)).unwrap()
    }

    fn run(&self, words: &[&str]) -> (i32, String) {
        told(&self.stage.run(words))
    }

    fn ok(&self, words: &[&str]) -> String {
        let (code, text) = self.run(words);
        assert_eq!(code, 0, "{words:?}: {text}");
        text
    }

    /// The questions that are left open.
    fn questions(&self, words: &[&str]) -> Vec<Value> {
        let output = self.stage.run(&[words, &["--json"]].concat());
        assert_eq!(output.status.code(), Some(2), "{words:?}: {output:?}");
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        told["questions"].as_array().unwrap().clone()
    }

    /// All `up.sql` but the first, one after the other.
    fn written(&self) -> String {
        let mut folders: Vec<_> = fs::read_dir(self.stage.migrations())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        folders.sort();
        let texts = folders[1..].iter();
        let texts = texts.map(|folder| fs::read_to_string(folder.join("up.sql")).unwrap());
        texts.collect()
    }

    /// Edits, generates, applies; the file is printed as it was edited, nothing is left to do, and
    /// the way back leads to the file as it was before. Gives the statements.
    fn round(&self, edits: &[(&str, &str)], options: &[&str]) -> String {
        let file = "src/schema.rs";
        // It may have been edited before.
        let before = self.ok(&["print-schema"]);
        self.edit(file, edits);
        let edited = self.read(file);
        self.ok(&[&["generate", "change"], options].concat());
        assert_eq!(self.read(file), edited, "`generate` leaves it alone");
        self.there_and_back(&[(file, before, edited)])
    }

    fn there_and_back(&self, files: &[(&str, String, String)]) -> String {
        let written = self.written();
        self.ok(&["up"]);
        for (file, _, edited) in files {
            let printed = self.read(file);
            assert_eq!(lines(&printed), lines(edited), "{printed}\n{written}");
        }
        let again = self.ok(&["generate", "again"]);
        assert!(again.contains("Nothing to do"), "{again}");
        assert!(self.ok(&["check"]).contains("matches its migrations"));
        self.ok(&["down"]);
        for (file, before, _) in files {
            // A column that comes back comes last.
            let printed = self.read(file);
            assert_eq!(lines(&printed), lines(before), "{printed}\n{written}");
        }
        written
    }
}

fn told(output: &Output) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8(text).unwrap(),
    )
}

/// The lines of a file in an order of their own, empty ones left out.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut lines: Vec<&str> = lines.collect();
    lines.sort_unstable();
    lines
}
