//! What was found.

use std::path::PathBuf;

use glowplug_schema::measure::Measured;
use serde::{Serialize, Serializer};

use crate::place::Position;
use crate::rule::Rule;
use crate::severity::Severity;
use crate::sizes::TableSize;

/// Something that a rule has found.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// The rule; in JSON its name.
    #[serde(serialize_with = "id")]
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// Why it matters here, in one line.
    pub message: String,
    /// What to do instead.
    pub remedy: &'static str,
    /// The file.
    pub path: PathBuf,
    /// Where it starts.
    pub start: Position,
    /// Where it ends: behind its last character.
    pub end: Position,
    /// The line on which it starts.
    pub source: String,
    /// The migration.
    pub migration: String,
    /// The size of the largest table that it is about, if sizes are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<TableSize>,
    /// What a server did with the statement, if it was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<Measured>,
    /// The reason in the comment that allows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
}

/// What was found in migrations.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// The findings, in the order of the files.
    pub findings: Vec<Finding>,
    /// Findings that comments allow.
    pub allowed: Vec<Finding>,
    /// How many migrations and files were checked.
    pub checked: usize,
    /// How many statements they have.
    pub statements: usize,
    /// The run that measured them, if there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<MeasuredRun>,
}

/// A run of migrations in a scratch database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeasuredRun {
    /// The server: `PostgreSQL 15.20`.
    pub server: String,
    /// How many statements ran.
    pub statements: usize,
    /// Whether the tables had rows.
    pub with_rows: bool,
    /// Tables for which no rows could be generated, so that reading them was not noticed.
    pub without_rows: Vec<String>,
    /// What was not measured, and why.
    pub not_measured: Vec<&'static str>,
}

impl Report {
    /// Returns the number of findings with this severity.
    pub fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings.filter(|found| found.severity == severity).count()
    }

    /// Returns the most severe finding's severity.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|found| found.severity).max()
    }
}

fn id<S: Serializer>(rule: &&'static Rule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(rule.id)
}
