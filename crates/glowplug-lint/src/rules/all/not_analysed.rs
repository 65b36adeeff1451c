//! `not-analysed`.

use crate::action::{Action, Alter};
use crate::look::Look;
use crate::rule::{ALL, Hit, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "not-analysed",
    databases: ALL,
    severity: Severity::Remark,
    size: Size::Irrelevant,
    summary: "a definition is not understood, so no rule has judged it",
    why: "What the rules do not understand may be safe or not.",
    remedy: "read it yourself; then say so in a comment: `-- glowplug: allow not-analysed because \
         \"…\"`",
    bad: &["ALTER GALAXY spiral SPIN FASTER;"],
    good: &["SELECT 1;"],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let is_unknown = match look.action() {
        Action::Unknown => true,
        Action::AlterTable { alter, .. } => **alter == Alter::Unknown,
        _ => false,
    };
    match is_unknown {
        true => hit("this is not understood, so no rule has judged it"),
        false => none(),
    }
}
