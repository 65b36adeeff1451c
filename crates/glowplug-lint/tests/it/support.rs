//! Migrations in a text.

use glowplug::Database;
use glowplug_lint::{Report, Settings, Subject, lint};

/// Returns migrations, which are separated by lines with `---`; one that begins with
/// `-- no transaction` runs without one.
pub(crate) fn migrations(text: &str) -> Vec<Subject> {
    let parts = text.split("\n---\n").enumerate();
    parts
        .map(|(number, text)| {
            let wrapped = !text.starts_with("-- no transaction");
            let path = format!("migrations/{number:03}_a/up.sql");
            let mut subject = Subject::text(path, text).in_transaction(wrapped);
            subject.is_applied = true;
            subject
        })
        .collect()
}

/// Judges migrations of PostgreSQL.
pub(crate) fn judged(text: &str) -> Report {
    lint(Database::Postgres, &migrations(text), &Settings::default()).unwrap()
}

/// Returns the names of the rules that found something, and the line of each.
pub(crate) fn found(report: &Report) -> Vec<(&'static str, usize)> {
    let findings = report.findings.iter();
    findings
        .map(|found| (found.rule.id, found.start.line))
        .collect()
}

/// Settings without the rules about names.
pub(crate) fn without_style() -> Settings {
    toml::from_str(
        "[rules]\ntable-name = \"off\"\nindex-name = \"off\"\ntimestamps = \"off\"\n\
         foreign-key-without-index = \"off\"",
    )
    .unwrap()
}
