//! `stored-column-copies`.

use crate::action::{Alter, Generated};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "stored-column-copies",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a stored generated column copies the table while writes wait",
    why: "The value is computed for each row with ALGORITHM=COPY. A virtual column is computed \
         when it is read, and is added at once.",
    remedy: "use `VIRTUAL`, with an index if it is searched",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (age * 2) STORED, ALGORITHM=COPY, LOCK=SHARED;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (age * 2) VIRTUAL, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, alter)) = look.alters_live() else {
        return none();
    };
    let column = match alter {
        Alter::AddColumn(column) | Alter::ModifyColumn { column, .. } => column,
        _ => return none(),
    };
    match column.generated {
        Some(Generated::Stored) => hit(format!(
            "writes to `{}` wait while it is copied",
            table.name
        )),
        _ => none(),
    }
}
