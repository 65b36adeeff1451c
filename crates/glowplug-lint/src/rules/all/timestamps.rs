//! `timestamps`.

use crate::action::{Action, ConstraintKind, CreateTable};
use crate::look::Look;
use crate::parameter::Parameter;
use crate::rule::{ALL, Hit, Rule, Size, hit_at, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "timestamps",
    databases: ALL,
    severity: Severity::Remark,
    size: Size::Irrelevant,
    summary: "a table does not say when its rows were created and changed",
    why: "Without them, nobody can tell later which rows a defect touched, and no copy can be \
         kept up to date.",
    remedy: "add `created_at` and `updated_at` with a default, or set `columns` in \
         `[lint.rules.timestamps]`",
    bad: &["CREATE TABLE tags (id bigint PRIMARY KEY, name varchar(10));"],
    good: &[
        "CREATE TABLE tags (id bigint PRIMARY KEY, created_at timestamp, updated_at \
         timestamp);",
        "CREATE TABLE post_tags (post_id bigint, tag_id bigint, PRIMARY KEY (post_id, \
         tag_id));",
    ],
    parameters: &[Parameter {
        key: "columns",
        default: &["created_at", "updated_at"],
        summary: "the columns that each table has",
    }],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::CreateTable(table) = look.action() else {
        return none();
    };
    if table.copies || table.foreign || table.temporary || is_join(table) {
        return none();
    }
    let wanted = look.parameter(RULE.id, RULE.parameters, "columns");
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|wanted| !table.columns.iter().any(|column| column.name == **wanted))
        .map(String::as_str)
        .collect();
    match missing.is_empty() {
        true => none(),
        false => hit_at(
            table.name.span,
            format!(
                "`{}` has no `{}`",
                table.name.name,
                missing.join("` and no `")
            ),
        ),
    }
}

/// Returns true if every column is part of the key: the table joins others.
fn is_join(table: &CreateTable) -> bool {
    let keys = table.constraints.iter().find_map(|one| match &one.kind {
        ConstraintKind::PrimaryKey { columns, .. } => Some(columns),
        _ => None,
    });
    keys.is_some_and(|keys| {
        table
            .columns
            .iter()
            .all(|column| keys.contains(&column.name))
    })
}
