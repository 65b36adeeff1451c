//! `volatile-default`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit_at, none};
use crate::rules::postgres::volatility::volatile_call;
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "volatile-default",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a column whose default differs from row to row rewrites the table",
    why: "A default that is the same for all rows (a constant, `now()`) is stored once. One \
         that is volatile (`gen_random_uuid()`, `clock_timestamp()`, `random()`) is computed \
         for each row: the whole table is rewritten under an ACCESS EXCLUSIVE lock.",
    remedy: "add the column without a default, set the default in a second statement, and fill \
         existing rows in batches",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN token uuid;
ALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN kind text NOT NULL DEFAULT 'a'::varchar(10);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddColumn(column))) = look.alters_live() else {
        return none();
    };
    let Some(default) = &column.default else {
        return none();
    };
    // Before version 11, every default was computed for each row.
    let constant = look.is_before_postgres(11) && !default.is_null;
    match volatile_call(look, default).or(constant.then_some("DEFAULT")) {
        Some(call) => hit_at(
            default.span,
            format!(
                "`{}` is rewritten, and nobody can use it meanwhile: `{call}` is computed for each row",
                table.name
            ),
        ),
        None => none(),
    }
}
