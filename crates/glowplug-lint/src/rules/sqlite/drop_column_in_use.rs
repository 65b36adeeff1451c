//! `drop-column-in-use`.

use crate::action::{Action, Alter};
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "drop-column-in-use",
    databases: SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a column is dropped that an index, a constraint or a view uses",
    why: "SQLite refuses `DROP COLUMN` for a column that is indexed, a key, part of a \
         constraint or used in a view or trigger.",
    remedy: "drop the index or view first, or rebuild the table",
    bad: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
CREATE INDEX users_name_idx ON users (name);
---
-- glowplug: allow drop-column because \"nobody uses it\"
ALTER TABLE users DROP COLUMN name;"],
    good: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
CREATE INDEX users_name_idx ON users (name);
---
DROP INDEX users_name_idx;
-- glowplug: allow drop-column because \"nobody uses it\"
ALTER TABLE users DROP COLUMN name;"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::AlterTable { table, alter } = look.action() else {
        return none();
    };
    let Alter::DropColumn { name } = &**alter else {
        return none();
    };
    let Some(known) = look.table(table) else {
        return none();
    };
    if known.has_index_with(name) || known.has_constraint_with(name) {
        return hit(format!(
            "SQLite refuses this: an index or a constraint uses `{name}`"
        ));
    }
    let words = [known.name.name.as_str(), name.as_str()];
    match look.schema.views_with(&words).next() {
        Some(view) => hit(format!(
            "SQLite refuses this: the view `{view}` uses `{name}`"
        )),
        None => none(),
    }
}
