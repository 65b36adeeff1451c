//! `reasonless-suppression`.

use crate::rule::{ALL, Rule, Size, silent};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "reasonless-suppression",
    databases: ALL,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "a comment allows something without a reason",
    why: "Whoever reads it later cannot tell whether it still holds. It allows nothing.",
    remedy: "add `because \"…\"`",
    bad: &[
        "\
-- glowplug: allow drop-table
SELECT 1;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
-- glowplug: allow drop-table because \"nobody uses it\"
DROP TABLE users;",
    ],
    parameters: &[],
    check: silent,
};
