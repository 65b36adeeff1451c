//! `name-too-long`.

use crate::action::{Action, Alter};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "name-too-long",
    databases: POSTGRES,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "PostgreSQL cuts names after 63 bytes",
    why: "The rest of the name is dropped with a notice that nobody sees, and the next name \
         with the same beginning clashes.",
    remedy: "choose a name of at most 63 bytes",
    bad: &[
        "CREATE TABLE a_table_with_a_name_that_is_much_longer_than_postgresql_would_keep_its \
         (id bigint PRIMARY KEY, created_at timestamptz, updated_at timestamptz);",
    ],
    good: &[
        "CREATE TABLE short_names (id bigint PRIMARY KEY, created_at timestamptz, updated_at \
         timestamptz);",
    ],
    parameters: &[],
    check,
};

/// How many bytes of a name are kept.
const MOST: usize = 63;

fn check(look: &Look<'_>) -> Vec<Hit> {
    let name = match look.action() {
        Action::CreateTable(table) => table.name.name.as_str(),
        Action::CreateIndex(index) => index.name.as_ref().map_or("", |name| &name.name),
        Action::AlterTable { alter, .. } => match &**alter {
            Alter::AddColumn(column) => column.name.as_str(),
            Alter::AddConstraint(constraint) => constraint.name.as_deref().unwrap_or_default(),
            Alter::RenameTable(name) => name.name.as_str(),
            Alter::RenameColumn { to, .. } => to.as_str(),
            _ => return none(),
        },
        _ => return none(),
    };
    match name.len() > MOST {
        true => hit(format!("`{name}` is cut after {MOST} bytes")),
        false => none(),
    }
}
