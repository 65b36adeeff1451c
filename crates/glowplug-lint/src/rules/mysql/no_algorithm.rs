//! `no-algorithm`.

use crate::action::Action;
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "no-algorithm",
    databases: MYSQL,
    severity: Severity::Remark,
    size: Size::Irrelevant,
    summary: "a change of a table does not say how it may be made",
    why: "Without `ALGORITHM` and `LOCK`, MySQL silently falls back to copying the table while \
         writes wait. With them, it fails instead.",
    remedy: "add `ALGORITHM=INSTANT` or `ALGORITHM=INPLACE, LOCK=NONE`, and set \
         `lock_wait_timeout`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN a int;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD COLUMN a int, ALGORITHM=INSTANT;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    if look.part > 0 {
        return none();
    }
    let table = match look.action() {
        Action::AlterTable { table, .. } => table,
        Action::CreateIndex(index) => &index.table,
        _ => return none(),
    };
    let text = look.text(look.statement().span).to_ascii_uppercase();
    match look.schema.is_live(table) && !text.contains("ALGORITHM") {
        true => hit(format!("`{}` may be copied while writes wait", table.name)),
        false => none(),
    }
}
