//! `check-validates-rows`.

use crate::action::{Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "check-validates-rows",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new check locks the table while all rows are checked",
    why: "`ADD … CHECK` holds an ACCESS EXCLUSIVE lock while it reads the whole table: readers \
         and writers wait.",
    remedy: "add it with `NOT VALID`, and `VALIDATE CONSTRAINT` in a later transaction, which \
         blocks nobody",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD CONSTRAINT users_name_check CHECK (name <> '');",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD CONSTRAINT users_name_check CHECK (name <> '') NOT VALID;
---
ALTER TABLE users VALIDATE CONSTRAINT users_name_check;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddConstraint(constraint))) = look.alters_live() else {
        return none();
    };
    let is_check = matches!(constraint.kind, ConstraintKind::Check { .. });
    if !is_check || constraint.not_valid || constraint.not_enforced {
        return none();
    }
    let table = &table.name;
    hit(format!(
        "nobody can use `{table}` while every row is checked"
    ))
}
