//! `concurrent-index-if-not-exists`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "concurrent-index-if-not-exists",
    databases: POSTGRES,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "`IF NOT EXISTS` hides an index that is not valid",
    why: "If `CREATE INDEX CONCURRENTLY` fails, an invalid index stays, which is kept up to \
         date and never used. With `IF NOT EXISTS`, the next try finds its name and does \
         nothing.",
    remedy: "leave `IF NOT EXISTS` out: `glowplug up` rebuilds an index that is left invalid; or \
         drop the index by name first",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
-- no transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name_idx ON users (name);",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
-- no transaction
CREATE INDEX CONCURRENTLY users_name_idx ON users (name);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.action() {
        Action::CreateIndex(index) if index.concurrently && index.if_not_exists => {
            hit("an invalid index of an earlier try would be taken for this one")
        }
        _ => none(),
    }
}
