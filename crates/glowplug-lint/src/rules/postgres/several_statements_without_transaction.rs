//! `several-statements-without-transaction`.

use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::rules::postgres::locks::refuses_transaction;
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "several-statements-without-transaction",
    databases: POSTGRES,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "several statements in a file without a transaction are sent as one",
    why: "`diesel migration run` sends the whole file as one query. PostgreSQL runs several \
         statements of one query in a transaction of their own, so that `CREATE INDEX \
         CONCURRENTLY` fails. `glowplug up` sends them one by one.",
    remedy: "put each statement in a migration of its own; with `runner = \"glowplug\"` in \
         `[lint]` this is not found",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
-- no transaction
CREATE INDEX CONCURRENTLY users_name_idx ON users (name);
CREATE INDEX CONCURRENTLY users_email_idx ON users (email);",
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
    if look.unit.run_in_transaction || !look.runs_with_diesel() {
        return none();
    }
    if !refuses_transaction(look.action()) || look.unit.statements.len() < 2 {
        return none();
    }
    let is_first = !look
        .before()
        .iter()
        .flat_map(|other| &other.actions)
        .any(|located| refuses_transaction(&located.action));
    match is_first {
        true => hit("this fails when `diesel migration run` sends the file as one query"),
        false => none(),
    }
}
