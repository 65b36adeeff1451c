//! `rebuild-deletes-children`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "rebuild-deletes-children",
    databases: SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "rebuilding a table in a transaction deletes rows of other tables",
    why: "With foreign keys on, `DROP TABLE` deletes every row first: rows of other tables go \
         with it by `ON DELETE CASCADE`, or lose their reference by `SET NULL`. `PRAGMA \
         foreign_keys` has no effect in a transaction, and `defer_foreign_keys` does not help. \
         `glowplug up` switches foreign keys off around such a migration; `diesel migration \
         run` does not.",
    remedy: "set `run_in_transaction = false`, and write `PRAGMA foreign_keys = OFF`, `BEGIN`, the \
         rebuild, `COMMIT`, `PRAGMA foreign_keys = ON`; with `runner = \"glowplug\"` in \
         `[lint]` this is not found",
    bad: &[
        "\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, created_at text, updated_at text);
CREATE INDEX posts_user_id_idx ON posts (user_id);
---
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, created_at text, updated_at text);
INSERT INTO new_users SELECT * FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;",
    ],
    good: &[
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
        "\
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, created_at text, updated_at text);
---
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, created_at text, updated_at text);
INSERT INTO new_users SELECT * FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::Drop {
        kind: "TABLE",
        names,
        ..
    } = look.action()
    else {
        return none();
    };
    if !look.runs_with_diesel() || keys_are_off(look) {
        return none();
    }
    let lost = names.iter().find_map(|name| {
        let mut children = look.schema.references_to(name);
        let child = children.find(|(_, on_delete)| {
            matches!(on_delete, Some("cascade" | "set null" | "set default"))
        });
        child.map(|(table, _)| (name, table.name.name.as_str()))
    });
    match lost {
        Some((name, child)) => hit(format!(
            "dropping `{}` deletes or changes the rows of `{child}` that reference it",
            name.name
        )),
        None => none(),
    }
}

/// Returns true if foreign keys were switched off outside of a transaction.
fn keys_are_off(look: &Look<'_>) -> bool {
    let outside = look.before().iter().filter(|other| !other.in_transaction);
    let pragmas = outside.flat_map(|other| &other.actions);
    let mut last = pragmas.filter_map(|located| match &located.action {
        Action::Pragma { name, value } if name == "foreign_keys" => value.as_deref(),
        _ => None,
    });
    matches!(last.next_back(), Some("off" | "0" | "false" | "no"))
}
