//! `constrained-domain-column`.

use crate::action::Alter;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit_at, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "constrained-domain-column",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a column of a domain with a check rewrites an existing table",
    why: "For a domain with a CHECK or NOT NULL, `ADD COLUMN` rewrites the whole table under an \
         ACCESS EXCLUSIVE lock, even without a default.",
    remedy: "add a column of the domain's base type, with a `CHECK … NOT VALID` that is validated \
         later",
    bad: &[
        "\
CREATE DOMAIN short AS text CHECK (length(value) < 10);
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN nick short;",
    ],
    good: &[
        "\
CREATE DOMAIN plain AS text;
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD COLUMN nick plain;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddColumn(column))) = look.alters_live() else {
        return none();
    };
    let Some(kind) = &column.kind else {
        return none();
    };
    if !look.schema.is_checked_domain(kind) {
        return none();
    }
    hit_at(
        kind.span,
        format!(
            "`{}` is rewritten, and nobody can use it meanwhile: `{}` has a check",
            table.name, kind.name
        ),
    )
}
