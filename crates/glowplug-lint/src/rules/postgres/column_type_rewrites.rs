//! `column-type-rewrites`.

use crate::action::{Action, Alter, Type};
use crate::look::Look;
use crate::rule::{Hit, POSTGRES, Rule, Size, hit, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "column-type-rewrites",
    databases: POSTGRES,
    severity: Severity::Error,
    size: Size::Severity,
    summary: "a change of type rewrites the table",
    why: "The whole table and its indexes are rewritten under an ACCESS EXCLUSIVE lock. Nothing \
         is rewritten where the stored values stay the same: a longer or unlimited `varchar`, \
         `text`, a `numeric` with more digits of the same scale, `cidr` to `inet`, `timestamp` \
         to `timestamptz` in a session whose time zone is UTC. Checks of the column are \
         repeated for every row even then.",
    remedy: "add a column of the new type, keep both equal with a trigger, fill existing rows in \
         batches, and switch the code over",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ALTER COLUMN id TYPE numeric;",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ALTER COLUMN email TYPE varchar(50);",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ALTER COLUMN email TYPE text USING lower(email);",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ALTER COLUMN email TYPE varchar(500);",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, email varchar(100), created_at timestamptz, updated_at timestamptz);
---
ALTER TABLE users ALTER COLUMN email TYPE text;",
        "\
CREATE TABLE visits (id bigint PRIMARY KEY, at timestamp, price numeric(10, 2), created_at timestamptz, updated_at timestamptz);
---
SET timezone = 'UTC';
ALTER TABLE visits ALTER COLUMN at TYPE timestamptz, ALTER COLUMN price TYPE numeric(12, 2);",
    ],
    parameters: &[],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Some((
        table,
        Alter::SetType {
            column,
            kind,
            using,
            ..
        },
    )) = look.alters_live()
    else {
        return none();
    };
    let known = look.schema.column(table, column);
    let old = known.and_then(|column| column.kind.as_ref());
    let base = old.and_then(|old| look.schema.base_of_domain(old));
    let keeps = |old: &Type| match base {
        Some(base) => kind.arguments.is_empty() && keeps_values(base, kind, is_utc(look)),
        None => keeps_values(old, kind, is_utc(look)),
    };
    let keeps = !using && !is_replaced(look, kind) && old.is_some_and(keeps);
    let sorts = old.is_some_and(|old| (old.name == "citext") != (kind.name == "citext"));
    let is_indexed = look
        .table(table)
        .is_some_and(|it| it.has_index_with(column));
    let is_checked = look.table(table).is_some_and(|it| it.has_check_of(column));
    let table = &table.name;
    if keeps && !is_checked && !(sorts && is_indexed) {
        return none();
    }
    hit(match old {
        _ if keeps && !is_checked => {
            format!("nobody can use `{table}` while the indexes on `{column}` are built again")
        }
        _ if keeps => {
            format!("nobody can use `{table}` while its checks of `{column}` are repeated")
        }
        Some(_) => format!("`{table}` is rewritten, and nobody can use it meanwhile"),
        None => format!("`{table}` may be rewritten, and nobody can use it meanwhile"),
    })
}

/// Returns true if another type had the name before it was renamed.
fn is_replaced(look: &Look<'_>, kind: &Type) -> bool {
    let mut before = look.before().iter().flat_map(|other| &other.actions);
    before.any(|located| match &located.action {
        Action::Rename {
            kind: "TYPE" | "DOMAIN",
            name,
        } => name.key() == kind.name,
        _ => false,
    })
}

/// Returns true if values of the old type are stored in the same way in the new one.
fn keeps_values(old: &Type, new: &Type, is_utc: bool) -> bool {
    if old.array != new.array {
        return false;
    }
    if serial(old).is_same(&serial(new)) {
        return true;
    }
    // Each element of an array is converted.
    if old.array {
        return false;
    }
    let unlimited = new.arguments.is_empty();
    match (old.name.as_str(), new.name.as_str()) {
        ("varchar" | "text" | "citext", "text")
        | ("varchar" | "text", "citext")
        | ("cidr", "inet") => true,
        ("text" | "citext", "varchar") => unlimited,
        ("varchar", "varchar") | ("varbit", "varbit") => unlimited || grows(old, new, 0),
        ("numeric", "numeric") => {
            let same_scale = old.number(1).unwrap_or(0) == new.number(1).unwrap_or(0);
            unlimited || (same_scale && grows(old, new, 0))
        }
        ("timestamp", "timestamp")
        | ("timestamptz", "timestamptz")
        | ("time", "time")
        | ("interval", "interval") => precision(new) >= precision(old),
        ("timestamp", "timestamptz") | ("timestamptz", "timestamp") => {
            is_utc && old.arguments == new.arguments
        }
        _ => false,
    }
}

fn grows(old: &Type, new: &Type, place: usize) -> bool {
    matches!((old.number(place), new.number(place)), (Some(old), Some(new)) if new >= old)
}

/// Returns how many digits of a second are kept.
fn precision(kind: &Type) -> u64 {
    kind.number(0).unwrap_or(6)
}

/// Returns the type that is stored: `integer` for `serial`, and so on.
fn serial(kind: &Type) -> Type {
    let name = match kind.name.as_str() {
        "serial" => "integer",
        "bigserial" => "bigint",
        "smallserial" => "smallint",
        other => other,
    };
    Type {
        name: name.to_owned(),
        ..kind.clone()
    }
}

/// Returns true if an earlier statement has set the time zone to UTC.
fn is_utc(look: &Look<'_>) -> bool {
    let before = look.before().iter().flat_map(|other| &other.actions);
    let mut zones = before.filter_map(|located| match &located.action {
        Action::Set { name, value } if name == "timezone" => Some(value.as_str()),
        _ => None,
    });
    matches!(zones.next_back(), Some("utc" | "etc/utc" | "gmt"))
}
