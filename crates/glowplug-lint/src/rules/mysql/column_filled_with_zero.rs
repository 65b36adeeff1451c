//! `column-filled-with-zero`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "column-filled-with-zero",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Shown,
    summary: "a required column without a default is filled with zeros",
    why: "Existing rows get 0, '' or '0000-00-00' without a word, and code that is running \
         cannot insert rows in strict mode.",
    remedy: "give it a default, or add it nullable, fill it, and make it NOT NULL later",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN kind varchar(10) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN kind varchar(10) NOT NULL DEFAULT 'a', ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddColumn(column))) = look.alters_live() else {
        return none();
    };
    let has_value = column.default.is_some() || column.increments || column.generated.is_some();
    match column.not_null && !has_value {
        true => hit(format!(
            "rows of `{}` get an empty value, and running code cannot insert any",
            table.name
        )),
        false => none(),
    }
}
