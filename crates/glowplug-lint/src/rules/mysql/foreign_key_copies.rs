//! `foreign-key-copies`.

use crate::action::{Action, Alter, ConstraintKind};
use crate::look::Look;
use crate::rule::{Hit, MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "foreign-key-copies",
    databases: MYSQL,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a new foreign key copies the table while writes wait",
    why: "With `foreign_key_checks` on, `ADD FOREIGN KEY` uses ALGORITHM=COPY: the whole table \
         is copied, and writes wait. With it off, the key is added in place, and existing rows \
         are not checked.",
    remedy: "look for rows that break it, then add it after `SET foreign_key_checks = 0`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint, created_at timestamp, updated_at timestamp);
---
ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id), ALGORITHM=COPY, LOCK=SHARED;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50) NOT NULL, age int, mood enum('a', 'b'), created_at timestamp, updated_at timestamp);
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint, created_at timestamp, updated_at timestamp);
---
SET foreign_key_checks = 0;
ALTER TABLE posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id), ALGORITHM=INPLACE, LOCK=NONE;
SET foreign_key_checks = 1;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((table, Alter::AddConstraint(constraint))) = look.alters_live() else {
        return none();
    };
    let is_key = matches!(constraint.kind, ConstraintKind::ForeignKey { .. });
    match is_key && !checks_are_off(look) {
        true => hit(format!(
            "writes to `{}` wait while it is copied",
            table.name
        )),
        false => none(),
    }
}

fn checks_are_off(look: &Look<'_>) -> bool {
    let before = look.before().iter().flat_map(|other| &other.actions);
    let mut values = before.filter_map(|located| match &located.action {
        Action::Set { name, value } if name == "foreign_key_checks" => Some(value.as_str()),
        _ => None,
    });
    matches!(values.next_back(), Some("0" | "off"))
}
