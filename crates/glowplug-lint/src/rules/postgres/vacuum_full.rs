//! `vacuum-full`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "vacuum-full",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "the whole table is rewritten while nobody can use it",
    why: "`VACUUM FULL` and `CLUSTER` rewrite the table and its indexes under an ACCESS \
         EXCLUSIVE lock.",
    remedy: "use plain `VACUUM`, or an extension that copies online; from PostgreSQL 19, `REPACK \
         CONCURRENTLY`",
    bad: &[
        "\
-- no transaction
VACUUM FULL users;",
        "CLUSTER users USING users_pkey;",
    ],
    good: &[
        "\
-- no transaction
VACUUM users;",
        "\
-- no transaction
VACUUM (ANALYZE) users;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.action() {
        Action::Vacuum { full: true, .. } | Action::Cluster { .. } => {
            hit("the table is rewritten, and nobody can use it meanwhile")
        }
        _ => none(),
    }
}
