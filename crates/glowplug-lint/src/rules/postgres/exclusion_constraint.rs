//! `exclusion-constraint`.

use crate::action::{Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "exclusion-constraint",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new exclusion constraint locks the table while its index is built",
    why: "`ADD … EXCLUDE` builds its index under an ACCESS EXCLUSIVE lock, and reads the table \
         twice. It cannot be added `NOT VALID`, nor with an index that exists.",
    remedy: "declare it when the table is created, or add it in a maintenance window",
    bad: &[
        "\
CREATE TABLE stays (id bigint PRIMARY KEY, during tstzrange, created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE stays ADD CONSTRAINT stays_during_excl EXCLUDE USING gist (during WITH &&);",
    ],
    good: &[
        "CREATE TABLE stays (id bigint PRIMARY KEY, during tstzrange, created_at timestamptz, \
         updated_at timestamptz, EXCLUDE USING gist (during WITH &&));",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddConstraint(constraint))) = look.alters_live() else {
        return none();
    };
    match constraint.kind {
        ConstraintKind::Exclusion => hit(format!(
            "nobody can use `{}` while the index is built",
            table.name
        )),
        _ => none(),
    }
}
