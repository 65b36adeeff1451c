//! `truncate`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, PG_MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "truncate",
    databases: PG_MYSQL,
    severity: Severity::Error,
    size: Size::Shown,
    summary: "all rows of a table are removed",
    why: "`TRUNCATE` removes every row under an ACCESS EXCLUSIVE lock; in MySQL it cannot be \
         rolled back.",
    remedy: "delete the rows that are meant, in batches; or say why in a comment: `-- glowplug: \
         allow truncate because \"…\"`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
TRUNCATE TABLE users;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
TRUNCATE TABLE users;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::Truncate { tables, .. } = look.action() else {
        return none();
    };
    match tables.iter().find(|table| look.schema.is_live(table)) {
        Some(table) => hit(format!("every row of `{}` is lost", table.name)),
        None => none(),
    }
}
