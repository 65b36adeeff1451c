//! `detach-partition-not-concurrent`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "detach-partition-not-concurrent",
    databases: POSTGRES,
    severity: Severity::Warning,
    size: Size::Severity,
    summary: "detaching a partition locks the partitioned table",
    why: "`DETACH PARTITION` takes an ACCESS EXCLUSIVE lock on the partitioned table and the \
         partition.",
    remedy: "use `DETACH PARTITION … CONCURRENTLY` (PostgreSQL 14), in a migration with \
         `run_in_transaction = false`",
    bad: &["ALTER TABLE events DETACH PARTITION events_2020;"],
    good: &["\
-- no transaction
ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.alters_live() {
        Some((
            table,
            Alter::DetachPartition {
                concurrently: false,
                ..
            },
        )) => hit(format!(
            "`{}` and all its partitions wait for every running query",
            table.name
        )),
        _ => none(),
    }
}
