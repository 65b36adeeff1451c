//! What is found in one unit, in the order of its places.

use super::weigh::Weighed;
use crate::action::Span;
use crate::report::{Finding, Report};
use crate::script::Unit;
use crate::suppression::Suppression;

/// What is found in one unit.
pub(super) struct Found<'u> {
    pub(super) unit: &'u Unit,
    pub(super) suppressions: Vec<Suppression>,
    findings: Vec<Finding>,
    allowed: Vec<Finding>,
}

impl<'u> Found<'u> {
    pub(super) const fn new(unit: &'u Unit, suppressions: Vec<Suppression>) -> Self {
        Self {
            unit,
            suppressions,
            findings: Vec::new(),
            allowed: Vec::new(),
        }
    }

    /// Adds a finding about a statement, which a comment may allow.
    pub(super) fn add(&mut self, weighed: Weighed, number: usize, whole: Span) {
        let statement = &self.unit.statements[number];
        let (script, start) = (statement.script, statement.span.start);
        let (span, id) = (weighed.span.unwrap_or(whole), weighed.rule.id);
        let mut finding = self.finding(weighed, script, span);
        let mut reasons = self.suppressions.iter_mut();
        let reason = reasons.find_map(|one| one.allows(id, script, Some(number), start));
        match reason {
            None => self.findings.push(finding),
            Some(reason) => {
                finding.allowed = Some(reason);
                self.allowed.push(finding);
            }
        }
    }

    /// Adds a finding that no comment can allow.
    pub(super) fn add_plain(&mut self, weighed: Weighed, script: usize, span: Span) {
        let finding = self.finding(weighed, script, span);
        self.findings.push(finding);
    }

    /// Adds everything to a report, ordered by places; what `up` has is before what `after` has.
    pub(super) fn report(mut self, report: &mut Report) {
        let script = |finding: &Finding| {
            let mut scripts = self.unit.scripts.iter();
            scripts.position(|script| script.path == finding.path)
        };
        self.findings
            .sort_by_cached_key(|finding| (script(finding), finding.start));
        report.findings.append(&mut self.findings);
        report.allowed.append(&mut self.allowed);
    }

    fn finding(&self, weighed: Weighed, script: usize, span: Span) -> Finding {
        let script = &self.unit.scripts[script];
        let (start, end, source) = script.lines.locate(&script.text, span);
        Finding {
            rule: weighed.rule,
            severity: weighed.severity,
            message: weighed.message,
            remedy: weighed.rule.remedy,
            path: script.path.clone(),
            start,
            end,
            source,
            migration: self.unit.name.clone(),
            size: weighed.size,
            measured: weighed.measured,
            allowed: None,
        }
    }
}
