//! `partitioning-copies`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "partitioning-copies",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "partitioning a table, or removing its partitions, copies it",
    why: "Every row moves into another file with ALGORITHM=COPY: writes wait until all are \
         copied. MariaDB accepts ALGORITHM=INSTANT for it, and copies the table all the same.",
    remedy: "create a partitioned table beside it, copy the rows in batches, and rename the two",
    bad: &["\
CREATE TABLE visits (id bigint PRIMARY KEY, created_at timestamp, updated_at timestamp);
---
ALTER TABLE visits PARTITION BY HASH (id) PARTITIONS 4;"],
    good: &["\
CREATE TABLE visits (id bigint PRIMARY KEY, created_at timestamp, updated_at timestamp);
ALTER TABLE visits PARTITION BY HASH (id) PARTITIONS 4;"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.alters_live() {
        Some((table, Alter::Rebuild("PARTITION BY" | "REMOVE PARTITIONING"))) => hit(format!(
            "writes to `{}` wait while it is copied",
            table.name
        )),
        _ => none(),
    }
}
