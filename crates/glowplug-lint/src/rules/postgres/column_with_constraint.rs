//! `column-with-constraint`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, hit_at, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "column-with-constraint",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new column with a constraint locks the table while all rows are read",
    why: "With `CHECK`, `UNIQUE` or `PRIMARY KEY`, `ADD COLUMN` reads the whole table under an \
         ACCESS EXCLUSIVE lock. With `REFERENCES` and a default, it reads both tables.",
    remedy: "add the bare column, then the constraint in steps: `NOT VALID` and validate, or an \
         index that is built concurrently",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN age int CHECK (age > 0);",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN code text UNIQUE;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN boss_id bigint DEFAULT 1 REFERENCES users (id);
CREATE INDEX users_boss_id_idx ON users (boss_id);",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN age int;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN boss_id bigint REFERENCES users (id);
---
-- no transaction
CREATE INDEX CONCURRENTLY users_boss_id_idx ON users (boss_id);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddColumn(column))) = look.alters_live() else {
        return none();
    };
    let has_default = column
        .default
        .as_ref()
        .is_some_and(|default| !default.is_null);
    let table = &table.name;
    if column.unique || column.primary_key {
        return hit(format!("nobody can use `{table}` while the index is built"));
    }
    if let Some(span) = column.check {
        let message = format!("nobody can use `{table}` while every row is checked");
        return hit_at(span, message);
    }
    match &column.reference {
        Some(reference) if has_default => hit_at(
            reference.span,
            format!("nobody can use `{table}` while every row is looked up"),
        ),
        _ => none(),
    }
}
