//! `auto-increment-column`.

use crate::action::{Alter, Type};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "auto-increment-column",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "an auto-increment column rewrites an existing table",
    why: "Each row gets its number: `serial`, `bigserial` and identity columns rewrite the \
         whole table under an ACCESS EXCLUSIVE lock.",
    remedy: "add a plain column, a sequence and a default, and fill existing rows in batches; or \
         create a new table",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN number bigserial;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN number bigint;
CREATE SEQUENCE users_number_seq OWNED BY users.number;
ALTER TABLE users ALTER COLUMN number SET DEFAULT nextval('users_number_seq');",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddColumn(column))) = look.alters_live() else {
        return none();
    };
    let is_serial = column.kind.as_ref().is_some_and(Type::is_serial);
    if !column.increments && !is_serial {
        return none();
    }
    let table = &table.name;
    hit(format!(
        "`{table}` is rewritten, and nobody can use it meanwhile"
    ))
}
