//! `column-default-not-constant`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit_at, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "column-default-not-constant",
    databases: SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a new column has a default that is not constant",
    why: "`ADD COLUMN` with `DEFAULT CURRENT_TIMESTAMP` or an expression in parentheses fails \
         if the table has rows, so it works in development and fails in production.",
    remedy: "add the column without the default and fill it, or rebuild the table",
    bad: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD COLUMN seen_at TEXT DEFAULT CURRENT_TIMESTAMP;"],
    good: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD COLUMN seen_at TEXT DEFAULT '1970-01-01';"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddColumn(column))) = look.alters_live() else {
        return none();
    };
    match &column.default {
        Some(default) if default.grouped || !default.calls.is_empty() => hit_at(
            default.span,
            format!("this fails if `{}` has rows", table.name),
        ),
        _ => none(),
    }
}
