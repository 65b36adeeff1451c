//! `table-name`.

use glowplug::Database;
use pluralizer::pluralize;

use crate::action::{Action, Alter, Name};
use crate::look::Look;
use crate::parameter::Parameter;
use crate::rule::{ALL, Hit, Rule, Size, hit_at, none};
use crate::severity::Severity;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    id: "table-name",
    databases: ALL,
    severity: Severity::Remark,
    size: Size::Irrelevant,
    summary: "a table name is not snake_case, or not plural",
    why: "Diesel derives the name of a struct's table from the struct: `UserRole` is in \
         `user_roles`. Names that need quotes need them everywhere.",
    remedy: "name tables in snake_case, with a word in the plural; `allow` in \
         `[lint.rules.table-name]` lists exceptions",
    bad: &[
        "CREATE TABLE user_role (id bigint PRIMARY KEY, created_at timestamp, updated_at \
         timestamp);",
    ],
    good: &[
        "CREATE TABLE user_roles (id bigint PRIMARY KEY, created_at timestamp, updated_at \
         timestamp);",
        "CREATE TABLE people (id bigint PRIMARY KEY, created_at timestamp, updated_at \
         timestamp);",
    ],
    parameters: &[Parameter {
        key: "allow",
        default: &[],
        summary: "names that are right although they do not look so",
    }],
    check,
};

fn check(look: &Look<'_>) -> Vec<Hit> {
    let Action::CreateTable(table) = look.action() else {
        return none();
    };
    if table.foreign || table.temporary || table.partition_of.is_some() {
        return none();
    }
    let written = look.text(table.name.span);
    let name = &table.name.name;
    let is_allowed = look
        .parameter(RULE.id, RULE.parameters, "allow")
        .contains(name);
    if is_allowed || is_renamed(look, &table.name) {
        return none();
    }
    // Only PostgreSQL folds unquoted names.
    let kept = match look.database {
        Database::Postgres => name.as_str(),
        Database::Sqlite | Database::Mysql => written.rsplit('.').next().unwrap_or(written),
    };
    if !is_snake_case(kept.trim_matches(['"', '`', '[', ']', '\''])) {
        return hit_at(table.name.span, format!("`{kept}` is not in snake_case"));
    }
    // `versions_published_by` is a plural too.
    if name
        .split('_')
        .any(|word| pluralize(word, 2, false) == word)
    {
        return none();
    }
    let last = name.rsplit('_').next().unwrap_or(name);
    let plural = format!(
        "{}{}",
        &name[..name.len() - last.len()],
        pluralize(last, 2, false)
    );
    hit_at(
        table.name.span,
        format!("`{name}` is not in the plural: `{plural}`"),
    )
}

fn is_snake_case(name: &str) -> bool {
    let fits = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '_' || !c.is_ascii();
    name.chars().all(fits)
}

/// Returns true if the table gets another name in the same migration.
fn is_renamed(look: &Look<'_>, name: &Name) -> bool {
    look.all_actions().any(|action| match action {
        Action::AlterTable { table, alter } => {
            table.key() == name.key() && matches!(&**alter, Alter::RenameTable(_))
        }
        _ => false,
    })
}
