//! `reindex-not-concurrent`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "reindex-not-concurrent",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "rebuilding an index blocks writes, and readers of the index",
    why: "`REINDEX` holds a SHARE lock on the table and an ACCESS EXCLUSIVE lock on the index \
         until it is rebuilt.",
    remedy: "use `REINDEX … CONCURRENTLY`, alone in a migration with `run_in_transaction = false`",
    bad: &["REINDEX TABLE users;"],
    good: &[
        "\
-- no transaction
REINDEX TABLE CONCURRENTLY users;",
        "\
-- no transaction
REINDEX (CONCURRENTLY) INDEX users_name_idx;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.action() {
        Action::Reindex {
            concurrently: false,
            ..
        } => hit("writes wait until the index is rebuilt, and readers that use it do too"),
        _ => none(),
    }
}
