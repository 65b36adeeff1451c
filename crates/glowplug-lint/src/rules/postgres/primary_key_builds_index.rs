//! `primary-key-builds-index`.

use crate::action::{Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "primary-key-builds-index",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new primary key locks the table while its index is built",
    why: "`ADD PRIMARY KEY` builds the index under an ACCESS EXCLUSIVE lock, and reads the \
         table once more for columns that may be null.",
    remedy: "build the index with `CREATE UNIQUE INDEX CONCURRENTLY`, then add the key with \
         `PRIMARY KEY USING INDEX`",
    bad: &["\
CREATE TABLE logs (id bigint NOT NULL, created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE logs ADD PRIMARY KEY (id);"],
    good: &["\
CREATE TABLE logs (id bigint NOT NULL, created_at timestamptz, updated_at timestamptz);
---
-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY logs_id_key ON logs (id);
---
ALTER TABLE logs ADD CONSTRAINT logs_pkey PRIMARY KEY USING INDEX logs_id_key;"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddConstraint(constraint))) = look.alters_live() else {
        return none();
    };
    match constraint.kind {
        ConstraintKind::PrimaryKey { index: None, .. } => hit(format!(
            "nobody can use `{}` while the index is built",
            table.name
        )),
        _ => none(),
    }
}
