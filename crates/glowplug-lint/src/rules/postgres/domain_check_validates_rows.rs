//! `domain-check-validates-rows`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "domain-check-validates-rows",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a check of a domain reads every table that uses it",
    why: "`ALTER DOMAIN … ADD CHECK` and `SET NOT NULL` hold SHARE locks on every table with a \
         column of the domain while they read all of them.",
    remedy: "add the check to the columns instead, with `NOT VALID`, and validate it in a later \
             transaction, while others write",
    bad: &[
        "\
CREATE DOMAIN label AS text;
CREATE TABLE tags (id bigint PRIMARY KEY, name label, created_at timestamptz, updated_at timestamptz);
ALTER DOMAIN label ADD CONSTRAINT label_check CHECK (value <> '') NOT VALID;
---
ALTER DOMAIN label VALIDATE CONSTRAINT label_check;",
        "\
CREATE DOMAIN label AS text;
CREATE TABLE tags (id bigint PRIMARY KEY, name label, created_at timestamptz, updated_at timestamptz);
---
ALTER DOMAIN label ADD CONSTRAINT label_check CHECK (value <> '');",
    ],
    good: &[
        "\
CREATE DOMAIN label AS text;
CREATE TABLE tags (id bigint PRIMARY KEY, name label, created_at timestamptz, updated_at timestamptz);
---
ALTER DOMAIN label ADD CONSTRAINT label_check CHECK (value <> '') NOT VALID;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.action() {
        Action::ConstrainDomain {
            name,
            validates: true,
        } if look.schema.is_used_domain(name) => hit(format!(
            "writes to every table that uses `{}` wait while all rows are checked",
            name.name
        )),
        _ => none(),
    }
}
