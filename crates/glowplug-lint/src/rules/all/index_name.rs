//! `index-name`.

use crate::action::{Action, Alter, Index};
use crate::look::Look;
use crate::parameter::Parameter;
use crate::rule::{ALL, Hit, Rule, Size, hit_at, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "index-name",
    databases: ALL,
    severity: Severity::Remark,
    size: Size::Irrelevant,
    summary: "an index is not named after its table and columns",
    why: "A name that follows from what it is for is found again: in plans, in errors, and in \
         the migration that drops it.",
    remedy: "name it `{table}_{columns}_idx`, or set `pattern` in `[lint.rules.index-name]`",
    bad: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
CREATE INDEX by_name ON users (name);",
    ],
    good: &[
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
CREATE INDEX users_name_idx ON users (name);",
        "\
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100), email varchar(100), created_at timestamp, updated_at timestamp);
CREATE UNIQUE INDEX users_name_email_key ON users (name, email);",
    ],
    parameters: &[
        Parameter {
            key: "pattern",
            default: &["{table}_{columns}_idx", "{table}_{columns}_key"],
            summary: "allowed names, with `{table}` and `{columns}`",
        },
    ],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let index = match look.action() {
        Action::CreateIndex(index) => index,
        Action::AlterTable { alter, .. } => match &**alter {
            Alter::AddIndex(index) => index,
            _ => return none(),
        },
        _ => return none(),
    };
    let Some(name) = &index.name else {
        return none();
    };
    let patterns = look.parameter(RULE.id, RULE.parameters, "pattern");
    if patterns
        .iter()
        .any(|pattern| fits(pattern, index, &name.name))
    {
        return none();
    }
    let columns: Vec<&str> = index.columns.iter().flatten().map(String::as_str).collect();
    let wanted = patterns.first().map_or("", String::as_str);
    let wanted = wanted
        .replace("{table}", &index.table.name)
        .replace("{columns}", &columns.join("_"));
    hit_at(name.span, format!("`{}` would be `{wanted}`", name.name))
}

/// Returns true if a name has the pattern, with all columns or the first ones. What expressions and
/// conditions are called is free.
fn fits(pattern: &str, index: &Index, name: &str) -> bool {
    let pattern = pattern.replace("{table}", &index.table.name);
    let is_free = index.partial || index.columns.iter().any(Option::is_none);
    let columns: Vec<&str> = index.columns.iter().flatten().map(String::as_str).collect();
    if !is_free {
        return (1..=columns.len()).any(|count| {
            let wanted = pattern.replace("{columns}", &columns[..count].join("_"));
            wanted == name || (wanted.len() > 63 && name.len() > 50 && wanted.starts_with(name))
        });
    }
    let (before, behind) = pattern.split_once("{columns}").unwrap_or((&pattern, ""));
    name.starts_with(before) && name.ends_with(behind)
}
