//! `check-copies`.

use crate::action::{Alter, ConstraintKind, Expression};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "check-copies",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new check, or a default that is an expression, copies the table",
    why: "Existing rows are checked or computed with ALGORITHM=COPY: the whole table is copied, \
         and writes wait.",
    remedy: "add it when the table is created; a check can be added `NOT ENFORCED` first",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0), ALGORITHM=COPY, LOCK=SHARED;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN token varchar(36) DEFAULT (uuid()), ALGORITHM=COPY, LOCK=SHARED;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0) NOT ENFORCED, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, alter)) = look.alters_live() else {
        return none();
    };
    let copies = match alter {
        Alter::AddConstraint(constraint) => {
            !constraint.not_enforced && matches!(constraint.kind, ConstraintKind::Check { .. })
        }
        Alter::AddColumn(column) => {
            let is_expression = |default: &Expression| default.grouped && !default.calls.is_empty();
            column.check.is_some() || column.default.as_ref().is_some_and(is_expression)
        }
        Alter::ModifyColumn { column, .. } => column.check.is_some(),
        _ => false,
    };
    match copies {
        true => hit(format!(
            "writes to `{}` wait while it is copied",
            table.name
        )),
        false => none(),
    }
}
