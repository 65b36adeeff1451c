//! `rename-before-rebuild`.

use crate::action::{Action, Alter, Name};
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "rename-before-rebuild",
    databases: SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "renaming the old table first changes what other tables reference",
    why: "`ALTER TABLE … RENAME` also renames the table in the foreign keys, triggers and views \
         of others: they reference the old table, which is dropped afterwards.",
    remedy: "create the new table under another name, copy the rows, drop the old table, and \
         rename the new one",
    bad: &[
        "\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, created_at text, updated_at text);
CREATE INDEX posts_user_id_idx ON posts (user_id);
---
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, created_at text, updated_at text);
INSERT INTO users SELECT * FROM users_old;",
    ],
    good: &[
        "\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, created_at text, updated_at text);
INSERT INTO users SELECT * FROM users_old;",
        "\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, created_at text, updated_at text);
CREATE INDEX posts_user_id_idx ON posts (user_id);
---
-- no transaction
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, created_at text, updated_at text);
INSERT INTO new_users SELECT * FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((name, Alter::RenameTable(to))) = look.alters_live() else {
        return none();
    };
    let behind = look.unit.statements.iter().skip(look.number + 1);
    let mut behind = behind.flat_map(|other| &other.actions);
    let is_made_again = behind.any(|located| match &located.action {
        Action::CreateTable(table) => table.name.key() == name.key(),
        _ => false,
    });
    match is_made_again && may_be_referenced(look, name) {
        true => hit(format!(
            "what references `{}` references `{}` from now on",
            name.name, to.name
        )),
        false => none(),
    }
}

/// Returns false if a migration has created the table, and no foreign key and no view names it.
fn may_be_referenced(look: &Look<'_>, name: &Name) -> bool {
    let Some(table) = look.table(name) else {
        return true;
    };
    let word = name.name.to_lowercase();
    look.schema.references_to(name).next().is_some()
        || table.references().any(|own| own.table.key() == name.key())
        || look.schema.views_with(&[&word]).next().is_some()
}
