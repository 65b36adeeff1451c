//! How much a finding matters, by the size of its table.

use glowplug_schema::measure::Measured;

use super::Checking;
use crate::action::Span;
use crate::look::Look;
use crate::rule::{Hit, Rule, Size};
use crate::severity::Severity;
use crate::sizes::TableSize;

/// A finding without its place in a file.
pub(super) struct Weighed {
    pub(super) rule: &'static Rule,
    pub(super) severity: Severity,
    pub(super) message: String,
    /// Where; the action if it is not said.
    pub(super) span: Option<Span>,
    pub(super) size: Option<TableSize>,
    pub(super) measured: Option<Measured>,
}

impl Weighed {
    pub(super) const fn plain(rule: &'static Rule, severity: Severity, message: String) -> Self {
        Self {
            rule,
            severity,
            message,
            span: None,
            size: None,
            measured: None,
        }
    }
}

impl Checking<'_> {
    /// Weighs what a rule has found: the size of the table is shown, and where others wait for as long
    /// as its rows take, it determines the severity, unless that is set.
    pub(super) fn weigh(
        &self,
        look: &Look<'_>,
        rule: &'static Rule,
        severity: Severity,
        hit: Hit,
    ) -> Weighed {
        let mut weighed = Weighed::plain(rule, severity, hit.message);
        weighed.span = hit.span;
        if rule.size == Size::Irrelevant {
            return weighed;
        }
        let Some((size, others_are_known)) = self.largest(look) else {
            return weighed;
        };
        self.weigh_by(&mut weighed, size, others_are_known);
        weighed
    }

    /// Weighs a finding by the size of its largest table.
    pub(super) fn weigh_by(&self, weighed: &mut Weighed, size: &TableSize, others_are_known: bool) {
        if let Some(words) = size.in_words() {
            let name = size.shown_name();
            weighed.message.push_str(&format!("; `{name}` has {words}"));
        }
        if let Some(rows) = size.rows
            && weighed.rule.size == Size::Severity
            && !self.settings.sets_severity(weighed.rule)
        {
            let by_size = self.severity_of(weighed.severity, rows);
            weighed.severity = match others_are_known {
                true => by_size,
                false => by_size.max(weighed.severity),
            };
        }
        weighed.size = Some(size.clone());
    }

    const fn severity_of(&self, severity: Severity, rows: u64) -> Severity {
        if rows >= self.settings.large_table {
            Severity::Error
        } else if rows < self.settings.small_table {
            Severity::Remark
        } else {
            severity
        }
    }

    /// Returns the size of the largest table that an action affects, and whether those of the others
    /// are known.
    fn largest(&self, look: &Look<'_>) -> Option<(&TableSize, bool)> {
        let sizes = self.sizes.as_ref()?;
        let affected = look.affected().into_iter();
        let live = affected.filter(|table| look.schema.is_live(table));
        let (known, unknown): (Vec<_>, Vec<_>) = live
            .map(|table| sizes.get(table))
            .partition(Option::is_some);
        let largest = known.into_iter().flatten().max_by_key(|size| size.rows)?;
        Some((largest, unknown.is_empty()))
    }
}
