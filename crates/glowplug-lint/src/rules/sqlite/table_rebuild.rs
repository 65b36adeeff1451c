//! `table-rebuild`.

use crate::action::{Action, Alter, Generated, Name};
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "table-rebuild",
    databases: SQLITE,
    severity: Severity::Remark,
    size: Size::Severity,
    summary: "all rows of a table are copied while nobody else can write",
    why: "SQLite has one lock for the whole database. While the rows are copied into the new \
         table, or a column is taken out of each, every other connection that writes waits, or \
         fails with `database is locked`.",
    remedy: "where `ALTER TABLE` can make the change, use it; otherwise run it when nothing else \
         writes",
    bad: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, created_at text, updated_at text);
INSERT INTO new_users SELECT * FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;"],
    good: &["\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users ADD COLUMN email TEXT;"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    if let Some((table, Alter::DropColumn { name })) = look.alters_live() {
        return column(look, table, name);
    }
    let Action::AlterTable { alter, .. } = look.action() else {
        return none();
    };
    let Alter::RenameTable(name) = &**alter else {
        return none();
    };
    let before = look.before().iter().flat_map(|other| &other.actions);
    let (mut is_dropped, mut is_new) = (false, false);
    for located in before {
        match &located.action {
            Action::Drop {
                kind: "TABLE",
                names,
                ..
            } => is_dropped |= names.iter().any(|other| other.key() == name.key()),
            Action::CreateTable(table) => is_new |= table.name.key() == name.key(),
            _ => {}
        }
    }
    match is_dropped && !is_new {
        true => hit(format!(
            "nobody else can write while the rows of `{}` are copied",
            name.name
        )),
        false => none(),
    }
}

/// Finds a column that is stored, and is taken out of every row.
fn column(look: &Look<'_>, table: &Name, name: &str) -> Vec<Hit> {
    let known = look.schema.column(table, name);
    match known.and_then(|known| known.generated) {
        Some(Generated::Virtual) => none(),
        _ => hit(format!(
            "nobody else can write while the rows of `{}` are written again",
            table.name
        )),
    }
}
