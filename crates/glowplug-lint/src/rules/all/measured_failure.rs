//! `measured-failure`.

use crate::rule::{ALL, Rule, Size, silent};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "measured-failure",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a statement that no other rule finds fails, as `lint --measure` saw",
    why: "The server refused the statement in a scratch database, whether its tables had rows or \
         not.",
    remedy: "correct the statement, or what it needs before it",
    bad: &["\
CREATE TABLE users (id bigint PRIMARY KEY, age int, created_at timestamp, updated_at timestamp);
---
INSERT INTO missing VALUES (1);"],
    good: &["SELECT 1;"],
    parameters: &[],
    check: silent,
};
