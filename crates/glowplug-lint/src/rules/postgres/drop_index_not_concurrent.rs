//! `drop-index-not-concurrent`.

use crate::action::{Action, Name};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "drop-index-not-concurrent",
    databases: POSTGRES,
    severity: Severity::Warning,
    size: Size::Severity,
    summary: "dropping an index locks its table for everybody",
    why: "`DROP INDEX` takes an ACCESS EXCLUSIVE lock on the table: it waits for every running \
         query, and every later query waits behind it.",
    remedy: "use `DROP INDEX CONCURRENTLY`, alone in a migration with `run_in_transaction = \
         false`; indexes of constraints and of partitioned tables cannot be dropped so",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
CREATE INDEX users_name_idx ON users (name);
---
DROP INDEX users_name_idx;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
CREATE INDEX users_name_idx ON users (name);
---
-- no transaction
DROP INDEX CONCURRENTLY users_name_idx;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::DropIndex {
        names,
        concurrently: false,
        ..
    } = look.action()
    else {
        return none();
    };
    let is_live = |name: &&Name| {
        let table = look.schema.table_of_index(name);
        table.is_none_or(|table| look.schema.is_live(&table.name))
    };
    match names.iter().find(is_live) {
        Some(name) => hit(format!(
            "the table of `{}` is locked for readers and writers",
            name.name
        )),
        None => none(),
    }
}
