//! `several-definitions`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "several-definitions",
    databases: MYSQL,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "a migration has more than one definition, and none can be rolled back",
    why: "Every definition commits what is before it. If a later statement fails, the earlier \
         ones stay, and the migration cannot be applied again as it is.",
    remedy: "write one definition in each migration, or one `ALTER TABLE` with several changes",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN a int, ALGORITHM=INPLACE, LOCK=NONE;
ALTER TABLE users ADD COLUMN b int, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN a int, ADD COLUMN b int, ALGORITHM=INPLACE, LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    if look.part > 0 || !is_definition(look.action()) {
        return none();
    }
    let before = look.before().iter();
    let earlier = before.filter(|other| {
        let first = other.actions.first();
        first.is_some_and(|located| is_definition(&located.action))
    });
    match earlier.count() {
        1 => hit("if this fails, the definitions before it stay applied"),
        _ => none(),
    }
}

const fn is_definition(action: &Action) -> bool {
    matches!(
        action,
        Action::CreateTable(_)
            | Action::AlterTable { .. }
            | Action::CreateIndex(_)
            | Action::DropIndex { .. }
            | Action::CreateView { .. }
            | Action::CreateFunction { .. }
            | Action::CreateTrigger { .. }
            | Action::Create { .. }
            | Action::Drop { .. }
            | Action::Truncate { .. }
    )
}
