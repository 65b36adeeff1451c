//! A rule.

use glowplug::Database;
use glowplug_schema::change::HazardKind;

use crate::action::Span;
use crate::look::Look;
use crate::parameter::Parameter;
use crate::severity::Severity;

/// A rule: what is found, why it matters, and what to do instead.
pub struct Rule {
    /// Its name in settings, comments and answers.
    pub id: &'static str,
    /// The databases that it is about.
    pub databases: &'static [Database],
    /// The severity of its findings, unless settings say another.
    pub severity: Severity,
    /// What the size of the table means for them.
    pub size: Size,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// What the statement locks or breaks.
    pub why: &'static str,
    /// The safer way.
    pub remedy: &'static str,
    /// Migrations in which it finds something exactly once. A line `---` is between two of them, and
    /// one that begins with `-- no transaction` runs without one.
    pub bad: &'static [&'static str],
    /// Migrations in which it finds nothing.
    pub good: &'static [&'static str],
    /// What can be set in `[lint.rules.<id>]`.
    pub parameters: &'static [Parameter],
    pub(crate) check: Check,
}

/// What the size of a table means for the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Nothing.
    Irrelevant,
    /// It is shown; the severity remains, because rows are lost or refused.
    Shown,
    /// It is shown and determines the severity, because others wait for as long as the rows take.
    Severity,
}

/// What a rule finds in an action.
pub(crate) type Check = fn(&Look<'_>) -> Vec<Hit>;

/// Something that a rule has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Where; the action if it is not said.
    pub(crate) span: Option<Span>,
    /// Why it matters here, in one line.
    pub(crate) message: String,
}

/// Returns a finding about the whole action.
pub(crate) fn hit(message: impl Into<String>) -> Vec<Hit> {
    vec![Hit {
        span: None,
        message: message.into(),
    }]
}

/// Returns a finding about a part of the action.
pub(crate) fn hit_at(span: Span, message: impl Into<String>) -> Vec<Hit> {
    vec![Hit {
        span: Some(span),
        message: message.into(),
    }]
}

/// Returns nothing.
pub(crate) const fn none() -> Vec<Hit> {
    Vec::new()
}

/// Finds nothing: what such a rule is about, reading itself finds.
pub(crate) const fn silent(_: &Look<'_>) -> Vec<Hit> {
    Vec::new()
}

/// The databases that a rule is about.
pub(crate) const POSTGRES: &[Database] = &[Database::Postgres];
pub(crate) const SQLITE: &[Database] = &[Database::Sqlite];
pub(crate) const MYSQL: &[Database] = &[Database::Mysql];
pub(crate) const PG_SQLITE: &[Database] = &[Database::Postgres, Database::Sqlite];
pub(crate) const PG_MYSQL: &[Database] = &[Database::Postgres, Database::Mysql];
pub(crate) const ALL: &[Database] = &Database::ALL;

/// Rules about rows or values that are lost.
const LOSSES: [&str; 4] = [
    "drop-table",
    "drop-column",
    "truncate",
    "enum-value-not-appended",
];

impl Rule {
    /// Returns the hazards with which `generate` marks what this rule finds. Rules about running code,
    /// transactions and names have none: `generate` changes the code along with the schema, and chooses
    /// the other two.
    pub fn hazards(&self) -> &'static [HazardKind] {
        match self.id {
            "enum-value-not-appended" => &[
                HazardKind::DataLoss,
                HazardKind::TableRewrite,
                HazardKind::LongLock,
            ],
            "drop-index-not-concurrent" | "detach-partition-not-concurrent" => &[],
            "required-column-without-default" => &[HazardKind::MayFail],
            id if LOSSES.contains(&id) => &[HazardKind::DataLoss],
            _ if self.size == Size::Severity => &[HazardKind::TableRewrite, HazardKind::LongLock],
            _ => &[],
        }
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}
