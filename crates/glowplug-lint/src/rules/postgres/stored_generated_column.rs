//! `stored-generated-column`.

use crate::action::{Alter, Generated};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "stored-generated-column",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a stored generated column rewrites an existing table",
    why: "The value is computed for each row: the whole table is rewritten under an ACCESS \
         EXCLUSIVE lock. A virtual column (PostgreSQL 18) is computed when it is read, and \
         rewrites nothing.",
    remedy: "add a plain column that a trigger keeps, and fill existing rows in batches; from \
         PostgreSQL 18, use `VIRTUAL`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN lower_name text GENERATED ALWAYS AS (lower(name)) STORED;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN lower_name text GENERATED ALWAYS AS (lower(name)) VIRTUAL;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, alter)) = look.alters_live() else {
        return none();
    };
    let is_stored = match alter {
        Alter::AddColumn(column) => column.generated == Some(Generated::Stored),
        Alter::SetExpression => true,
        _ => false,
    };
    if !is_stored {
        return none();
    }
    let table = &table.name;
    hit(format!(
        "`{table}` is rewritten, and nobody can use it meanwhile"
    ))
}
