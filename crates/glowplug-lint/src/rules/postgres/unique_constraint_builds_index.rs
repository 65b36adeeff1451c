//! `unique-constraint-builds-index`.

use crate::action::{Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "unique-constraint-builds-index",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new unique constraint locks the table while its index is built",
    why: "`ADD … UNIQUE` builds the index under an ACCESS EXCLUSIVE lock: readers and writers \
         wait.",
    remedy: "build the index with `CREATE UNIQUE INDEX CONCURRENTLY`, then add the constraint with \
         `UNIQUE USING INDEX`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
---
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddConstraint(constraint))) = look.alters_live() else {
        return none();
    };
    match constraint.kind {
        ConstraintKind::Unique { index: None, .. } => hit(format!(
            "nobody can use `{}` while the index is built",
            table.name
        )),
        _ => none(),
    }
}
