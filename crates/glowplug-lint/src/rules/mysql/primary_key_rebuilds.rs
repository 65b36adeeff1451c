//! `primary-key-rebuilds`.

use crate::action::{Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "primary-key-rebuilds",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a change of the primary key rebuilds the table",
    why: "Rows are stored in the order of the primary key. Adding one rebuilds the table; \
         dropping one copies it while writes wait.",
    remedy: "create a new table with the key and move the rows, or use a tool that copies online",
    bad: &["\
CREATE TABLE logs (id bigint NOT NULL, created_at timestamp, updated_at timestamp);
---
ALTER TABLE logs ADD PRIMARY KEY (id), ALGORITHM=INPLACE, LOCK=NONE;"],
    good: &[
        "CREATE TABLE logs (id bigint NOT NULL, created_at timestamp, updated_at timestamp, \
         PRIMARY KEY (id));",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, alter)) = look.alters_live() else {
        return none();
    };
    let table = &table.name;
    match alter {
        Alter::AddConstraint(constraint) => match constraint.kind {
            ConstraintKind::PrimaryKey { .. } => hit(format!("`{table}` is rebuilt")),
            _ => none(),
        },
        Alter::AddColumn(column) if column.primary_key => hit(format!("`{table}` is rebuilt")),
        Alter::DropConstraint {
            kind: Some("primary key"),
            ..
        } => hit(format!("writes to `{table}` wait while it is copied")),
        _ => none(),
    }
}
