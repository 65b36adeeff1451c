//! `unreadable-script`.

use crate::rule::{ALL, Rule, Size, silent};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "unreadable-script",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a script cannot be split into statements",
    why: "A string or comment has no end, or the script contains a command of a shell. It \
         cannot be applied either.",
    remedy: "correct the script; `glowplug up --dry-run` says more",
    bad: &["SELECT 'no end;"],
    good: &["SELECT 1;"],
    parameters: &[],
    check: silent,
};
