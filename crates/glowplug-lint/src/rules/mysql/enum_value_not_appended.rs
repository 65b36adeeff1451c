//! `enum-value-not-appended`.

use crate::action::{Alter, Type};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "enum-value-not-appended",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Shown,
    summary: "values of an enum or set are removed, reordered or inserted",
    why: "Only values at the end are added without a copy, as long as the column needs as many \
         bytes as before (255 values of an enum; 8, 16, 24, 32 of a set). Anything else copies \
         the table while writes wait, and rows with a removed value get the empty string, or \
         fail in strict mode.",
    remedy: "add new values at the end; replace a value by adding the new one and changing the \
         rows first",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users MODIFY mood enum('b', 'a'), ALGORITHM=COPY, LOCK=SHARED;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users MODIFY mood enum('a', 'b', 'c'), ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::ModifyColumn { old, column })) = look.alters_live() else {
        return none();
    };
    let known = look.schema.column(table, old);
    let known = known.and_then(|column| column.kind.as_ref());
    let (Some(before), Some(after)) = (known, &column.kind) else {
        return none();
    };
    let is_list = matches!(before.name.as_str(), "enum" | "set") && before.name == after.name;
    if !is_list || is_appended(before, after) {
        return none();
    }
    let removed = before
        .arguments
        .iter()
        .find(|value| !after.arguments.contains(value));
    hit(match removed {
        Some(value) => format!("rows with `{value}` lose their value, or this fails"),
        None => format!("writes to `{}` wait while it is copied", table.name),
    })
}

fn is_appended(before: &Type, after: &Type) -> bool {
    after.arguments.starts_with(&before.arguments) && bytes(before) == bytes(after)
}

/// Returns how many bytes a value needs.
fn bytes(kind: &Type) -> usize {
    let count = kind.arguments.len();
    match kind.name.as_str() {
        "set" => count.div_ceil(8),
        _ if count <= 255 => 1,
        _ => 2,
    }
}
