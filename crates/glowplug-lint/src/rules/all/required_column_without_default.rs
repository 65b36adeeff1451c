//! `required-column-without-default`.

use crate::action::{Alter, Type};
use crate::look::Look;
use crate::rule::{Hit, PG_SQLITE, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "required-column-without-default",
    databases: PG_SQLITE,
    severity: Severity::Error,
    size: Size::Shown,
    summary: "a required column without a default cannot be added to a table with rows",
    why: "`ADD COLUMN … NOT NULL` without a default fails if the table has rows, so it works in \
         development and fails in production. Code that is running cannot insert rows either.",
    remedy: "give it a default, or add it nullable, fill it, and set NOT NULL later",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN kind varchar(10) NOT NULL;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN kind varchar(10) NOT NULL DEFAULT 'a';",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN kind varchar(10);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddColumn(column))) = look.alters_live() else {
        return none();
    };
    let has_value = column
        .default
        .as_ref()
        .is_some_and(|default| !default.is_null)
        || column.increments
        || column.generated.is_some()
        || column.kind.as_ref().is_some_and(Type::is_serial);
    match column.not_null && !has_value {
        true => hit(format!(
            "this fails if `{}` has rows, and running code cannot insert any",
            table.name
        )),
        false => none(),
    }
}
