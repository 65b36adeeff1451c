//! `guarantee-dropped`.

use crate::action::{Action, Alter, ConstraintKind, Name};
use crate::look::Look;
use crate::rule::{Hit, PG_MYSQL, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "guarantee-dropped",
    databases: PG_MYSQL,
    severity: Severity::Warning,
    size: Size::Irrelevant,
    summary: "the database no longer guarantees what a constraint did",
    why: "Rows that break it can be written from now on, and it cannot be added again before \
         they are repaired.",
    remedy: "say why in a comment: `-- glowplug: allow guarantee-dropped because \"…\"`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), created_at timestamp, updated_at timestamp, CONSTRAINT users_name_key UNIQUE (name));
---
ALTER TABLE users DROP CONSTRAINT users_name_key;",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), created_at timestamp, updated_at timestamp);
ALTER TABLE users DROP CONSTRAINT users_name_check;",
        "\
CREATE TABLE likes (user_id bigint, post_id bigint, created_at timestamp, updated_at timestamp, PRIMARY KEY (post_id, user_id), CONSTRAINT likes_user_id_post_id_key UNIQUE (user_id, post_id));
---
ALTER TABLE likes DROP CONSTRAINT likes_user_id_post_id_key;",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    match look.alters_live() {
        Some((table, Alter::DropNotNull { column })) => {
            hit(format!("`{}.{column}` may be null from now on", table.name))
        }
        Some((table, Alter::DropConstraint { name, kind })) => {
            if is_replaced(look, table, name)
                || is_needless(look, table, name)
                || is_kept(look, table, name)
            {
                return none();
            }
            let what = kind.unwrap_or("constraint");
            hit(format!("`{}` loses the {what} `{name}`", table.name))
        }
        _ => none(),
    }
}

/// Returns true if the migration adds a constraint with this name.
fn is_replaced(look: &Look<'_>, table: &Name, name: &str) -> bool {
    look.all_actions().any(|action| match action {
        Action::AlterTable {
            table: other,
            alter,
        } if other.key() == table.key() => match &**alter {
            Alter::AddConstraint(added) => added.name.as_deref() == Some(name),
            Alter::RenameConstraint { to, .. } => to == name,
            _ => false,
        },
        _ => false,
    })
}

/// Returns true if the constraint was unique, and another key of the table makes it so at the end of the
/// migration.
fn is_kept(look: &Look<'_>, name: &Name, constraint: &str) -> bool {
    let known = look
        .table(name)
        .and_then(|table| table.constraint(constraint));
    let Some(columns) = known.and_then(|known| key(&known.kind)) else {
        return false;
    };
    let Some(afterwards) = look.table_afterwards(name) else {
        return false;
    };
    let keys = afterwards.constraints.iter();
    let mut keys = keys.filter_map(|other| key(&other.kind));
    keys.any(|other| !other.is_empty() && other.iter().all(|column| columns.contains(column)))
}

fn key(kind: &ConstraintKind) -> Option<&[String]> {
    match kind {
        ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } => {
            Some(columns)
        }
        _ => None,
    }
}

/// Returns true if the constraint only said that columns are not null which are so by themselves.
fn is_needless(look: &Look<'_>, name: &Name, constraint: &str) -> bool {
    let Some(table) = look.table(name) else {
        return false;
    };
    let known = table.constraint(constraint).map(|known| &known.kind);
    let Some(ConstraintKind::Check { not_null, .. }) = known else {
        return false;
    };
    let is_set = |column: &String| table.column(column).is_some_and(|it| it.not_null);
    !not_null.is_empty() && not_null.iter().all(is_set)
}
