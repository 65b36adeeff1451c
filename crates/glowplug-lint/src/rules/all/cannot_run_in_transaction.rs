//! `cannot-run-in-transaction`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, PG_SQLITE, Rule, Size, hit, none};
use crate::rules::postgres::locks::refuses_transaction;
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "cannot-run-in-transaction",
    databases: PG_SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a statement that fails in a transaction is in a migration with one",
    why: "`CREATE INDEX CONCURRENTLY`, `DROP INDEX CONCURRENTLY`, `REINDEX CONCURRENTLY`, \
         `DETACH PARTITION CONCURRENTLY`, `VACUUM`, `CREATE DATABASE` and `DROP DATABASE` fail \
         in a transaction.",
    remedy: "write `run_in_transaction = false` into `metadata.toml`, with the statement alone in \
         its migration",
    bad: &["VACUUM;"],
    good: &["\
-- no transaction
VACUUM;"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let adds_value = matches!(look.action(), Action::AddEnumValue { .. });
    let refuses = refuses_transaction(look.action()) || (adds_value && look.is_before_postgres(12));
    match look.in_transaction() && refuses {
        true => hit("this fails in a transaction, and the migration runs in one"),
        false => none(),
    }
}
