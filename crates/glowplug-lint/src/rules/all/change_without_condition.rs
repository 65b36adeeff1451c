//! `change-without-condition`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{ALL, Hit, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "change-without-condition",
    databases: ALL,
    severity: Severity::Warning,
    size: Size::Shown,
    summary: "all rows of a table are changed or deleted at once",
    why: "An `UPDATE` or `DELETE` without `WHERE` locks every row until the transaction ends, \
         and writes a new version of each. It is also what remains of a statement whose \
         condition was forgotten.",
    remedy: "change rows in batches by key, each in its own transaction; where all rows are meant \
         and are few, say so in a comment",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
UPDATE users SET name = 'x';",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
DELETE FROM users;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
UPDATE users SET name = 'x' WHERE id < 1000;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
UPDATE users SET name = 'x';",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.action() {
        Action::Update {
            table,
            has_condition: false,
        } if look.schema.is_live(table) => hit(format!(
            "every row of `{}` is locked and written",
            table.name
        )),
        Action::Delete {
            table,
            has_condition: false,
        } if look.schema.is_live(table) => hit(format!("every row of `{}` is lost", table.name)),
        _ => none(),
    }
}
