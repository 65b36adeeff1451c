//! `set-not-null-scans`.

use crate::action::{Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "set-not-null-scans",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "`SET NOT NULL` locks the table while all rows are checked",
    why: "`SET NOT NULL` holds an ACCESS EXCLUSIVE lock while it reads the whole table, unless \
         a validated check proves that no value is null.",
    remedy: "add `CHECK (column IS NOT NULL) NOT VALID`, validate it in a later transaction, then \
         `SET NOT NULL` and drop the check; from PostgreSQL 18, add `NOT NULL column NOT \
         VALID` and validate that",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD CONSTRAINT users_email_check CHECK (email IS NOT NULL) NOT VALID;
---
ALTER TABLE users VALIDATE CONSTRAINT users_email_check;
---
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_email_check;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ADD CONSTRAINT users_email_not_null NOT NULL email NOT VALID;
---
ALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((name, alter)) = look.alters_live() else {
        return none();
    };
    let column = match alter {
        Alter::SetNotNull { column } => column,
        Alter::AddConstraint(constraint) if !constraint.not_valid => match &constraint.kind {
            ConstraintKind::NotNull { column } => column,
            _ => return none(),
        },
        _ => return none(),
    };
    let is_proved = look.table(name).is_some_and(|table| {
        let is_set = table.column(column).is_some_and(|column| column.not_null);
        is_set || (table.proves_not_null(column) && !look.is_before_postgres(12))
    });
    match is_proved {
        true => none(),
        false => hit(format!(
            "nobody can use `{}` while every row's `{column}` is checked",
            name.name
        )),
    }
}
