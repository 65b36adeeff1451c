//! `table-rewrite`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "table-rewrite",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "the whole table is copied while nobody can use it",
    why: "`SET LOGGED`, `SET UNLOGGED`, `SET TABLESPACE` and `SET ACCESS METHOD` copy the table \
         under an ACCESS EXCLUSIVE lock.",
    remedy: "create a new table with these properties, and move the rows in batches",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users SET UNLOGGED;",
    ],
    good: &[
        "CREATE UNLOGGED TABLE sessions (id bigint PRIMARY KEY, created_at timestamptz, \
         updated_at timestamptz);",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users SET (fillfactor = 90);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.alters_live() {
        Some((table, Alter::Rewrite(clause))) => hit(format!(
            "`{clause}` copies `{}`, and nobody can use it meanwhile",
            table.name
        )),
        _ => none(),
    }
}
