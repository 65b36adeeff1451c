//! `definer-without-search-path`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "definer-without-search-path",
    databases: POSTGRES,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "a `SECURITY DEFINER` function finds objects by its caller's search path",
    why: "Whoever calls it chooses `search_path`, and with it which functions and tables run \
         and are read with the owner's privileges.",
    remedy: "add `SET search_path = …` to the function, with `pg_temp` last",
    bad: &["CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';"],
    good: &[
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = \
         pg_catalog, pg_temp AS 'SELECT 1';",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.action() {
        Action::CreateFunction {
            is_definer: true,
            sets_search_path: false,
            name,
            ..
        } => hit(format!(
            "whoever calls `{}` chooses what runs with its owner's privileges",
            name.name
        )),
        _ => none(),
    }
}
