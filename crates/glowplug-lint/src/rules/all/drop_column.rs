//! `drop-column`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{ALL, Hit, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "drop-column",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Shown,
    summary: "a column is dropped with its values",
    why: "The values are lost, and code that is running fails: Diesel names every column of a \
         table.",
    remedy: "deploy code that does not name the column first; then drop it with a comment that \
         says why: `-- glowplug: allow drop-column because \"…\"`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users DROP COLUMN name;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
ALTER TABLE users DROP COLUMN name;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN old_id bigint;
ALTER TABLE users DROP COLUMN old_id;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.alters_live() {
        Some((table, Alter::DropColumn { name })) if !look.has_added(table, name) => {
            let column = format!("`{}.{name}`", table.name);
            let known = look.schema.column(table, name);
            hit(match known.is_some_and(|known| known.generated.is_some()) {
                true => format!("running code does not find {column} any more"),
                false => format!("the values of {column} are lost"),
            })
        }
        _ => none(),
    }
}
