//! `foreign-key-validates-rows`.

use crate::action::{Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "foreign-key-validates-rows",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new foreign key locks both tables while all rows are checked",
    why: "`ADD … FOREIGN KEY` holds SHARE ROW EXCLUSIVE locks on both tables while it reads all \
         rows: writes to either of them wait.",
    remedy: "add it with `NOT VALID`, and `VALIDATE CONSTRAINT` in a later transaction, which \
         blocks no writes",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint, created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint, created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
---
ALTER TABLE posts VALIDATE CONSTRAINT posts_user_id_fkey;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddConstraint(constraint))) = look.alters_live() else {
        return none();
    };
    let ConstraintKind::ForeignKey { reference, .. } = &constraint.kind else {
        return none();
    };
    if constraint.not_valid || constraint.not_enforced {
        return none();
    }
    hit(format!(
        "writes to `{}` and `{}` wait while every row of `{}` is checked",
        table.name, reference.table.name, table.name
    ))
}
