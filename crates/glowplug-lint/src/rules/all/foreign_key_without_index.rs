//! `foreign-key-without-index`.

use crate::action::{Action, Alter, Column, Constraint, ConstraintKind, Name, Span};
use crate::look::Look;
use crate::rule::{Hit, PG_SQLITE, Rule, Size, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "foreign-key-without-index",
    databases: PG_SQLITE,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "a foreign key has no index",
    why: "To delete or change a row of the other table, the database reads this whole table for \
         rows that reference it. MySQL creates the index itself.",
    remedy: "create an index that begins with the foreign key's columns in the same migration",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), created_at timestamp, updated_at timestamp);",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), created_at timestamp, updated_at timestamp);
CREATE INDEX posts_user_id_idx ON posts (user_id);",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
CREATE TABLE likes (user_id bigint REFERENCES users (id), post_id bigint, PRIMARY KEY (user_id, post_id));",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
---
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), created_at timestamp, updated_at timestamp);
CREATE INDEX posts_user_id_idx ON posts (user_id) WHERE (user_id IS NOT NULL);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let (name, keys) = foreign_keys(look.action());
    let Some(name) = name.filter(|_| !keys.is_empty()) else {
        return none();
    };
    let Some(table) = look.table_afterwards(name) else {
        return none();
    };
    let mut seen = Vec::new();
    let bare = keys.into_iter().filter(|(columns, _)| {
        // A column may reference two tables.
        if seen.contains(columns) {
            return false;
        }
        seen.push(columns.clone());
        let is_indexed = table.has_index_on(columns);
        let is_known = columns.iter().all(|column| table.column(column).is_some());
        !is_indexed && (is_known || !table.is_partial)
    });
    bare.map(|(columns, span)| Hit {
        span: Some(span),
        message: format!(
            "deleting from `{}` reads all of `{}`: `{}` has no index",
            referenced(look, span),
            name.name,
            columns.join(", ")
        ),
    })
    .collect()
}

/// The columns of a foreign key, and where it is written.
type Key = (Vec<String>, Span);

/// Returns the foreign keys that an action adds to a table.
fn foreign_keys(action: &Action) -> (Option<&Name>, Vec<Key>) {
    let of_column = |column: &Column| {
        let span = column.reference.as_ref()?.span;
        Some((vec![column.name.clone()], span))
    };
    match action {
        Action::CreateTable(table) if table.partition_of.is_none() => {
            let columns = table.columns.iter().filter_map(of_column);
            let constraints = table.constraints.iter().filter_map(of_constraint);
            (Some(&table.name), columns.chain(constraints).collect())
        }
        Action::AlterTable { table, alter } => {
            let key = match &**alter {
                Alter::AddColumn(column) => of_column(column),
                Alter::AddConstraint(constraint) => of_constraint(constraint),
                _ => None,
            };
            (Some(table), key.into_iter().collect())
        }
        _ => (None, Vec::new()),
    }
}

fn of_constraint(constraint: &Constraint) -> Option<Key> {
    match &constraint.kind {
        ConstraintKind::ForeignKey { columns, .. } => Some((columns.clone(), constraint.span)),
        _ => None,
    }
}

/// Returns the name of the other table, as it is written.
fn referenced<'a>(look: &Look<'a>, span: Span) -> &'a str {
    let text = look.text(span);
    let words = text.split(|c: char| c.is_whitespace() || c == '(');
    let words = words.filter(|word| !word.is_empty());
    let mut words = words.skip_while(|word| !word.eq_ignore_ascii_case("REFERENCES"));
    let name = words.nth(1).unwrap_or("the other table");
    name.trim_matches(|c| matches!(c, '`' | '"' | '[' | ']'))
}
