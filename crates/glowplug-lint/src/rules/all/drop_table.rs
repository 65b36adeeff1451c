//! `drop-table`.

use crate::action::{Action, Alter, Name};
use crate::look::Look;
use crate::rule::{ALL, Hit, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "drop-table",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Shown,
    summary: "a table is dropped with its rows",
    why: "The rows are lost, and code that is running fails on the next query.",
    remedy: "deploy code that does not use the table first; then drop it with a comment that says \
         why: `-- glowplug: allow drop-table because \"…\"`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
DROP TABLE users;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
DROP TABLE users;",
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
    let is_lost = |name: &&Name| look.schema.is_live(name) && !is_replaced(look, name);
    match names.iter().find(is_lost) {
        Some(name) => hit(format!("the rows of `{}` are lost", name.name)),
        None => none(),
    }
}

/// Returns true if another table takes its name.
fn is_replaced(look: &Look<'_>, name: &Name) -> bool {
    let takes_name = |action: &Action| match action {
        Action::AlterTable { alter, .. } => {
            matches!(&**alter, Alter::RenameTable(to) if to.name == name.name)
        }
        _ => false,
    };
    look.unit.alters && look.all_actions().any(takes_name)
}
