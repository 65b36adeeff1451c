//! `rename-column`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{ALL, Hit, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "rename-column",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "running code does not find a renamed column",
    why: "The release that is running uses the old name until it is replaced, and the new \
         release does not work before.",
    remedy: "add a new column, keep both equal with a trigger, switch the code over, and drop the \
         old one in a later release",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users RENAME COLUMN name TO title;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
ALTER TABLE users RENAME COLUMN name TO title;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN new_title varchar(100);
ALTER TABLE users RENAME COLUMN new_title TO title;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.alters_live() {
        Some((table, Alter::RenameColumn { from, .. })) if look.has_added(table, from) => none(),
        Some((table, Alter::RenameColumn { from, to })) if from != to => hit(format!(
            "running code does not find `{}.{from}` any more",
            table.name
        )),
        Some((table, Alter::ModifyColumn { old, column })) if *old != column.name => hit(format!(
            "running code does not find `{}.{old}` any more",
            table.name
        )),
        _ => none(),
    }
}
