//! `enum-value-used-in-same-transaction`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "enum-value-used-in-same-transaction",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a new enum value is used in the transaction that adds it",
    why: "PostgreSQL refuses it: `unsafe use of new value`. The value can be used only after \
         the transaction that added it was committed, unless the type is new too.",
    remedy: "use it in a later migration, or add it in one with `run_in_transaction = false`",
    bad: &[
        "\
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood, created_at timestamptz, updated_at timestamptz);
---
ALTER TYPE mood ADD VALUE 'happy';
UPDATE people SET mood = 'happy' WHERE id = 1;",
    ],
    good: &[
        "\
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE people (id bigint PRIMARY KEY, mood mood, created_at timestamptz, updated_at timestamptz);
---
ALTER TYPE mood ADD VALUE 'happy';
---
UPDATE people SET mood = 'happy' WHERE id = 1;",
        "\
CREATE TYPE mood AS ENUM ('sad');
ALTER TYPE mood ADD VALUE 'happy';
CREATE TABLE people (id bigint PRIMARY KEY, mood mood DEFAULT 'happy', created_at timestamptz, updated_at timestamptz);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let first = look.part == 0;
    if !first || matches!(look.action(), Action::AddEnumValue { .. }) {
        return none();
    }
    let mut added = look.schema.new_enum_values().peekable();
    if added.peek().is_none() {
        return none();
    }
    let text = look.text(look.statement().span);
    match added.find(|value| text.contains(&format!("'{value}'"))) {
        Some(value) => hit(format!(
            "`{value}` cannot be used in the transaction that adds it"
        )),
        None => none(),
    }
}
