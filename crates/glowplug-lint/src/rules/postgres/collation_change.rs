//! `collation-change`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "collation-change",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a change of collation rebuilds the indexes of a column",
    why: "The table is read and every index on the column is rebuilt under an ACCESS EXCLUSIVE \
         lock.",
    remedy: "add a column with the new collation, keep both equal with a trigger, fill existing \
         rows in batches, and switch the code over",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
CREATE INDEX users_name_idx ON users (name);
---
ALTER TABLE users ALTER COLUMN name TYPE text COLLATE \"C\";",
    ],
    good: &[
        "CREATE TABLE tags (id bigint PRIMARY KEY, name text COLLATE \"C\", created_at \
         timestamptz, updated_at timestamptz);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((
        name,
        Alter::SetType {
            column, collation, ..
        },
    )) = look.alters_live()
    else {
        return none();
    };
    let known = look.schema.column(name, column);
    if !collation && !known.is_some_and(|known| known.collation) {
        return none();
    }
    let is_indexed = look
        .table(name)
        .is_none_or(|table| table.is_partial || table.has_index_with(column));
    match is_indexed {
        true => hit(format!(
            "nobody can use `{}` while the indexes on `{column}` are rebuilt",
            name.name
        )),
        false => none(),
    }
}
