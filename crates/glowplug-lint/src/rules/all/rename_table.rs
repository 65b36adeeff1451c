//! `rename-table`.

use crate::action::{Action, Alter, Name};
use crate::look::Look;
use crate::rule::{ALL, Hit, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "rename-table",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "running code does not find a renamed table",
    why: "The release that is running uses the old name until it is replaced, and the new \
         release does not work before.",
    remedy: "rename it and create a view with the old name in the same migration, and drop the \
         view in a later release",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users RENAME TO members;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users RENAME TO members;
CREATE VIEW users AS SELECT * FROM members;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((name, Alter::RenameTable(_) | Alter::SetSchema(_))) = look.alters_live() else {
        return none();
    };
    match look.all_actions().any(|action| takes_name(action, name)) {
        true => none(),
        false => hit(format!(
            "running code does not find `{}` any more",
            name.name
        )),
    }
}

/// Returns true if something else gets the name.
fn takes_name(action: &Action, old: &Name) -> bool {
    match action {
        Action::CreateTable(table) => table.name.key() == old.key(),
        Action::CreateView { name, .. } => name.key() == old.key(),
        Action::AlterTable { alter, .. } => {
            matches!(&**alter, Alter::RenameTable(to) if to.name == old.name)
        }
        _ => false,
    }
}
