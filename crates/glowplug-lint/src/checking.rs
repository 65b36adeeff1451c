//! Follows migrations in their order, and asks every rule about every action.

mod found;
mod measured;
mod weigh;

use std::path::PathBuf;

use glowplug::Database;
use glowplug::error::Result;
use glowplug::source::{Body, Migration, Script as Source};
use glowplug_schema::measure::Measurement;

use crate::action::Span;
use crate::look::Look;
use crate::report::Report;
use crate::rule::Rule;
use crate::rules::all::unreadable_script;
use crate::rules::all::{reasonless_suppression, unknown_suppression, unused_suppression};
use crate::rules::rules;
use crate::schema::Schema;
use crate::script::Unit;
use crate::settings::{Runner, Settings};
use crate::severity::Severity;
use crate::sizes::{Sizes, SizesByName};
use crate::suppression::{Wrong, suppressions};
use found::Found;
use measured::Explained;
use weigh::Weighed;

/// A migration or a file, as it is checked.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The name of the migration, or the path.
    pub name: String,
    /// The scripts, in the order in which they are applied.
    pub scripts: Vec<Source>,
    /// Whether they run in a transaction.
    pub run_in_transaction: bool,
    /// Whether findings are wanted; otherwise it only tells what was there before.
    pub is_checked: bool,
    /// Whether later subjects find its changes.
    pub is_applied: bool,
    /// A number that subjects share which are applied in one run.
    pub batch: usize,
}

impl Subject {
    /// Returns the subject of a migration: its `up` and `after`. A migration in Rust has none.
    pub fn of(migration: &Migration) -> Option<Self> {
        let Body::Sql(scripts) = &migration.body else {
            return None;
        };
        let after = scripts.after.iter().cloned();
        Some(Self {
            name: migration.name.clone(),
            scripts: [scripts.up.clone()].into_iter().chain(after).collect(),
            run_in_transaction: migration.run_in_transaction,
            is_checked: true,
            is_applied: true,
            batch: 0,
        })
    }

    /// Returns the subject of a file that is no migration.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self::one(path.display().to_string(), Source::file(path))
    }

    /// Returns the subject of a text; the path is only shown.
    pub fn text(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        let path = path.into();
        Self::one(path.display().to_string(), Source::text(path, text.into()))
    }

    fn one(name: String, script: Source) -> Self {
        Self {
            name,
            scripts: vec![script],
            run_in_transaction: true,
            is_checked: true,
            is_applied: false,
            batch: 0,
        }
    }

    /// Sets whether it runs in a transaction.
    #[must_use]
    pub const fn in_transaction(mut self, run_in_transaction: bool) -> Self {
        self.run_in_transaction = run_in_transaction;
        self
    }
}

/// Checks subjects, in the order in which they are applied. Subjects with batch 0 are applied alone.
///
/// # Errors
/// [`Error::Io`](glowplug::Error::Io) if a file cannot be read.
pub fn lint(database: Database, subjects: &[Subject], settings: &Settings) -> Result<Report> {
    lint_with(database, subjects, settings, &Evidence::default())
}

/// What is known beside the migrations.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// How large the tables are.
    pub sizes: Option<Sizes>,
    /// What a server did with the statements.
    pub measured: Option<Measurement>,
}

/// Checks subjects as [`lint`] does, and judges by what else is known.
///
/// # Errors
/// As [`lint`].
pub fn lint_with(
    database: Database,
    subjects: &[Subject],
    settings: &Settings,
    evidence: &Evidence,
) -> Result<Report> {
    let applicable = rules().iter().copied();
    let applicable = applicable.filter(|rule| rule.databases.contains(&database));
    let applicable = applicable.map(|rule| (rule, settings.severity(rule)));
    let mut checking = Checking {
        database,
        settings,
        applicable: applicable.collect(),
        evidence,
        sizes: evidence.sizes.as_ref().map(Sizes::by_name),
        schema: Schema::default(),
        report: Report {
            measured: evidence.run(),
            ..Report::default()
        },
        transaction: 0,
        open: None,
        batch: 0,
    };
    for subject in subjects {
        checking.subject(subject)?;
    }
    Ok(checking.report)
}

struct Checking<'s> {
    database: Database,
    settings: &'s Settings,
    /// The rules of the database, with their severities; those that are off have none.
    applicable: Vec<(&'static Rule, Option<Severity>)>,
    evidence: &'s Evidence,
    sizes: Option<SizesByName<'s>>,
    schema: Schema,
    report: Report,
    /// The last number of a transaction.
    transaction: usize,
    /// The batch whose transaction the next migration shares.
    open: Option<usize>,
    /// The number of batches so far that nobody numbered.
    batch: usize,
}

impl Checking<'_> {
    fn subject(&mut self, subject: &Subject) -> Result<()> {
        let shares = subject.batch != 0 && subject.run_in_transaction;
        let shares = shares && self.settings.runner != Runner::Diesel;
        let (name, in_transaction) = (&subject.name, subject.run_in_transaction);
        let mut unit = Unit::read(self.database, name, in_transaction, &subject.scripts)?;
        let is_open = shares && self.open == Some(subject.batch);
        if !is_open || unit.begins_transaction(self.database) {
            self.transaction += 1;
        }
        self.open = shares.then_some(subject.batch);
        unit.mark_transactions(&mut self.transaction);
        self.batch += 1;
        // Batches with a number of their own do not mix with the others.
        self.schema.now.batch = match subject.batch {
            0 => self.batch,
            shared => usize::MAX / 2 - shared,
        };
        let before = (!subject.is_applied).then(|| self.schema.clone());
        if subject.is_checked {
            self.report.checked += 1;
            self.report.statements += unit.statements.len();
            self.check(&unit);
        } else {
            self.follow(&unit);
        }
        if let Some(before) = before {
            self.schema = before;
        }
        Ok(())
    }

    /// Applies a unit without looking for anything.
    fn follow(&mut self, unit: &Unit) {
        for statement in &unit.statements {
            self.schema.now.transaction = statement.transaction;
            for located in &statement.actions {
                self.schema.apply(&located.action);
            }
        }
    }

    fn check(&mut self, unit: &Unit) {
        let (suppressions, wrong) = suppressions(unit);
        let mut found = Found::new(unit, suppressions);
        for (number, statement) in unit.statements.iter().enumerate() {
            self.schema.now.transaction = statement.transaction;
            self.statement(&mut found, number);
        }
        self.about_scripts(&mut found);
        self.about_comments(&mut found, &wrong);
        found.report(&mut self.report);
    }

    /// Asks every rule about the actions of a statement, and says what was measured beyond that.
    fn statement(&mut self, found: &mut Found<'_>, number: usize) {
        let unit = found.unit;
        let statement = &unit.statements[number];
        let measured = self.measured(unit, number);
        let mut explained = Explained::default();
        for (part, located) in statement.actions.iter().enumerate() {
            let look = Look {
                database: self.database,
                schema: &self.schema,
                unit,
                number,
                part,
                settings: self.settings,
            };
            for (rule, severity) in &self.applicable {
                if severity.is_none() && measured.is_none() || Self::is_answered(rule, measured) {
                    continue;
                }
                for hit in (rule.check)(&look) {
                    explained.by(rule);
                    if let Some(severity) = severity {
                        let mut weighed = self.weigh(&look, rule, *severity, hit);
                        Self::attach(&mut weighed, &look, measured);
                        found.add(weighed, number, located.span);
                    }
                }
            }
            self.schema.apply(&located.action);
        }
        for weighed in measured.map_or_else(Vec::new, |it| self.unexplained(it, explained)) {
            found.add(weighed, number, statement.span);
        }
    }

    fn about_scripts(&self, found: &mut Found<'_>) {
        for (number, script) in found.unit.scripts.iter().enumerate() {
            if let Some(problem) = &script.problem {
                let message = problem.message.clone();
                self.plain(
                    found,
                    &unreadable_script::RULE,
                    number,
                    problem.span,
                    message,
                );
            }
        }
    }

    fn about_comments(&self, found: &mut Found<'_>, wrong: &[(usize, Span, Wrong)]) {
        for (script, span, wrong) in wrong {
            let (rule, message) = match wrong {
                Wrong::NoReason => (
                    &reasonless_suppression::RULE,
                    "the comment gives no reason, so it allows nothing".to_owned(),
                ),
                Wrong::Unknown(name) => (
                    &unknown_suppression::RULE,
                    unknown_suppression::message(name),
                ),
                Wrong::Malformed => (
                    &unknown_suppression::RULE,
                    "the comment cannot be understood, so it allows nothing".to_owned(),
                ),
            };
            self.plain(found, rule, *script, *span, message);
        }
        for suppression in found.suppressions.clone() {
            for id in suppression.unused() {
                let message = format!("nothing is found by `{id}` that this comment could allow");
                let (script, span) = (suppression.script, suppression.span);
                self.plain(found, &unused_suppression::RULE, script, span, message);
            }
        }
    }

    /// Adds a finding that no comment can allow.
    fn plain(
        &self,
        found: &mut Found<'_>,
        rule: &'static Rule,
        script: usize,
        span: Span,
        message: String,
    ) {
        if let Some(severity) = self.settings.severity(rule) {
            found.add_plain(Weighed::plain(rule, severity, message), script, span);
        }
    }
}
