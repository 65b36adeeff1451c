//! `inline-reference-ignored`.

use crate::action::{Action, Alter, Column};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "inline-reference-ignored",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "MySQL ignores `REFERENCES` behind a column",
    why: "MySQL before 9.0 reads `REFERENCES` behind a column and ignores it; MariaDB and newer \
         versions enforce it. The same migration builds two schemas.",
    remedy: "write `FOREIGN KEY (column) REFERENCES …` as a constraint of the table",
    bad: &[
        "CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), \
         created_at timestamp, updated_at timestamp);",
    ],
    good: &[
        "CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint, created_at timestamp, \
         updated_at timestamp, FOREIGN KEY (user_id) REFERENCES users (id));",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let columns: Vec<&Column> = match look.action() {
        Action::CreateTable(table) => table.columns.iter().collect(),
        Action::AlterTable { alter, .. } => match &**alter {
            Alter::AddColumn(column) | Alter::ModifyColumn { column, .. } => vec![column],
            _ => return none(),
        },
        _ => return none(),
    };
    let references = columns
        .into_iter()
        .filter_map(|column| column.reference.as_ref());
    references
        .map(|reference| Hit {
            span: Some(reference.span),
            message: format!(
                "MySQL creates no foreign key to `{}`, MariaDB does",
                reference.table.name
            ),
        })
        .collect()
}
