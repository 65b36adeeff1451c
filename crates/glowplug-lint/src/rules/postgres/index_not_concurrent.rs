//! `index-not-concurrent`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "index-not-concurrent",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "an index on an existing table is built while writes wait",
    why: "`CREATE INDEX` holds a SHARE lock until the index is built: every INSERT, UPDATE and \
         DELETE on the table waits, and what queues behind them. `CREATE INDEX CONCURRENTLY` \
         lets them continue.",
    remedy: "use `CREATE INDEX CONCURRENTLY`, alone in a migration with `run_in_transaction = \
         false`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
CREATE INDEX users_name_idx ON users (name);",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
-- no transaction
CREATE INDEX CONCURRENTLY users_name_idx ON users (name);",
        "\
CREATE TABLE tags (id bigint PRIMARY KEY, name text, created_at timestamptz, updated_at timestamptz);
CREATE INDEX tags_name_idx ON tags (name);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::CreateIndex(index) = look.action() else {
        return none();
    };
    if index.concurrently || index.only || !look.schema.is_live(&index.table) {
        return none();
    }
    let table = &index.table.name;
    hit(format!("writes to `{table}` wait until the index is built"))
}
