//! `measured-rewrite`.

use crate::rule::{ALL, Rule, Size, silent};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "measured-rewrite",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a statement that no other rule finds copies a table, as `lint --measure` saw",
    why: "The server was asked in a scratch database: it wrote the whole table again, and others \
         wait for as long as that takes.",
    remedy: "create what is needed beside the old one, and fill it in batches",
    bad: &["\
CREATE TABLE users (id bigint PRIMARY KEY, age int, created_at timestamp, updated_at timestamp);
---
DO $$ BEGIN ALTER TABLE users ALTER COLUMN age TYPE bigint; END $$;"],
    good: &["SELECT 1;"],
    parameters: &[],
    check: silent,
};
