//! `primary-key-on-nullable-column`.

use crate::action::{Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "primary-key-on-nullable-column",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a primary key that uses an index over a nullable column reads the whole table",
    why: "`PRIMARY KEY USING INDEX` sets its columns to NOT NULL. Where they are not yet, it \
         reads the whole table under an ACCESS EXCLUSIVE lock.",
    remedy: "first make the columns NOT NULL without a scan: `CHECK (column IS NOT NULL) NOT \
         VALID`, validate, `SET NOT NULL`",
    bad: &["\
CREATE TABLE logs (id bigint, created_at timestamptz, updated_at timestamptz);
---
-- no transaction
CREATE UNIQUE INDEX CONCURRENTLY logs_id_key ON logs (id);
---
ALTER TABLE logs ADD CONSTRAINT logs_pkey PRIMARY KEY USING INDEX logs_id_key;"],
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
    let Some((name, Alter::AddConstraint(constraint))) = look.alters_live() else {
        return none();
    };
    let ConstraintKind::PrimaryKey {
        index: Some(index), ..
    } = &constraint.kind
    else {
        return none();
    };
    let Some(table) = look.table(name) else {
        return none();
    };
    let columns = table.index(index).map(|index| index.columns.as_slice());
    let mut columns = columns.unwrap_or_default().iter().flatten();
    let nullable = columns.find(|column| {
        let known = table.column(column);
        known.is_some_and(|known| !known.not_null && !known.is_numbered())
            && !table.proves_not_null(column)
    });
    match nullable {
        Some(column) => hit(format!(
            "nobody can use `{}` while every row's `{column}` is checked",
            name.name
        )),
        None => none(),
    }
}
