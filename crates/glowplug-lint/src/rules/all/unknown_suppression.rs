//! `unknown-suppression`.

use glowplug_schema::nearest;

use crate::rule::{ALL, Rule, Size, silent};
use crate::rules::rules;
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "unknown-suppression",
    databases: ALL,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "a comment allows a rule that does not exist",
    why: "It is misspelt, and allows nothing.",
    remedy: "write `-- glowplug: allow RULE because \"…\"`; `glowplug lint rules` lists the rules",
    bad: &[
        "\
-- glowplug: allow drop-tabel because \"nobody uses it\"
SELECT 1;",
        "\
-- glowplug: ignore drop-table
SELECT 1;",
    ],
    good: &["\
-- glowplug is our tool
SELECT 1;"],
    parameters: &[],
    check: silent,
};

/// Returns the message for a name that is no rule.
pub(crate) fn message(name: &str) -> String {
    let ids = rules().iter().map(|rule| rule.id);
    match nearest(name, ids).first() {
        Some(near) => format!("there is no rule `{name}`; did you mean `{near}`?"),
        None => format!("there is no rule `{name}`"),
    }
}
