//! `transaction-control`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{ALL, Hit, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "transaction-control",
    databases: ALL,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a migration begins or ends a transaction that it does not own",
    why: "A migration runs in a transaction. Its own `COMMIT` ends that one: what follows is \
         not rolled back after a failure, and the version may not be recorded. Without one, a \
         `BEGIN` that is never committed loses everything after it.",
    remedy: "remove `BEGIN` and `COMMIT`; without a transaction (`run_in_transaction = false`), \
         end each `BEGIN` with a `COMMIT`",
    bad: &[
        "\
CREATE VIEW names AS SELECT 1;
COMMIT;",
        "\
-- no transaction
BEGIN;
CREATE VIEW names AS SELECT 1;",
    ],
    good: &[
        "\
-- no transaction
BEGIN;
CREATE VIEW names AS SELECT 1;
COMMIT;",
        "\
SAVEPOINT a;
ROLLBACK TO SAVEPOINT a;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    if !is_control(look.action()) {
        return none();
    }
    match look.unit.run_in_transaction {
        true => inside(look),
        false => outside(look),
    }
}

/// Finds the first one in a transaction. `glowplug` takes a `BEGIN` and `COMMIT` around everything for
/// its own.
fn inside(look: &Look<'_>) -> Vec<Hit> {
    let mut before = look.before().iter().flat_map(|other| &other.actions);
    let is_first = !before.any(|located| is_control(&located.action));
    match is_first && (look.runs_with_diesel() || !is_wrapped(look)) {
        true => hit("the migration already runs in a transaction, which this begins or ends"),
        false => none(),
    }
}

fn outside(look: &Look<'_>) -> Vec<Hit> {
    let behind = look.unit.statements.iter().skip(look.number + 1);
    let mut behind = behind.flat_map(|other| &other.actions);
    let has_end = behind.any(|located| matches!(located.action, Action::Commit | Action::Rollback));
    match matches!(look.action(), Action::Begin) && !has_end {
        true => hit("this transaction is never committed"),
        false => none(),
    }
}

fn is_wrapped(look: &Look<'_>) -> bool {
    let mut actions = look.all_actions();
    let count = look
        .all_actions()
        .filter(|action| is_control(action))
        .count();
    count == 2
        && matches!(actions.next(), Some(Action::Begin))
        && matches!(actions.last(), Some(Action::Commit))
}

const fn is_control(action: &Action) -> bool {
    matches!(action, Action::Begin | Action::Commit | Action::Rollback)
}
