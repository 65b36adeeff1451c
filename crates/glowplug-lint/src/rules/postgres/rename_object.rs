//! `rename-object`.

use crate::action::{Action, Name};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "rename-object",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "running code does not find a renamed view, function, type or schema",
    why: "The release that is running uses the old name until it is replaced.",
    remedy: "create the new one beside the old one, switch the code over, and drop the old one in \
         a later release",
    bad: &["\
CREATE VIEW names AS SELECT 1;
---
ALTER VIEW names RENAME TO titles;"],
    good: &[
        "\
CREATE TYPE mood AS ENUM ('a');
---
ALTER TYPE mood RENAME TO old_mood;
CREATE TYPE mood AS ENUM ('b');",
        "ALTER INDEX users_name RENAME TO users_name_idx;",
    ],
    parameters: &[],
    check,
};

const KINDS: &[&str] = &[
    "VIEW",
    "MATERIALIZED VIEW",
    "FUNCTION",
    "PROCEDURE",
    "TYPE",
    "DOMAIN",
    "SCHEMA",
    "FOREIGN TABLE",
];

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::Rename { kind, name } = look.action() else {
        return none();
    };
    let is_made_again = look.all_actions().any(|action| makes(action, name));
    match KINDS.contains(kind) && !is_made_again {
        true => hit(format!(
            "running code does not find `{}` any more",
            name.name
        )),
        false => none(),
    }
}

fn makes(action: &Action, wanted: &Name) -> bool {
    match action {
        Action::CreateType { name, .. }
        | Action::CreateDomain { name, .. }
        | Action::CreateView { name, .. }
        | Action::CreateFunction { name, .. } => name.key() == wanted.key(),
        _ => false,
    }
}
