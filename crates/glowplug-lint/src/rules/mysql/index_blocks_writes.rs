//! `index-blocks-writes`.

use crate::action::{Action, Alter, Index};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "index-blocks-writes",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "an AUTO_INCREMENT column, or a FULLTEXT or SPATIAL index, blocks writes",
    why: "They cannot be built while rows change: writes wait until the table is rebuilt or the \
         index is complete.",
    remedy: "build it in a maintenance window, or use a tool that copies online",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
CREATE FULLTEXT INDEX users_name_idx ON users (name) ALGORITHM=INPLACE LOCK=SHARED;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
ALTER TABLE users ADD FULLTEXT INDEX users_name_idx (name), ALGORITHM=INPLACE, LOCK=SHARED;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
---
CREATE INDEX users_name_idx ON users (name) ALGORITHM=INPLACE LOCK=NONE;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let special = |index: &Index| index.special.is_some();
    let table = match look.action() {
        Action::CreateIndex(index) if special(index) => &index.table,
        Action::AlterTable { table, alter } => match &**alter {
            Alter::AddIndex(index) if special(index) => table,
            Alter::AddColumn(column) if column.increments => table,
            _ => return none(),
        },
        _ => return none(),
    };
    match look.schema.is_live(table) {
        true => hit(format!(
            "writes to `{}` wait until this is built",
            table.name
        )),
        false => none(),
    }
}
