//! `work-after-strong-lock`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::rules::postgres::locks::locked_for_all;
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "work-after-strong-lock",
    databases: POSTGRES,
    severity: Severity::Warning,
    size: Size::Severity,
    summary: "rows are changed while a table is locked for everybody",
    why: "A lock is held until the transaction ends. After `ALTER TABLE`, everything else in \
         the transaction runs while nobody can read the table: with an `UPDATE` of 300,000 \
         rows, readers waited for 635 ms instead of 13 ms.",
    remedy: "move the change of rows into a later migration",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN kind text;
UPDATE users SET kind = 'a' WHERE kind IS NULL;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN kind text;
---
UPDATE users SET kind = 'a' WHERE kind IS NULL;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let is_work = match look.action() {
        Action::Update { table, .. } | Action::Delete { table, .. } => look.schema.is_live(table),
        Action::Insert { is_query } => *is_query,
        _ => false,
    };
    if !is_work {
        return none();
    }
    let mut locked = look
        .before_in_transaction()
        .filter_map(|action| locked_for_all(look.schema, action));
    match locked.next() {
        Some(table) => hit(format!(
            "nobody can use `{}` until this is done: an earlier statement has locked it",
            table.name
        )),
        None => none(),
    }
}
