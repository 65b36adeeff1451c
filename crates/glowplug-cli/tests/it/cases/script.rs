//! The steps of a case: commands, and what people do to files and databases between them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use glowplug::Database;

use super::steady::steady;
use crate::stage::{Stage, copy};

/// The steps that change files.
const CHANGES: [&str; 6] = ["edit", "remove", "add", "crlf", "bom", "write"];

/// A script of steps.
pub(crate) struct Script {
    databases: Vec<String>,
    lines: Vec<String>,
}

impl Script {
    /// Reads it. A first line `on postgres mysql` says on which databases it is played.
    pub(crate) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let mut lines: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
        lines.retain(|line| !line.is_empty());
        let databases: Vec<String> = match lines.first().and_then(|line| line.strip_prefix("on ")) {
            Some(names) => {
                let names = names.split(' ').map(str::to_owned).collect();
                lines.remove(0);
                names
            }
            None => Database::ALL
                .map(|database| database.name().to_owned())
                .to_vec(),
        };
        Self { databases, lines }
    }

    /// Whether it is played on this database.
    pub(crate) fn is_for(&self, database: Database) -> bool {
        self.databases.iter().any(|name| name == database.name())
    }

    /// Does only what it does to files.
    pub(crate) fn change_files(&self, stage: &Stage, case: &Path, database: Database) {
        for line in self.lines.iter().filter_map(|line| on(line, database)) {
            let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
            if CHANGES.contains(&verb) {
                change(&stage.migrations(), case, verb, rest);
            }
        }
    }

    /// Plays it and gives everything that is printed.
    pub(super) fn play(&self, stage: &Stage, case: &Path, database: Database) -> String {
        let mut printed = String::new();
        for line in &self.lines {
            let Some(line) = on(line, database) else {
                continue;
            };
            if line.starts_with('#') {
                writeln!(printed, "{line}").unwrap();
                continue;
            }
            let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
            let answer = match verb {
                "sql" => sql(stage, rest),
                _ if CHANGES.contains(&verb) => {
                    change(&stage.migrations(), case, verb, rest);
                    String::new()
                }
                _ => {
                    printed.push_str("$ glowplug ");
                    command(stage, line)
                }
            };
            writeln!(printed, "{line}\n{answer}").unwrap();
        }
        let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
        format!("{}\n", lines.join("\n").trim_end())
    }
}

/// A line `[sqlite] …` is for SQLite alone.
fn on(line: &str, database: Database) -> Option<&str> {
    let Some((names, step)) = line
        .strip_prefix('[')
        .and_then(|line| line.split_once("] "))
    else {
        return Some(line);
    };
    names
        .split(' ')
        .any(|name| name == database.name())
        .then_some(step)
}

/// Runs the command: what it answers after `|`, what it says on standard error after `!`.
fn command(stage: &Stage, line: &str) -> String {
    let words = shlex::split(line).unwrap_or_else(|| panic!("{line}: a quote is open"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = stage.run(&words);
    let mut printed = String::new();
    for (mark, bytes) in [('|', output.stdout), ('!', output.stderr)] {
        for line in steady(stage, &String::from_utf8(bytes).unwrap()).lines() {
            writeln!(printed, "{mark} {line}").unwrap();
        }
    }
    match output.status.code() {
        Some(code) => writeln!(printed, "exit {code}").unwrap(),
        None => writeln!(printed, "{}", output.status).unwrap(),
    }
    printed
}

/// Runs a statement beside the command, and shows its rows.
fn sql(stage: &Stage, sql: &str) -> String {
    let mut printed = String::new();
    match stage.sql(sql) {
        Ok(shown) => {
            for row in shown.rows {
                let values = row.iter().map(|value| value.as_deref().unwrap_or("NULL"));
                let values = values.collect::<Vec<_>>().join(" | ");
                writeln!(printed, "| {}", steady(stage, &values)).unwrap();
            }
        }
        Err(message) => writeln!(printed, "! {}", steady(stage, &message)).unwrap(),
    }
    printed
}

/// Changes a file or folder below `migrations`.
fn change(migrations: &Path, case: &Path, verb: &str, rest: &str) {
    let (name, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let path = migrations.join(name);
    match verb {
        "add" => copy(
            &case.join(name),
            &migrations.join(Path::new(name).file_name().unwrap()),
        ),
        "remove" if path.is_dir() => fs::remove_dir_all(&path).unwrap(),
        "remove" => fs::remove_file(&path).unwrap(),
        "write" => {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, rest.replace("\\n", "\n")).unwrap();
        }
        _ => {
            let old = fs::read_to_string(&path).unwrap();
            let new = match verb {
                "crlf" => old.replace('\n', "\r\n"),
                "bom" => format!("\u{feff}{old}"),
                _ => replaced(&old, rest),
            };
            assert_ne!(old, new, "{verb} {name} {rest} changes nothing");
            fs::write(&path, new).unwrap();
        }
    }
}

/// What `s/old/new/` makes of a text.
fn replaced(text: &str, command: &str) -> String {
    let mut parts = command.split('/');
    match (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    ) {
        (Some("s"), Some(old), Some(new), Some(""), None) => {
            text.replace(&old.replace("\\n", "\n"), &new.replace("\\n", "\n"))
        }
        _ => panic!("`{command}` is not `s/old/new/`"),
    }
}
