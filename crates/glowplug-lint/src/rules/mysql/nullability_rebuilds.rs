//! `nullability-rebuilds`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "nullability-rebuilds",
    databases: MYSQL,
    severity: Severity::Warning,
    size: Size::Severity,
    summary: "NULL to NOT NULL, or back, rebuilds the table",
    why: "The table is rebuilt in place: writes continue, but it takes as long as copying it. \
         In strict mode it fails on rows with NULL.",
    remedy: "do it in a quiet hour; rows with NULL have to be filled first",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users MODIFY age int NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users MODIFY age int, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::ModifyColumn { old, column })) = look.alters_live() else {
        return none();
    };
    let changes = look
        .schema
        .column(table, old)
        .is_some_and(|known| known.not_null != column.not_null && !known.primary_key);
    match changes {
        true => hit(format!("`{}` is rebuilt", table.name)),
        false => none(),
    }
}
