//! `charset-conversion`.

use crate::action::{Alter, Column};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "charset-conversion",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a change of character set copies the table while writes wait",
    why: "`CONVERT TO CHARACTER SET`, and a column with another character set or collation, use \
         ALGORITHM=COPY, unless only ASCII text of utf8mb3 becomes utf8mb4 without an index.",
    remedy: "use a tool that copies online, or add a column and switch over",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4, ALGORITHM=COPY, LOCK=SHARED;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users DEFAULT CHARACTER SET utf8mb4, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let converts = match look.alters_live() {
        Some((table, Alter::ConvertCharset)) => Some(table),
        Some((table, Alter::ModifyColumn { old, column })) => {
            let is_named = |column: &Column| column.charset || column.collation;
            let known = look.schema.column(table, old);
            let changes = is_named(column) || known.is_some_and(is_named);
            changes.then_some(table)
        }
        _ => None,
    };
    match converts {
        Some(table) => hit(format!(
            "writes to `{}` wait while it is copied",
            table.name
        )),
        None => none(),
    }
}
