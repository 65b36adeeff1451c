//! `reference-with-default`.

use crate::action::{Action, Alter};
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit_at, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "reference-with-default",
    databases: SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a new foreign key column has a default",
    why: "With foreign keys on, SQLite refuses `ADD COLUMN … REFERENCES` with a default other \
         than NULL.",
    remedy: "add the column without a default and fill it, or rebuild the table",
    bad: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD COLUMN boss_id INTEGER DEFAULT 1 REFERENCES users (id);
CREATE INDEX users_boss_id_idx ON users (boss_id);"],
    good: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD COLUMN boss_id INTEGER REFERENCES users (id);
CREATE INDEX users_boss_id_idx ON users (boss_id);"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::AlterTable { alter, .. } = look.action() else {
        return none();
    };
    let Alter::AddColumn(column) = &**alter else {
        return none();
    };
    match (&column.reference, &column.default) {
        (Some(_), Some(default)) if !default.is_null => hit_at(
            default.span,
            "SQLite refuses a default here when foreign keys are on",
        ),
        _ => none(),
    }
}
