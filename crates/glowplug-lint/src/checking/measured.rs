//! What a server did with a statement, beside what the rules say of it.

use glowplug_schema::measure::{Measured, Measurement};

use super::weigh::Weighed;
use super::{Checking, Evidence};
use crate::action::Name;
use crate::look::Look;
use crate::report::MeasuredRun;
use crate::rule::{Rule, Size};
use crate::rules::all::{measured_failure, measured_rewrite, measured_scan, not_analysed};
use crate::script::Unit;
use crate::severity::Severity;
use crate::sizes::TableSize;

/// What the rules already say of a statement, also those that are off.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Explained {
    /// It blocks others, or changes rows.
    is_costly: bool,
    /// It fails.
    fails: bool,
}

impl Explained {
    pub(super) fn by(&mut self, rule: &Rule) {
        self.is_costly |= rule.size != Size::Irrelevant;
        self.fails |= rule.severity == Severity::Error;
    }
}

impl Evidence {
    /// Returns what is told of the run that measured.
    pub(super) fn run(&self) -> Option<MeasuredRun> {
        self.measured.as_ref().map(run)
    }
}

fn run(measurement: &Measurement) -> MeasuredRun {
    let statements = || measurement.migrations.iter().flat_map(|it| &it.statements);
    let mut notes: Vec<&'static str> = statements().filter_map(|it| it.not_measured).collect();
    notes.sort_unstable();
    notes.dedup();
    MeasuredRun {
        server: measurement.server.clone(),
        statements: statements().count(),
        with_rows: measurement.with_rows,
        without_rows: measurement.without_rows.clone(),
        not_measured: notes,
    }
}

impl<'s> Checking<'s> {
    /// Returns what was measured of a statement.
    pub(super) fn measured(&self, unit: &Unit, number: usize) -> Option<&'s Measured> {
        let measurement = self.evidence.measured.as_ref()?;
        let mut migrations = measurement.migrations.iter();
        let migration = migrations.find(|one| one.name == unit.name)?;
        migration.statements.get(number)
    }

    /// Returns true if a rule has nothing to say because the statement was measured.
    pub(super) fn is_answered(rule: &Rule, measured: Option<&Measured>) -> bool {
        rule.id == not_analysed::RULE.id
            && measured.is_some_and(|it| it.error.is_some() || it.not_measured.is_none())
    }

    /// Returns what was measured and no rule says.
    pub(super) fn unexplained(&self, measured: &Measured, explained: Explained) -> Vec<Weighed> {
        let mut found = Vec::new();
        if let Some(error) = measured.error.as_ref().filter(|_| !explained.fails) {
            let message = format!("the server refuses it: {error}");
            found.extend(self.about_measured(&measured_failure::RULE, message, None));
        }
        if explained.is_costly {
            return found;
        }
        for table in &measured.rewritten {
            let message = format!("`{table}` is copied as a whole while others wait");
            found.extend(self.about_measured(&measured_rewrite::RULE, message, Some(table)));
        }
        for table in measured
            .read
            .iter()
            .filter(|it| !measured.rewritten.contains(it))
        {
            let message = format!("`{table}` is read as a whole while nobody else can write to it");
            found.extend(self.about_measured(&measured_scan::RULE, message, Some(table)));
        }
        for weighed in &mut found {
            weighed.measured = Some(measured.clone());
        }
        found
    }

    fn about_measured(
        &self,
        rule: &'static Rule,
        message: String,
        table: Option<&String>,
    ) -> Option<Weighed> {
        let mut weighed = Weighed::plain(rule, self.settings.severity(rule)?, message);
        if let Some(size) = table.and_then(|table| self.size_of(table)) {
            self.weigh_by(&mut weighed, size, true);
        }
        Some(weighed)
    }

    fn size_of(&self, table: &str) -> Option<&TableSize> {
        let (schema, name) = match table.split_once('.') {
            Some((schema, name)) => (Some(schema.to_owned()), name),
            None => (None, table),
        };
        let name = Name {
            schema,
            name: name.to_owned(),
            ..Name::default()
        };
        self.sizes.as_ref()?.get(&name)
    }

    /// Adds to a finding about locks or rows what was measured of its statement.
    pub(super) fn attach(weighed: &mut Weighed, look: &Look<'_>, measured: Option<&Measured>) {
        let is_about_rows = weighed.rule.size != Size::Irrelevant;
        if is_about_rows && !look.affected().is_empty() {
            weighed.measured = measured.cloned();
        }
    }
}
