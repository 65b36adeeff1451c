//! `attach-partition-scans`.

use crate::action::{Action, Alter, ConstraintKind, Name};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::schema::KnownConstraint;
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "attach-partition-scans",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new partition reads all rows of the table, or of the default partition",
    why: "`ATTACH PARTITION` reads the whole table under an ACCESS EXCLUSIVE lock, to see that \
         the rows fit, unless a validated check proves it. A new partition beside a default one \
         reads the default one in the same way.",
    remedy: "add a `CHECK` that says the bounds with `NOT VALID`, validate it in a later \
         transaction, then attach",
    bad: &[
        "\
CREATE TABLE visits (id bigint NOT NULL, at date NOT NULL, created_at timestamptz, updated_at timestamptz) PARTITION BY RANGE (at);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
---
CREATE TABLE visits_2021s PARTITION OF visits FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');",
        "\
CREATE TABLE old_events (id bigint NOT NULL, at date NOT NULL, created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
    ],
    good: &[
        "\
CREATE TABLE old_events (id bigint NOT NULL, at date NOT NULL, created_at timestamptz, updated_at timestamptz, CONSTRAINT old_events_at_check CHECK (at >= '2020-01-01' AND at < '2021-01-01'));
---
ALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
        "\
CREATE TABLE new_events (id bigint NOT NULL, at date NOT NULL, created_at timestamptz, updated_at timestamptz);
ALTER TABLE events ATTACH PARTITION new_events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let (table, alter) = match look.action() {
        Action::AlterTable { table, alter } => (table, alter),
        Action::CreateTable(create) => return beside_default(look, create.partition_of.as_ref()),
        _ => return none(),
    };
    let Alter::AttachPartition { partition } = &**alter else {
        return none();
    };
    let beside = beside_default(look, Some(table));
    if !beside.is_empty() {
        return beside;
    }
    let is_proved = look
        .table(partition)
        .is_some_and(|table| table.constraints.iter().any(is_valid_check));
    if is_proved || !look.schema.is_live(partition) {
        return none();
    }
    let name = &partition.name;
    hit(format!(
        "nobody can use `{name}` while every row is checked"
    ))
}

/// Finds a default partition, whose rows may belong into the new one.
fn beside_default(look: &Look<'_>, parent: Option<&Name>) -> Vec<Hit> {
    match parent.and_then(|parent| look.schema.default_partition(parent)) {
        Some(table) => hit(format!(
            "nobody can use `{}`, the default partition, while all its rows are checked",
            table.name.name
        )),
        None => none(),
    }
}

fn is_valid_check(constraint: &KnownConstraint) -> bool {
    constraint.is_valid && matches!(constraint.kind, ConstraintKind::Check { .. })
}
