//! `measured-scan`.

use crate::rule::{PG_MYSQL, Rule, Size, silent};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "measured-scan",
    databases: PG_MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a statement that no other rule finds reads a locked table, as `lint --measure` saw",
    why: "The server was asked in a scratch database: it read the whole table while it kept \
         others from writing to it, and they wait for as long as that takes.",
    remedy: "read the rows in a transaction that holds no such lock",
    bad: &["\
CREATE TABLE users (id bigint PRIMARY KEY, age int, created_at timestamp, updated_at timestamp);
---
DO $$ BEGIN ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age IS NOT NULL); END $$;"],
    good: &["SELECT 1;"],
    parameters: &[],
    check: silent,
};
