//! `refresh-not-concurrent`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "refresh-not-concurrent",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a materialized view cannot be read while it is refreshed",
    why: "`REFRESH MATERIALIZED VIEW` holds an ACCESS EXCLUSIVE lock on the view. With \
         `CONCURRENTLY`, which needs a unique index, readers continue; it is allowed in a \
         transaction.",
    remedy: "use `REFRESH MATERIALIZED VIEW CONCURRENTLY`, with a unique index on the view",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM users;
---
REFRESH MATERIALIZED VIEW totals;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM users;
REFRESH MATERIALIZED VIEW totals;
---
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.action() {
        Action::RefreshView {
            name,
            concurrently: false,
        } if look.schema.is_live_view(name) => hit(format!(
            "nobody can read `{}` until it is refreshed",
            name.name
        )),
        _ => none(),
    }
}
