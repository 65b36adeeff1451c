//! `added-column-is-key`.

use crate::action::{Action, Alter};
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "added-column-is-key",
    databases: SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a new column is unique or the primary key",
    why: "SQLite refuses `ADD COLUMN` with `UNIQUE` or `PRIMARY KEY`.",
    remedy: "add the bare column and create a unique index, or rebuild the table",
    bad: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD COLUMN code TEXT UNIQUE;"],
    good: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD COLUMN code TEXT;
CREATE UNIQUE INDEX users_code_key ON users (code);"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::AlterTable { alter, .. } = look.action() else {
        return none();
    };
    match &**alter {
        Alter::AddColumn(column) if column.unique || column.primary_key => {
            hit("SQLite refuses to add a column that is unique or the primary key")
        }
        _ => none(),
    }
}
