//! The rules against a server: what it locks, rewrites and reads is what they say.
//!
//! Each statement runs in a transaction of its own on tables with rows. It is dangerous if it fails,
//! rewrites a table, or reads one that it keeps others from writing.

mod measure;
mod statements;

use glowplug::Database;
use glowplug_lint::{Severity, Subject, lint};
use glowplug_schema::measure::Measured;

use crate::support::without_style;
use measure::Server;
use statements::{BASE, STATEMENTS};

/// Rules about what is lost or renamed, which costs the server nothing.
const OTHER: &[&str] = &[
    "drop-table",
    "drop-column",
    "drop-object",
    "rename-column",
    "rename-table",
    "rename-object",
    "cascade",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_say_what_the_server_does() {
    let mut server = Server::start(BASE).await;
    let version = server.version().await;
    let mut wrong = Vec::new();
    for (since, sql) in STATEMENTS {
        if version < *since {
            continue;
        }
        let measured = server.measure(sql).await;
        let said = said(sql);
        if measured.iter().any(Measured::is_dangerous) == said.is_empty() {
            wrong.push(format!("{sql}\n  server: {measured:?}\n  rules: {said:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "PostgreSQL {version}:\n{}",
        wrong.join("\n")
    );
}

/// Returns the rules that call a statement dangerous.
fn said(sql: &str) -> Vec<&'static str> {
    let mut base = Subject::text("001_base/up.sql", BASE);
    base.is_applied = true;
    base.is_checked = false;
    let subject = Subject::text("002_try/up.sql", sql);
    let report = lint(Database::Postgres, &[base, subject], &without_style()).unwrap();
    let findings = report.findings.iter();
    let errors = findings.filter(|found| found.severity == Severity::Error);
    errors
        .map(|found| found.rule.id)
        .filter(|id| !OTHER.contains(id))
        .collect()
}
