//! `column-type-copies`.

use crate::action::{Alter, Type};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "column-type-copies",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a change of type copies the table while writes wait",
    why: "Almost every change of type uses ALGORITHM=COPY: the whole table is copied, and \
         writes wait. A longer `varchar` is free only if its length needs as many bytes as \
         before: up to 255 bytes one, then two; 63 characters in utf8mb4.",
    remedy: "add a column of the new type, keep both equal with triggers, fill existing rows in \
         batches, and switch the code over",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users MODIFY COLUMN age bigint, ALGORITHM=COPY, LOCK=SHARED;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users MODIFY name varchar(100) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users MODIFY name varchar(60) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

/// The most characters of a `varchar` in utf8mb4 whose length needs one byte.
const SHORT: u64 = 63;

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, alter)) = look.alters_live() else {
        return none();
    };
    let (column, new) = match alter {
        Alter::ModifyColumn { old, column } => match &column.kind {
            Some(kind) => (old, kind),
            None => return none(),
        },
        Alter::SetType { column, kind, .. } => (column, kind),
        _ => return none(),
    };
    let known = look.schema.column(table, column);
    let Some(old) = known.and_then(|column| column.kind.as_ref()) else {
        let message = format!("writes to `{}` may wait while it is copied", table.name);
        return hit(message);
    };
    if is_free(old, new) || is_list(old) && is_list(new) {
        return none();
    }
    hit(format!(
        "writes to `{}` wait while it is copied",
        table.name
    ))
}

fn is_list(kind: &Type) -> bool {
    matches!(kind.name.as_str(), "enum" | "set")
}

fn is_free(old: &Type, new: &Type) -> bool {
    if old.is_same(new) {
        return true;
    }
    let (Some(from), Some(to)) = (old.number(0), new.number(0)) else {
        return false;
    };
    let is_text = old.name == "varchar" && new.name == "varchar";
    is_text && to >= from && (to <= SHORT || from > SHORT)
}
