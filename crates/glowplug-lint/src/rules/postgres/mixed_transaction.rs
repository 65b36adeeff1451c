//! `mixed-transaction`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::rules::postgres::locks::refuses_transaction;
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "mixed-transaction",
    databases: POSTGRES,
    severity: Severity::Remark,
    size: Size::Irrelevant,
    summary: "a migration without a transaction has statements that could be in one",
    why: "Where no transaction holds the statements together, a failure leaves the earlier ones \
         in place.",
    remedy: "put them in a migration of their own, which runs in a transaction",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
-- no transaction
CREATE INDEX CONCURRENTLY users_name_idx ON users (name);
ALTER TABLE users ADD COLUMN kind text;",
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
    if look.unit.run_in_transaction || !is_ordinary(look.action()) || look.part > 0 {
        return none();
    }
    let is_needed = look.all_actions().any(refuses_transaction);
    let is_first = !look
        .before()
        .iter()
        .flat_map(|other| &other.actions)
        .any(|located| is_ordinary(&located.action));
    match is_needed && is_first && !look.in_transaction() {
        true => hit("if a later statement fails, this one stays applied"),
        false => none(),
    }
}

fn is_ordinary(action: &Action) -> bool {
    matches!(
        action,
        Action::CreateTable(_)
            | Action::AlterTable { .. }
            | Action::Drop { .. }
            | Action::Update { .. }
            | Action::Delete { .. }
    ) && !refuses_transaction(action)
}
