//! `pragma-in-transaction`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, Rule, SQLITE, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "pragma-in-transaction",
    databases: SQLITE,
    severity: Severity::Error,
    size: Size::Irrelevant,
    summary: "a PRAGMA has no effect in a transaction",
    why: "`PRAGMA foreign_keys` does nothing in a transaction, without a word; `journal_mode` \
         and `synchronous` fail.",
    remedy: "set `run_in_transaction = false`, and write the PRAGMA before `BEGIN`",
    bad: &["PRAGMA foreign_keys = OFF;"],
    good: &[
        "\
-- no transaction
PRAGMA foreign_keys = OFF;",
        "PRAGMA foreign_key_check;",
        "PRAGMA foreign_keys;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::Pragma {
        name,
        value: Some(_),
    } = look.action()
    else {
        return none();
    };
    if !look.in_transaction() {
        return none();
    }
    match name.as_str() {
        // Before a rebuild, `glowplug` does it.
        "foreign_keys" if look.runs_with_diesel() => {
            hit("this has no effect: the migration runs in a transaction")
        }
        "journal_mode" | "synchronous" => hit("this fails: the migration runs in a transaction"),
        _ => none(),
    }
}
