//! `drop-object`.

use crate::action::{Action, Name};
use crate::look::Look;
use crate::rule::{ALL, Hit, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "drop-object",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a schema, database, type or view is dropped",
    why: "What is in it is lost, and code that is running fails on the next query that needs \
         it.",
    remedy: "deploy code that does not use it first; then drop it with a comment that says why: \
         `-- glowplug: allow drop-object because \"…\"`",
    bad: &["DROP VIEW names;"],
    good: &[
        "\
CREATE VIEW names AS SELECT 1;
---
DROP VIEW names;
CREATE VIEW names AS SELECT 2;",
        "\
CREATE VIEW names AS SELECT 1;
---
DROP VIEW names;
CREATE TABLE names (id bigint PRIMARY KEY, created_at timestamp, updated_at timestamp);",
    ],
    parameters: &[],
    check,
};

const KINDS: &[&str] = &[
    "SCHEMA",
    "DATABASE",
    "TYPE",
    "DOMAIN",
    "VIEW",
    "MATERIALIZED VIEW",
    "SEQUENCE",
    "FOREIGN TABLE",
    "EXTENSION",
    "OWNED",
];

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::Drop { kind, names, .. } = look.action() else {
        return none();
    };
    if !KINDS.contains(kind) {
        return none();
    }
    let lost = names.iter().find(|name| !is_young(look, name));
    match (lost, names.is_empty()) {
        (Some(name), _) => hit(format!(
            "running code does not find `{}` any more",
            name.name
        )),
        (None, true) => hit("everything that the role owns is lost"),
        (None, false) => none(),
    }
}

/// Returns true if it is created in the same migration, before or again afterwards. A type that has
/// been renamed in it was replaced.
fn is_young(look: &Look<'_>, wanted: &Name) -> bool {
    look.all_actions().any(|action| match action {
        Action::CreateType { name, .. }
        | Action::CreateDomain { name, .. }
        | Action::CreateView { name, .. } => name.key() == wanted.key(),
        Action::CreateTable(table) => table.name.key() == wanted.key(),
        Action::Rename { kind: "TYPE", .. } => wanted.name.contains("old"),
        _ => false,
    })
}
